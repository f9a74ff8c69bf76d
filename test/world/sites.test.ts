import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomSource } from '../../src/random/randomSource.js';
import { hostAddress, hostSlots, slotOfAddress } from '../../src/world/addresses.js';
import { buildWorld } from '../../src/world/buildWorld.js';
import { freeSlots } from '../../src/world/freeSlots.js';
import { isatapAddress, sixToFourNetwork, teredoAddress } from '../../src/world/tunnelAddresses.js';
import type { Machine, World } from '../../src/world/world.js';
import type { WorldSpec } from '../../src/world/worldSpec.js';
import { worldsOfSites } from '../support/sitesArbitrary.js';
import { tries } from '../support/soak.js';
import { seeds } from '../support/storyArbitrary.js';

const START = Date.UTC(2026, 2, 10, 9) * 1000;
const DAY = 86_400_000_000;
const worldOf = (spec: Omit<WorldSpec, 'start'>, seed: number) => buildWorld(createRandomSource(seed), { ...spec, start: START });

/** Read by hand, from the RFCs and not from what writes them. */
const number = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
const dotted = (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
const bitsOf = (text: string) => BigInt(`0x${text.split(':').map((group) => group.padStart(4, '0')).join('')}`); // biome-ignore format: one thing
const field = (text: string, from: number, length: number) =>
  Number((bitsOf(text) >> BigInt(128 - from - length)) & ((1n << BigInt(length)) - 1n));
const within = (network: string, address: string) => {
  const [base, length] = network.split('/');
  const size = 2 ** (32 - Number(length));
  return number(address) >= number(base!) && number(address) < number(base!) + size;
};
const isPrivate = (text: string) => ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((network) => within(network, text));
const isDocumentation = (text: string) =>
  ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].some((network) => within(network, text));

/** RFC 4380 section 4. */
const teredo = (text: string) => ({
  prefix: field(text, 0, 32),
  server: dotted(field(text, 32, 32)),
  flags: field(text, 64, 16),
  port: 0xffff - field(text, 80, 16),
  client: dotted(0xffff_ffff - field(text, 96, 32)),
});
/** RFC 5214 section 6.1. */
const isatap = (text: string) => ({
  network: field(text, 0, 32),
  unique: field(text, 64, 16),
  mark: field(text, 80, 16),
  host: dotted(field(text, 96, 32)),
});
/** RFC 3056 section 2. */
const sixToFour = (text: string) => ({
  prefix: field(text, 0, 16),
  router: dotted(field(text, 16, 32)),
  subnet: field(text, 48, 16),
});

const everyAddress = ({ host, temporaries }: Machine) => [
  ...Object.values(host.addresses),
  ...(temporaries?.spans(START, START + 2 * DAY).map(({ address }) => address) ?? []),
];
const tryWorlds = (law: (world: World, spec: Omit<WorldSpec, 'start'>) => void, runs = 60) =>
  fc.assert(
    fc.property(worldsOfSites, seeds, (spec, seed) => law(worldOf(spec, seed), spec)),
    tries(runs),
  );
const expectDifferent = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length);

