import ipaddr from 'ipaddr.js';
import { withoutDots } from '../../world/addresses.js';

/** What no host can have and no packet reaches, by network, the narrower before the wider. */
const NOBODYS: readonly (readonly [network: string, what: string | undefined])[] = [
  ['255.255.255.255/32', undefined],
  ['240.0.0.0/4', '240.0.0.0/4 is reserved, and no system sends to it'],
  // Clouds answer there whatever the host's own address is: metadata and time, and credentials of containers.
  ['169.254.169.0/24', undefined],
  ['169.254.170.0/24', undefined],
  ['169.254.0.0/16', '169.254.0.0/16 reaches only hosts that got no address from a server'],
  ['::/127', undefined],
  ['::ffff:0:0/96', undefined],
  ['fe80::/128', 'fe80:: stands for the routers of the link'],
  ['fe80::/64', undefined],
  ['fe80::/10', 'link-local addresses have zeros behind fe80'],
  ['2001:10::/28', '2001:10::/28 has identifiers, not addresses'],
  ['2001:20::/28', '2001:20::/28 has identifiers, not addresses'],
  ['64:ff9b::/96', undefined],
  ['2000::/3', undefined],
  ['fc00::/7', undefined],
  ['ff00::/8', undefined],
  ['fec0::/10', 'fec0::/10, site-local addresses, is no longer in use (RFC 3879)'],
  ['100::/64', '100::/64 is where packets are thrown away (RFC 6666)'],
  ['::/96', 'IPv4 addresses inside IPv6 ones are written ::ffff:a.b.c.d'],
  ['::/0', 'IANA has given this block to nobody'],
];

const networks = NOBODYS.map(([network, what]) => ({ network: ipaddr.parseCIDR(network), what }));

/** Where an address of a tunnel or translator has the IPv4 addresses that packets go to: by group, and whether every bit is inverted. */
const EMBEDDED: readonly (readonly [network: string, what: string, group: number, inverted: boolean])[] = [
  ['2002::/16', '6to4', 1, false],
  ['2001::/32', 'Teredo server', 2, false],
  ['2001::/32', 'Teredo client', 6, true],
  ['64:ff9b::/96', 'NAT64', 6, false],
];

/** Ranges of IPv4 that no tunnel or translator takes packets to (RFC 3056 section 2, RFC 4380 section 5.2.4, RFC 6052 section 3.1). */
const INSIDE_ONLY: ReadonlySet<string> = new Set([
  'unspecified',
  'broadcast',
  'multicast',
  'linkLocal',
  'loopback',
  'carrierGradeNat',
  'private',
]);

/**
 * Why no host has an address, and none is reached at it; undefined where one can be.
 *
 * Networks that documents use (192.0.2.0/24, 2001:db8::/32, ...) count as public: stories take their outside parties from them. Loopback,
 * multicast, broadcast and unspecified addresses are reached or not for reasons of their own, and pass.
 *
 * @param text - A valid address in any spelling. Source: IANA's registries of IPv4 and IPv6 special-purpose addresses and IPv6 blocks.
 */
export function whyNobodys(text: string): string | undefined {
  const address = ipaddr.parse(withoutDots(text));
  const known = networks.find(({ network: [base, bits] }) => base.kind() === address.kind() && address.match(base, bits));
  if (known?.what !== undefined || address.kind() === 'ipv4') return known?.what;
  const { parts } = address as ipaddr.IPv6;
  for (const [network, what, group, inverted] of EMBEDDED) {
    if (!address.match(ipaddr.parseCIDR(network))) continue;
    const octets = parts.slice(group, group + 2).flatMap((part) => {
      const bits = inverted ? part ^ 0xffff : part;
      return [bits >> 8, bits & 0xff];
    });
    const inner = new ipaddr.IPv4(octets);
    if (INSIDE_ONLY.has(inner.range()) || whyNobodys(inner.toString()) !== undefined)
      return `the IPv4 address inside it (${what}) is ${inner.toString()}, which no tunnel leads to`;
  }
  return undefined;
}
