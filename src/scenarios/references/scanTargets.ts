import ipaddr from 'ipaddr.js';
import { ipv4At, ipv4Network } from '../../world/addresses.js';
import type { StoryScan } from '../language/story.js';

/** What stands under `to`, one by one. */
export function targetTexts({ to }: Pick<StoryScan, 'to'>): readonly string[] {
  if (typeof to === 'string') return [to];
  return Array.isArray(to) ? to : [];
}

/** A network of IPv4 as `10.20.1.0/28`; undefined for anything else. */
export function networkOf(text: string): string | undefined {
  return /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/u.test(text) && ipaddr.IPv4.isValidCIDR(text) ? text : undefined;
}

/** How many hosts and addresses are named, networks by their size: what is named twice counts twice, since nothing is looked through. */
export function addressesOf(scan: Pick<StoryScan, 'to'>): number {
  return targetTexts(scan).reduce((sum, text) => {
    const network = networkOf(text);
    return sum + (network === undefined ? 1 : ipv4Network(network).size);
  }, 0);
}

/** The hosts and addresses that a scan looks at, each once; of a network all addresses that a host can have. */
export function targetsOf(scan: Pick<StoryScan, 'to'>): readonly string[] {
  const targets = new Set<string>();
  for (const text of targetTexts(scan)) {
    const network = networkOf(text);
    if (network === undefined) targets.add(text);
    else {
      const { size } = ipv4Network(network);
      const [first, last] = size > 2 ? [1, size - 2] : [0, size - 1];
      for (let offset = first; offset <= last; offset += 1) targets.add(ipv4At(network, offset).text);
    }
  }
  return [...targets];
}

/** The ports that a scan tries, each once, in the order of the story. */
export function portsOf({ ports }: Pick<StoryScan, 'ports'>): readonly number[] {
  const all = new Set<number>();
  for (const part of Array.isArray(ports) ? ports : [ports]) {
    const [first, last = first] = String(part).split('-').map(Number);
    for (let port = first!; port <= last! && port <= 65_535; port += 1) all.add(port);
  }
  return [...all];
}
