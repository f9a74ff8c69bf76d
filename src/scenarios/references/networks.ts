import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ipv4Network } from '../../world/addresses.js';
import type { Report, StoryPath } from '../finding.js';
import { literalAddress } from './literalAddress.js';
import { whyNobodys } from './nobodysAddress.js';

/** True for an IPv4 network with so many bits of network, and host bits zero, that hosts can have; reports what it is not. */
export function checkIpv4Network(
  network: string,
  bounds: { min: number; max: number },
  path: StoryPath,
  report: Report,
): boolean {
  const [address = '', length = ''] = network.split('/');
  const bits = /^[1-9]\d?$/u.test(length) ? Number(length) : 0;
  if (!isIPv4(address) || bits < bounds.min || bits > bounds.max) {
    const expected = `an IPv4 network of ${bounds.min} to ${bounds.max} bits such as 10.20.0.0/16`;
    report({ code: 'WRONG_VALUE', path, expected });
    return false;
  }
  const base = ipaddr.IPv4.networkAddressFromCIDR(network).toString();
  if (base !== address) {
    report({ code: 'WRONG_VALUE', path, expected: 'host bits that are zero', cure: `did you mean ${base}/${bits}?` });
    return false;
  }
  if (['multicast', 'loopback', 'unspecified', 'linkLocal'].includes(literalAddress(base)?.range ?? '')) {
    report({ code: 'WRONG_VALUE', path, expected: 'a network that hosts can have' });
    return false;
  }
  const why = whyNobodys(base);
  if (why !== undefined) {
    report({ code: 'WRONG_VALUE', path, expected: `a network that hosts can have: ${why}` });
    return false;
  }
  return true;
}

/** The range of an IPv6 network of 64 bits, such as `uniqueLocal`; undefined, and reported, where it is none that hosts can have. */
export function checkIpv6Network(network: string, path: StoryPath, report: Report): string | undefined {
  const literal = literalAddress(network.slice(0, network.indexOf('/')));
  if (literal?.family !== 'ipv6') {
    report({ code: 'WRONG_VALUE', path, expected: 'an IPv6 network of 64 bits such as 2001:db8:20:1::/64' });
    return undefined;
  }
  const base = ipaddr.IPv6.networkAddressFromCIDR(network);
  if (base.toString() !== literal.canonical) {
    report({ code: 'WRONG_VALUE', path, expected: 'host bits that are zero', cure: `did you mean ${base.toString()}/64?` });
    return undefined;
  }
  if (NO_SITE.has(literal.range)) {
    const expected = 'a unique local or global network: every host has link-local addresses anyway';
    report({ code: 'WRONG_VALUE', path, expected });
    return undefined;
  }
  if (TUNNELS.has(literal.range)) {
    const expected = 'a unique local or global network: those of tunnels follow from IPv4 addresses';
    report({ code: 'WRONG_VALUE', path, expected, cure: `ipv6: { plan: tunnel, kind: ${literal.range} }` });
    return undefined;
  }
  const why = whyNobodys(literal.canonical);
  if (why !== undefined) {
    report({ code: 'WRONG_VALUE', path, expected: `a unique local or global network: ${why}` });
    return undefined;
  }
  return literal.range;
}

const NO_SITE: ReadonlySet<string> = new Set(['linkLocal', 'multicast', 'loopback', 'unspecified', 'ipv4Mapped']);
const TUNNELS: ReadonlySet<string> = new Set(['teredo', '6to4']);

/** An IPv4 network of a story, and where it stands. */
export interface WrittenNetwork {
  readonly name: string;
  readonly network: string;
  readonly path: StoryPath;
}

/** Reports networks that share addresses with another one: each at the later of the two. */
export function checkApart(networks: readonly WrittenNetwork[], what: string, report: Report): void {
  const ranges = networks.map((written, order) => ({ ...written, order, ...ipv4Network(written.network) }));
  let widest: (typeof ranges)[number] | undefined;
  for (const range of ranges.sort((a, b) => a.first - b.first || b.size - a.size)) {
    if (widest && range.first < widest.first + widest.size) {
      const [earlier, later] = widest.order < range.order ? [widest, range] : [range, widest];
      report({
        code: 'INCONSISTENT',
        path: later.path,
        expected: `${what} that shares no address with ${earlier.name}, ${earlier.network}`,
      });
    }
    if (!widest || range.first + range.size > widest.first + widest.size) widest = range;
  }
}

/** True where an IPv4 network lies in another. */
export function liesIn(inner: string, outer: string): boolean {
  const [a, b] = [ipv4Network(inner), ipv4Network(outer)];
  return a.first >= b.first && a.first + a.size <= b.first + b.size;
}
