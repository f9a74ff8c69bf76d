import fc from 'fast-check';
import type { Ipv6Spec, SiteSpec, WorldSpec } from '../../src/world/worldSpec.js';

const HOUR = 3_600_000_000;

/** Everything that a story can say of IPv6 without a network of its own. */
export const ipv6Plans: fc.Arbitrary<Ipv6Spec> = fc.oneof(
  fc.constant<Ipv6Spec>({ plan: 'link-local' }),
  fc.record({ plan: fc.constantFrom('ula' as const, 'global' as const), rotate: fc.option(fc.integer({ min: HOUR / 6, max: 720 * HOUR }), { nil: undefined }) }),
  fc.constantFrom<Ipv6Spec>(
    { plan: 'tunnel', kind: 'teredo' },
    { plan: 'tunnel', kind: 'isatap' },
    { plan: 'tunnel', kind: '6to4' },
    { plan: 'tunnel', kind: '6to4', rotate: 24 * HOUR },
  ),
); // biome-ignore format: one row per plan

const network = (n: number) => `10.${100 + n}.0.0/16`;
/** A site that says its network may cut it; parts of very different sizes, at its beginning, middle and end. */
const subnetsOf = (n: number) => ({
  low: `10.${100 + n}.0.0/25`,
  odd: `10.${100 + n}.0.192/27`,
  wide: `10.${100 + n}.64.0/18`,
  high: `10.${100 + n}.255.128/25`,
});

const siteDraft = fc.record({
  said: fc.boolean(),
  cut: fc.boolean(),
  ipv6: fc.oneof(fc.constant(undefined), ipv6Plans, fc.constant('a network' as const)),
});

function siteOf({ said, cut, ipv6 }: typeof siteDraft extends fc.Arbitrary<infer T> ? T : never, n: number): SiteSpec {
  return {
    ...((said || cut) && { ipv4: network(n) }),
    ...(cut && { subnets: subnetsOf(n) }),
    ...(ipv6 && { ipv6: ipv6 === 'a network' ? `2001:db8:20:${n + 1}::/64` : ipv6 }),
  };
}

const hostDraft = fc.record({
  site: fc.nat(99),
  subnet: fc.nat(7),
  role: fc.constantFrom('workstation' as const, 'server' as const),
});

/** Worlds of one to five sites, with hosts in and outside of subnets, all of Windows: some tunnels are for it alone. */
export const worldsOfSites: fc.Arbitrary<Omit<WorldSpec, 'start'>> = fc
  .record({
    sites: fc.array(siteDraft, { minLength: 1, maxLength: 5 }),
    hosts: fc.array(hostDraft, { minLength: 1, maxLength: 8 }),
    workstations: fc.nat(12),
  })
  .map(({ sites: drafts, hosts, workstations }) => {
    const sites = Object.fromEntries(drafts.map((draft, n) => [`site-${n}`, siteOf(draft, n)]));
    const placed = hosts.map(({ site, subnet, role }, i) => {
      const id = `site-${site % drafts.length}`;
      const names = Object.keys(sites[id]!.subnets ?? {});
      // Some hosts name no site, and so are at the first.
      const said = site < 80 || id !== 'site-0' ? { site: id } : {};
      return [`host-${i}`, { role, ...said, ...(subnet < names.length && { subnet: names[subnet] }) }] as const;
    });
    return {
      sites,
      hosts: Object.fromEntries(placed),
      users: {},
      outside: { one: {}, two: { ipv6: '2001:db8:7::1' } },
      workstations,
    };
  });