describe('in every world of sites', () => {
  it('no two hosts, sites or outside parties share an address or a network', () =>
    tryWorlds(({ machines, sites, outside }) => {
      const parties = [...outside.values()].flatMap(({ ipv4, ipv6 }) => [ipv4 ?? [], ipv6 ?? []].flat());
      expectDifferent([...machines.flatMap(everyAddress), ...parties].map(({ text }) => text));
      expectDifferent(sites.map(({ publicAddress }) => publicAddress.text));
      for (const [n, { ipv4 }] of sites.entries())
        for (const other of sites.slice(n + 1)) {
          expect(within(ipv4, other.ipv4.split('/')[0]!)).toBe(false);
          expect(within(other.ipv4, ipv4.split('/')[0]!)).toBe(false);
        }
      expectDifferent(sites.flatMap(({ ipv6 }) => ('network' in ipv6 ? ipv6.network : [])));
    }));

  it('an IPv4 address lies in the subnet that the host names, and otherwise in none', () =>
    tryWorlds(({ machines, sites }, { hosts }) => {
      for (const { host, site } of machines) {
        const spec = hosts[host.id];
        const { text } = host.addresses.ipv4;
        expect(site).toBe(spec?.site === undefined && spec ? sites[0] : (sites.find(({ id }) => id === spec?.site) ?? site));
        expect(within(site.ipv4, text)).toBe(true);
        expect([...site.subnets].filter(([, network]) => within(network, text)).map(([name]) => name)).toEqual(
          spec?.subnet ? [spec.subnet] : [],
        );
        // Neither that of a network nor that of all its hosts.
        for (const network of [site.ipv4, ...site.subnets.values()]) {
          const [base, length] = network.split('/');
          expect([number(base!), number(base!) + 2 ** (32 - Number(length)) - 1]).not.toContain(number(text));
        }
      }
    }));

  it('IPv6 is what the plan of the site says', () =>
    tryWorlds(({ machines }, { sites: specs = {} }) => {
      for (const machine of machines) {
        const { host, site, temporaries } = machine;
        const { stable, temporary, linkLocal } = host.addresses;
        const said = specs[site.id!]!.ipv6;
        const plan = typeof said === 'string' ? { plan: 'global' as const, network: said } : said;
        expect(linkLocal.text).toMatch(/^fe80:0:0:0:/u);
        const routed = everyAddress(machine).filter(({ family, text }) => family === 'ipv6' && text !== linkLocal.text);
        const ownTunnel = plan?.kind === 'teredo' || plan?.kind === 'isatap';
        const isClient = host.role === 'workstation' && !ownTunnel;
        const none = plan === undefined || plan.plan === 'link-local';
        expect(stable !== undefined).toBe(!none);
        expect(temporary !== undefined).toBe(!none && isClient && plan.rotate === undefined);
        expect(temporaries !== undefined).toBe(!none && isClient && plan.rotate !== undefined);
        for (const { text } of routed) {
          if (plan?.plan === 'ula') expect(text).toMatch(/^fd[0-9a-f]{2}:/u);
          if (plan?.plan === 'global') expect(text).toMatch(/^2001:db8:/u);
          if (plan?.network) expect(text.startsWith(plan.network.replace('::/64', ':'))).toBe(true);
        }
      }
    }));

  it('addresses of tunnels hold the addresses that they are made from', () => {
    const seen = new Set<string>();
    tryWorlds(({ machines }, { sites: specs = {} }) => {
      const ports: string[] = [];
      for (const machine of machines) {
        const { host, site } = machine;
        const said = specs[site.id!]!.ipv6;
        const kind = typeof said === 'object' ? said.kind : undefined;
        if (kind) seen.add(kind);
        const { stable, ipv4 } = host.addresses;
        if (kind === 'teredo') {
          const { prefix, server, flags, port, client } = teredo(stable!.text);
          expect([prefix, client]).toEqual([0x2001_0000, site.publicAddress.text]);
          expect(isDocumentation(server)).toBe(true);
          // Only the twelve bits that RFC 5991 has clients draw.
          expect(flags & 0b1100_0011_0000_0000).toBe(0);
          expect(port).toBeGreaterThanOrEqual(1024);
          ports.push(`${client} ${port}`);
        } else if (kind === 'isatap') {
          expect(isatap(stable!.text)).toMatchObject({ unique: 0, mark: 0x5efe, host: ipv4.text });
        } else if (kind === '6to4') {
          for (const { text } of everyAddress(machine).filter(({ text: own }) => /^2/u.test(own) && own.includes(':'))) {
            expect(sixToFour(text)).toMatchObject({ prefix: 0x2002, router: site.publicAddress.text });
            expect(isPrivate(sixToFour(text).router)).toBe(false);
          }
        }
      }
      // A NAT gives each port to one client.
      expectDifferent(ports);
    });
    expect(seen).toEqual(new Set(['teredo', 'isatap', '6to4']));
  });

  it('a site more at the end changes nobody but the workstations that go there', () =>
    fc.assert(
      fc.property(worldsOfSites, seeds, fc.nat(50), (spec, seed, workstations) => {
        const wide = { ...spec, workstations };
        const before = worldOf(wide, seed);
        const after = worldOf(
          { ...wide, sites: { ...wide.sites, late: { ipv4: '172.20.0.0/16', ipv6: { plan: 'ula' } } } },
          seed,
        );
        expect(after.sites.slice(0, -1)).toEqual(before.sites);
        for (const { host, site } of before.machines) {
          const now = after.machineById.get(host.id)!;
          if (now.site.id !== 'late') expect([now.host, now.site]).toEqual([host, site]);
          else expect(now.background).toBe(true);
        }
        if (workstations > 45) expect(after.machines.some(({ site }) => site.id === 'late')).toBe(true);
      }),
      tries(30),
    ));

  it('a subnet more moves those only who were where it is', () =>
    fc.assert(
      fc.property(seeds, fc.nat(255), fc.integer({ min: 18, max: 30 }), (seed, at, bits) => {
        const size = 2 ** (32 - bits);
        const subnet = `${dotted(number('10.20.0.0') + Math.floor((at * 256) / size) * size)}/${bits}`;
        const hosts = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`host-${n}`, { role: 'server' as const }]));
        const spec = { sites: { one: { ipv4: '10.20.0.0/16' } }, hosts, users: {}, outside: {}, workstations: 60 };
        const before = worldOf(spec, seed);
        const after = worldOf({ ...spec, sites: { one: { ipv4: '10.20.0.0/16', subnets: { late: subnet } } } }, seed);
        for (const { host } of before.machines) {
          const was = host.addresses.ipv4.text;
          const is = after.machineById.get(host.id)!.host.addresses.ipv4.text;
          if (within(subnet, was)) expect(within(subnet, is)).toBe(false);
          else expect(is).toBe(was);
        }
      }),
      tries(60),
    ));

  it('a crowd of workstations beside a subnet has an address for each', () =>
    fc.assert(
      fc.property(seeds, (seed) => {
        const sites = { one: { ipv4: '10.9.0.0/24', subnets: { cut: '10.9.0.128/26' } } };
        const { machines } = worldOf({ sites, hosts: {}, users: {}, outside: {}, workstations: 60 }, seed);
        const own = machines.map(({ host }) => host.addresses.ipv4.text);
        expectDifferent(own);
        expect(own.filter((text) => within('10.9.0.128/26', text))).toEqual([]);
      }),
      tries(20),
    ));

  it('a host or a workstation more moves nobody else', () =>
    fc.assert(
      fc.property(worldsOfSites, seeds, fc.nat(99), (spec, seed, at) => {
        const first = Object.keys(spec.sites!)[at % Object.keys(spec.sites!).length]!;
        const before = worldOf(spec, seed);
        const kept = ({ host, site }: Machine) => [host.addresses, host.name, site.id, host.sysmon, host.falcon];
        for (const more of [
          { ...spec, hosts: { ...spec.hosts, late: { role: 'workstation' as const, site: first } } },
          { ...spec, workstations: spec.workstations + 1 },
        ]) {
          const after = worldOf(more, seed);
          for (const machine of before.machines) expect(kept(after.machineById.get(machine.host.id)!)).toEqual(kept(machine));
        }
      }),
      tries(30),
    ));
});

