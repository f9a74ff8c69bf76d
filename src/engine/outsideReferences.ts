import ipaddr from 'ipaddr.js';
import type { Plan } from '../scenarios/plan.js';

/** Top-level domains and names that nobody can own: RFC 2606, RFC 6761. */
const RESERVED_NAME = /(^|\.)(test|example|invalid|localhost|example\.(com|net|org))$/iu;

/** Ranges that belong to no stranger: documentation, private use, the link and the host itself. */
const OWN_RANGES: ReadonlySet<string> = new Set([
  'reserved',
  'private',
  'loopback',
  'linkLocal',
  'multicast',
  'broadcast',
  'uniqueLocal',
  'unspecified',
]);

const isReservedAddress = (text: string): boolean => {
  const address = ipaddr.parse(text);
  const embedded = EMBEDDED[address.range()];
  if (embedded && address instanceof ipaddr.IPv6) return embedded(address.parts).every(isReservedAddress);
  return OWN_RANGES.has(address.range());
};
/** A name without a dot belongs to no domain. */
const isReservedName = (name: string) => !name.includes('.') || RESERVED_NAME.test(name);

const dotted = (high: number, low: number) => [high >> 8, high & 255, low >> 8, low & 255].join('.');

/** The IPv4 addresses in those of tunnels, by their groups: whose those are, theirs they are. RFC 4380 section 4, RFC 3056 section 2. */
const EMBEDDED: Readonly<Record<string, (groups: readonly number[]) => readonly string[]>> = {
  teredo: (groups) => [dotted(groups[2]!, groups[3]!), dotted(groups[6]! ^ 0xffff, groups[7]! ^ 0xffff)],
  '6to4': (groups) => [dotted(groups[1]!, groups[2]!)],
};

/** Every address and name in a plan that could be a stranger's, because the story names it. Sorted. */
export function outsideReferences({ flows, world }: Plan): string[] {
  const found = new Set<string>();
  /** Ends by the hundred thousand share addresses: each is looked at once. */
  const seen = new Set<string | undefined>([undefined]);
  const address = (text: string | undefined) => {
    if (seen.has(text)) return;
    seen.add(text);
    if (!isReservedAddress(text!)) found.add(text!);
  };
  const name = (text: string) => {
    if (!isReservedName(text)) found.add(text);
  };
  for (const { initiator, responder } of flows) {
    for (const end of [initiator, responder]) {
      address(end.address.text);
      if (!end.host) name(end.reverseName);
    }
  }
  for (const { host } of world.machines) {
    address(host.falcon?.aip.text);
    name(host.computer);
    name(host.reverseName);
  }
  for (const party of world.outside.values()) name(party.name);
  return [...found].sort();
}
