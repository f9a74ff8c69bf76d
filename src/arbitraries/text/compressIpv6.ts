/**
 * The canonical text of RFC 5952 for an address in eight groups without leading zeros: the longest run of two and more zero
 * groups, of equal ones the first, becomes `::`.
 */
export function compressIpv6(address: string): string {
  const groups = address.split(':');
  let best = { from: 0, length: 1 };
  for (let from = 0; from < groups.length; from += 1) {
    let length = 0;
    while (groups[from + length] === '0') length += 1;
    if (length > best.length) best = { from, length };
  }
  if (best.length < 2) return address;
  return `${groups.slice(0, best.from).join(':')}::${groups.slice(best.from + best.length).join(':')}`;
}