describe('addresses of tunnels, by hand', () => {
  it('Teredo: the example of RFC 4380 section 4 with the flags of RFC 5991', () => {
    // Server 65.54.227.120, client 192.0.2.45 behind port 40000, cone bit left zero: 2001:0:4136:e378:0:63bf:3fff:fdd2.
    const ends = [{ family: 'ipv4', text: '65.54.227.120' }, { family: 'ipv4', text: '192.0.2.45' }] as const;
    expect(teredoAddress(...ends, 40_000, 0).text).toBe('2001:0:4136:e378:0:63bf:3fff:fdd2');
    expect(teredoAddress(...ends, 40_000, 0xffff).text).toBe('2001:0:4136:e378:3cff:63bf:3fff:fdd2');
  }); // biome-ignore format: the example

  it('ISATAP: the u bit says whether the IPv4 address is unique in the world', () => {
    expect(isatapAddress('2001:db8:1:2::/64', { family: 'ipv4', text: '10.1.2.3' }).text).toBe('2001:db8:1:2:0:5efe:a01:203');
    expect(isatapAddress('2001:db8:1:2::/64', { family: 'ipv4', text: '100.64.0.1' }).text).toBe('2001:db8:1:2:0:5efe:6440:1');
    expect(isatapAddress('2001:db8:1:2::/64', { family: 'ipv4', text: '192.0.2.1' }).text).toBe('2001:db8:1:2:200:5efe:c000:201');
  });

  it('6to4: the example of RFC 3056 section 2', () =>
    expect(sixToFourNetwork({ family: 'ipv4', text: '192.0.2.4' }, 1)).toBe('2002:c000:204:1::/64'));
});

