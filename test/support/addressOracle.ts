/** Addresses as numbers of 128 bits and their short text, written from RFC 4291 and RFC 5952 alone. */

const MAPPED = 0xffffn << 32n;

function ipv4Number(text: string): bigint {
  const bytes = text.split('.');
  if (bytes.length !== 4 || bytes.some((byte) => !/^(0|[1-9]\d{0,2})$/u.test(byte) || Number(byte) > 255))
    throw new Error(`no IPv4 address: ${text}`);
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** RFC 4291, section 2.2, all three forms; an IPv4 address is the IPv6 one that it is mapped to. No zone, no prefix length. */
export function addressNumber(text: string): bigint {
  if (!text.includes(':')) return MAPPED + ipv4Number(text);
  const hexOnly = text.replace(/(?<=:)[\d.]+\.[\d.]+$/u, (ipv4) => {
    const number = ipv4Number(ipv4);
    return `${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
  });
  const halves = hexOnly.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head, tail = []] = halves as [string[], string[]?];
  const missing = 8 - head.length - tail.length;
  const groups = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail];
  const wrong = halves.length > 2 || groups.length !== 8 || (halves.length === 2 && missing < 1);
  if (wrong || groups.some((group) => !/^[\da-f]{1,4}$/iu.test(group))) throw new Error(`no IPv6 address: ${text}`);
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

const groupsOf = (address: bigint) => Array.from({ length: 8 }, (_, i) => Number((address >> BigInt(16 * (7 - i))) & 0xffffn));

/** Eight groups, lower case, no leading zeros, nothing left out. */
export const longText = (address: bigint): string =>
  groupsOf(address)
    .map((group) => group.toString(16))
    .join(':');

/** RFC 5952, section 4: the longest run of zero groups as `::`, the first of equal ones, never a single group; section 5: dots for mapped ones. */
export function shortText(address: bigint): string {
  if (address >> 32n === 0xffffn) return `::ffff:${groupsOf(address).slice(6).flatMap((group) => [group >> 8, group & 255]).join('.')}`; // biome-ignore format: one line
  const groups = groupsOf(address);
  let best = { from: 0, length: 1 };
  for (let from = 0; from < 8; from += 1) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === 0) length += 1;
    if (length > best.length) best = { from, length };
  }
  const text = (some: readonly number[]) => some.map((group) => group.toString(16)).join(':');
  if (best.length < 2) return text(groups);
  return `${text(groups.slice(0, best.from))}::${text(groups.slice(best.from + best.length))}`;
}
