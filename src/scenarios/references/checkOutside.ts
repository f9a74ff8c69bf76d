import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { checkReached } from './checkEnds.js';
import { pinnedBy } from './endHosts.js';
import { literalAddress } from './literalAddress.js';
import { own } from './names.js';

/** Outside parties: real addresses of the right family, and ids that no host has. */
export function checkOutside(story: Story, report: Report): void {
  for (const [id, party] of Object.entries(story.world.outside)) {
    const path = ['world', 'outside', id];
    if (id === 'localhost' || own(story.world.hosts, id))
      report({ code: 'DUPLICATE', path, at: 'key', expected: 'an id that no host has, and not localhost', received: id });
    for (const family of ['ipv4', 'ipv6'] as const) {
      const text = party[family];
      if (text === undefined) continue;
      const address = literalAddress(text);
      const expected =
        family === 'ipv4'
          ? 'an IPv4 address: four numbers 0 to 255 without leading zeros'
          : 'an IPv6 address such as 2001:db8:ffff::7';
      if (address?.family !== family) report({ code: 'WRONG_VALUE', path: [...path, family], expected });
      else if (address.range === 'ipv4Mapped')
        report({ code: 'WRONG_VALUE', path: [...path, family], expected: 'an IPv6 address: one of IPv4 goes into ipv4' });
      else if (['loopback', 'unspecified'].includes(address.range))
        report({ code: 'WRONG_VALUE', path: [...path, family], expected: 'an address that another machine can have' });
      else {
        const host = pinnedBy(story, address.canonical);
        if (host !== undefined)
          report({
            code: 'DUPLICATE',
            path: [...path, family],
            expected: `an address that no host of the story has: ${host} has this one`,
          });
        else checkReached(text, [...path, family], report);
      }
    }
  }
}