describe('the slots of a network without some parts of it', () => {
  it('are those of its other host addresses', () => {
    const part = fc.record({ offset: fc.nat(1023), bits: fc.integer({ min: 24, max: 30 }) });
    fc.assert(
      fc.property(
        fc.constantFrom('10.4.0.0/22', '10.4.0.0/24', '10.4.0.0/26'),
        fc.array(part, { maxLength: 4 }),
        (network, parts) => {
          const size = 2 ** (32 - Number(network.split('/')[1]));
          const without: string[] = [];
          for (const { offset, bits } of parts) {
            const length = Math.min(2 ** (32 - bits), size);
            const base = number('10.4.0.0') + Math.floor((offset % size) / length) * length;
            const text = `${dotted(base)}/${32 - Math.log2(length)}`;
            if (!without.some((other) => within(other, dotted(base)) || within(text, other.split('/')[0]!))) without.push(text);
          }
          const free = freeSlots(network, without, [0, hostSlots(network)]);
          const all = Array.from({ length: free.size }, (_, index) => hostAddress(network, free.at(index)).text);
          const wanted = Array.from({ length: size }, (_, offset) => number('10.4.0.0') + offset)
            .map((value, offset) => ({ text: dotted(value), last: value % 256, edge: offset === 0 || offset === size - 1 }))
            .filter(
              ({ text, last, edge }) =>
                !edge && (size < 256 || (last !== 0 && last !== 255)) && !without.some((other) => within(other, text)),
            );
          expect(all).toEqual(wanted.map(({ text }) => text));
          expect(all.every((text) => free.has(slotOfAddress(network, text)!))).toBe(true);
          for (let slot = 0; slot < hostSlots(network); slot += 1)
            expect(free.has(slot)).toBe(all.includes(hostAddress(network, slot).text));
          // Of a part of the range what lies in it.
          const half = freeSlots(network, without, [10, 40]);
          const indexes = Array.from({ length: half.size }, (_, index) => half.at(index));
          expect(indexes).toEqual(Array.from({ length: 30 }, (_, n) => 10 + n).filter((slot) => free.has(slot)));
          // All of them are drawn before none is left.
          const used = new Set<number>();
          while (used.size < half.size) used.add(half.drawn(createRandomSource(used.size), used));
          expect([...used].sort((x, y) => x - y)).toEqual(indexes);
        },
      ),
      tries(200),
    );
  });
});
