import ipaddr from 'ipaddr.js';

const CHARACTERS = /^[0-9a-f:.]{2,45}$/iu;

/**
 * What two spellings of one IP address have in common: compressed or not, upper or lower case, zeros before a group's digits, and
 * IPv4 alone or mapped into IPv6.
 *
 * @returns undefined for what is no address. A zone (`%eth0`), brackets, a port or the length of a prefix make an address something else;
 * so do zeros before the digits of IPv4, which some programs take for octal.
 */
export function addressKey(text: string): string | undefined {
  if (!CHARACTERS.test(text)) return undefined;
  const hex = text.includes('.') ? withoutDots(text) : text;
  if (!hex?.includes(':')) return undefined;
  try {
    return ipaddr.IPv6.parse(hex).parts.join(':');
  } catch {
    return undefined;
  }
}

/** IPv4, alone or at the end of IPv6, as hexadecimal groups: ipaddr.js takes `::1.2.3.4` for `::ffff:1.2.3.4`, which is another number. */
function withoutDots(text: string): string | undefined {
  const start = text.lastIndexOf(':') + 1;
  const dotted = text.slice(start);
  if (!ipaddr.IPv4.isValidFourPartDecimal(dotted)) return undefined;
  const [a, b, c, d] = dotted.split('.').map(Number) as [number, number, number, number];
  const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  return `${start === 0 ? '::ffff:' : text.slice(0, start)}${groups}`;
}
