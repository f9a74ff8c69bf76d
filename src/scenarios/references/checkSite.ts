import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { literalAddress } from './literalAddress.js';

/** Smaller networks have no room for a story; larger ones are no site. */
const IPV4_BITS = { min: 8, max: 29 };

/** The networks of the site: valid, and written with host bits zero. */
export function checkSite(story: Story, report: Report): void {
  const { ipv4, ipv6 } = story.world.site ?? {};
  if (ipv4 !== undefined) checkIpv4(ipv4, report);
  if (ipv6 !== undefined) checkIpv6(ipv6, report);
}

function checkIpv4(network: string, report: Report): void {
  const path = ['world', 'site', 'ipv4'];
  const [address = '', length = ''] = network.split('/');
  const bits = /^[1-9]\d?$/u.test(length) ? Number(length) : 0;
  if (!isIPv4(address) || bits < IPV4_BITS.min || bits > IPV4_BITS.max) {
    const expected = `an IPv4 network of ${IPV4_BITS.min} to ${IPV4_BITS.max} bits such as 10.20.0.0/16`;
    report({ code: 'WRONG_VALUE', path, expected });
    return;
  }
  const base = ipaddr.IPv4.networkAddressFromCIDR(network).toString();
  if (base !== address)
    report({ code: 'WRONG_VALUE', path, expected: 'host bits that are zero', cure: `did you mean ${base}/${bits}?` });
  else if (['multicast', 'loopback', 'unspecified', 'linkLocal'].includes(literalAddress(base)?.range ?? ''))
    report({ code: 'WRONG_VALUE', path, expected: 'a network that hosts can have' });
}

function checkIpv6(network: string, report: Report): void {
  const path = ['world', 'site', 'ipv6'];
  const address = network.slice(0, network.indexOf('/'));
  const literal = literalAddress(address);
  if (literal?.family !== 'ipv6') {
    report({ code: 'WRONG_VALUE', path, expected: 'an IPv6 network of 64 bits such as 2001:db8:20:1::/64' });
    return;
  }
  const base = ipaddr.IPv6.networkAddressFromCIDR(network);
  if (base.toNormalizedString() !== ipaddr.IPv6.parse(address).toNormalizedString())
    report({ code: 'WRONG_VALUE', path, expected: 'host bits that are zero', cure: `did you mean ${base.toString()}/64?` });
  else if (!canBeSite(literal.range)) {
    const expected = 'a unique local or global network: every host has link-local addresses anyway';
    report({ code: 'WRONG_VALUE', path, expected });
  }
}

const canBeSite = (range: string) => !['linkLocal', 'multicast', 'loopback', 'unspecified', 'ipv4Mapped'].includes(range);
