/** An address by value: 4 bytes or 8 groups of 16 bits. */
export interface Address {
  readonly family: 4 | 6;
  /** IPv4: four numbers of 8 bits. IPv6: eight of 16 bits. */
  readonly parts: readonly number[];
  /** Of the value; equal addresses have equal ones. */
  readonly hash: number;
  /** Whom it reaches, as far as the address alone tells: the limited broadcast address is one, and a network's is not known for one. */
  readonly reach: 'one' | 'many' | 'all' | 'self';
}

function addressOf(family: 4 | 6, parts: readonly number[]): Address {
  return {
    family,
    parts,
    hash: parts.reduce((hash, part) => Math.imul(hash ^ part, 0x01000193), family),
    reach: reachOf(family, parts),
  };
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;

/** Reads dotted decimal, four numbers without leading zeros. */
export function parseIpv4(text: string): Address | undefined {
  if (text.length > 15) return undefined;
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part) && Number(part) <= 255)) return undefined;
  return addressOf(4, parts.map(Number));
}

/** Reads any IPv6 spelling of RFC 4291 section 2.2; no zone, no brackets, no prefix length. */
export function parseIpv6(text: string): Address | undefined {
  if (text.length > 45 || !text.includes(':')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groups(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1]!, true) : [];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return addressOf(6, [...head, ...Array<number>(missing).fill(0), ...tail]);
}

function groups(text: string, mayEndDotted: boolean): number[] | undefined {
  if (text === '') return [];
  const read: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const dotted = mayEndDotted && index === parts.length - 1 && part.includes('.') ? parseIpv4(part) : undefined;
    if (dotted) {
      const [a, b, c, d] = dotted.parts as [number, number, number, number];
      read.push(a * 256 + b, c * 256 + d);
    } else if (GROUP.test(part)) read.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return read;
}

const REMEMBERED = 4096;
const remembered = new Map<string, Address | undefined>();

/** Reads an address of either family. A file names the same few addresses over and over, so the last ones are remembered. */
export function parseAddress(text: string): Address | undefined {
  const known = remembered.get(text);
  if (known !== undefined || remembered.has(text)) return known;
  const address = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  if (remembered.size >= REMEMBERED) remembered.clear();
  if (text.length <= 45) remembered.set(text, address);
  return address;
}

/** Eight groups, lower case, no leading zeros, nothing left out: the way both sensors write IPv6. */
export function writtenOut(address: Address): string {
  return address.family === 4 ? address.parts.join('.') : address.parts.map((group) => group.toString(16)).join(':');
}

export function sameAddress(left: Address, right: Address): boolean {
  if (left === right) return true;
  if (left.hash !== right.hash || left.family !== right.family) return false;
  return left.parts.every((part, index) => part === right.parts[index]);
}

/** The IPv4 address inside `::ffff:a.b.c.d`, and any other address as it is. */
export function unmapped(address: Address): Address {
  if (address.family === 4 || address.parts[5] !== 0xffff || address.parts.slice(0, 5).some((group) => group !== 0))
    return address;
  const [high, low] = [address.parts[6]!, address.parts[7]!];
  return addressOf(4, [high >> 8, high & 255, low >> 8, low & 255]);
}

const allZeroBut = (parts: readonly number[], last: number) =>
  parts.every((part, index) => part === (index === parts.length - 1 ? last : 0));

function reachOf(family: 4 | 6, parts: readonly number[]): Address['reach'] {
  const first = parts[0]!;
  if (family === 6) return first >= 0xff00 ? 'many' : allZeroBut(parts, 1) ? 'self' : 'one';
  if (first === 127) return 'self';
  if (first >= 224 && first <= 239) return 'many';
  return parts.every((part) => part === 255) ? 'all' : 'one';
}

export function isUnspecified(address: Address): boolean {
  return allZeroBut(address.parts, 0);
}

export function isLoopback(address: Address): boolean {
  return address.reach === 'self';
}

export function isMulticast(address: Address): boolean {
  return address.reach === 'many';
}

/** Only the limited broadcast address: whether a `.255` ends a network depends on a mask that no record carries. */
export function isBroadcast(address: Address): boolean {
  return address.reach === 'all';
}

/** `fe80::/10`. */
export function isLinkLocal(address: Address): boolean {
  return address.family === 6 && (address.parts[0]! & 0xffc0) === 0xfe80;
}

/** Inside a block that IANA has assigned: global unicast, unique local, link-local, multicast, loopback or NAT64. */
export function isAssignedIpv6(address: Address): boolean {
  const [first, second] = address.parts as [number, number];
  const global = (first & 0xe000) === 0x2000;
  const uniqueLocal = (first & 0xfe00) === 0xfc00;
  const nat64 = first === 0x64 && second === 0xff9b;
  return global || uniqueLocal || nat64 || isLinkLocal(address) || isMulticast(address) || isLoopback(address);
}
