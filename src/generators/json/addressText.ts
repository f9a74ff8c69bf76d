import ipaddr from 'ipaddr.js';

/** An address in the text form of RFC 5952: lower case, the longest run of zeros as `::`, IPv4-mapped ones with dots. */
export function addressText(text: string): string {
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return address.toString();
  const ipv6 = address as ipaddr.IPv6;
  return ipv6.isIPv4MappedAddress() ? `::ffff:${ipv6.toIPv4Address().toString()}` : ipv6.toRFC5952String();
}

/** An IPv4 address as a socket of IPv6 holds it. */
export const mappedText = (ipv4: string): string => `::ffff:${ipv4}`;
