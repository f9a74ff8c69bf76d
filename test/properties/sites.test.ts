import { beforeAll, describe, expect, it } from 'vitest';
import { readStory } from '../../src/scenarios/index.js';
import { expectLocal } from '../support/locality.js';
import { grouped, type WholeRun, wholeRun } from '../support/wholeRun.js';
import { holdLaw, laws } from './laws.js';

/** Twenty in a soak (WIRETALE_SOAK): an office at two sites takes its time. */
const SEEDS = process.env.WIRETALE_SOAK ? Array.from({ length: 20 }, (_, n) => n + 1) : [1, 4_294_967_295];

/** Two sites with a plan, and all that hosts of one and two of them do with each other. */
const storyOf = (berlin: string, lyon: string, more = '') => `id: zqsites
title: Hosts of two sites
start: 2026-03-10T09:00:00Z
world:
  domain: { dns: corp.example }
  sites:
    berlin: { ipv4: 10.20.0.0/16, subnets: { desks: 10.20.1.0/24 }, utcOffset: +02:00${berlin} }
    lyon: { ${lyon} }${more}
  hosts:
    desk: { subnet: desks, user: clerk }
    second: { role: workstation }
    files: { role: server }
    dc: { role: domain-controller }
    far: { role: workstation, site: lyon }
    away: { role: server, site: lyon }
  users: { clerk: {} }
  outside: { c2: {}, four: { ipv4: 203.0.113.9 } }
processes:
  script: { host: desk, user: clerk, image: 'C:\\Users\\{user}\\a.exe', start: 0s }
  remote: { host: far, user: SYSTEM, image: 'C:\\b.exe', start: 0s }
steps:
  - { id: zqhome, at: 5s, beacon: { from: script, to: c2, port: 443, every: 45s, jitter: 20%, for: 50m } }
  - { id: zqhours, at: 6s, beacon: { from: script, to: four, port: 443, every: 5m, for: 45m, hours: "10:20-11:20" } }
  - { id: zqcopy, at: 7s, connect: { from: script, to: files, port: 445 } }
  - { id: zqover, at: 8s, connect: { from: remote, to: files, port: 445 } }
  - { id: zqback, at: 9s, connect: { from: script, to: away, service: svcctl } }
  - { id: zqask, at: 10s, resolve: { from: remote, name: c2 } }
background: { profile: office, workstations: 4, rate: 0.4, lead: 20s, tail: 20s }
`;

/** Steps over IPv6, for plans that have routed addresses at both sites. */
const OVER_IPV6 = `  - { id: zqsix, at: 11s, beacon: { from: script, to: away, port: 445, family: ipv6, every: 3m, for: 50m } }
  - { id: zqout, at: 12s, connect: { from: remote, to: c2, port: 443, family: ipv6 } }
background:`;
const withIpv6 = (story: string) => story.replace('background:', OVER_IPV6);

const PLANS: Readonly<Record<string, string>> = {
  'link-local addresses only': storyOf('', 'ipv6: { plan: link-local }'),
  'unique local addresses': storyOf(', ipv6: { plan: ula }', 'ipv6: { plan: ula, rotate: 10m }').replace(
    /.*zqover.*\n/u,
    (line) => line.replace('445 }', '445, family: ipv6 }'),
  ),
  'global addresses that stay, and a network': withIpv6(storyOf(", ipv6: '2001:db8:20:1::/64'", 'ipv6: { plan: global }')),
  'global addresses that change': withIpv6(
    storyOf(', ipv6: { plan: global, rotate: 10m }', 'ipv6: { plan: global, rotate: 15m }'),
  ),
  '6to4 at one site, addresses that change at the other': withIpv6(
    storyOf(', ipv6: { plan: global, rotate: 12m }', 'ipv6: { plan: tunnel, kind: 6to4, rotate: 20m }'),
  ),
  Teredo: withIpv6(storyOf(', ipv6: { plan: tunnel, kind: teredo }', 'ipv6: { plan: tunnel, kind: teredo }')),
  ISATAP: withIpv6(storyOf(', ipv6: { plan: tunnel, kind: isatap }', 'ipv6: { plan: global }')),
};
const loaded = (text: string) => readStory(text, 'sites.yaml');

describe.each(Object.entries(PLANS))('sites with %s', (_, text) => {
  const runs: WholeRun[] = [];
  beforeAll(async () => {
    for (const seed of SEEDS) runs.push(await wholeRun(loaded(text), { seed }));
  });

  it.each(Object.keys(laws))('%s', (law) => {
    holdLaw(law, runs);
  });

  it('a connection comes from an address that its host has then, and both ends can be reached from each other', () => {
    for (const { told, prepared } of runs)
      for (const { at, flow } of told.values()) {
        const [from, to] = [flow.initiator, flow.responder];
        const machine = prepared.plan.world.machineById.get(from.host!.id)!;
        const own = Object.values(from.host!.addresses).map((address) => address.text);
        if (machine.temporaries) own.push(machine.temporaries.at(at).text);
        if (!/^(127\.|0:)/u.test(from.address.text)) expect(own).toContain(from.address.text);
        const linkLocal = [from, to].map(({ address }) => address.text.startsWith('fe80:'));
        if (!to.host || to.host === from.host) continue;
        expect(linkLocal[0]).toBe(linkLocal[1]);
        if (linkLocal[0]) expect(prepared.plan.world.machineById.get(to.host.id)!.site).toBe(machine.site);
      }
  });

  it('the background is at both sites, and calls servers of its own first', () => {
    const at = new Set<string | undefined>();
    for (const { told, prepared } of runs) {
      const { machineById, machines } = prepared.plan.world;
      for (const { background, site } of machines) if (background) at.add(site.id);
      for (const { flow } of told.values()) {
        if (!flow.background || flow.destinationPort !== 445 || flow.initiator.host!.role !== 'workstation') continue;
        // Not each of the sites has a controller.
        if (flow.responder.host!.role === 'domain-controller') continue;
        expect(machineById.get(flow.responder.host!.id)!.site.id).toBe(machineById.get(flow.initiator.host!.id)!.site.id);
      }
    }
    expect(at).toEqual(new Set(['berlin', 'lyon']));
  });

  it('hours are those of the place', () => {
    for (const { told } of runs) {
      const calls = [...told.values()]
        .filter(({ flow }) => flow.meaning.step === 'zqhours')
        .map(({ at }) => new Date(at / 1000).toISOString());
      expect(calls.length).toBeGreaterThan(3);
      for (const call of calls) expect(call >= '2026-03-10T09:00' && call < '2026-03-10T09:20').toBe(true);
    }
  });
});

describe.each(['unique local addresses', 'global addresses that change', 'Teredo'])('edits of sites with %s', (plan) => {
  const text = PLANS[plan]!.replaceAll('50m', '12m');

  // People come by the clock of the place, and with them their programs.
  it.each([
    ['a site more', (story: string) => story.replace('  hosts:\n', '    late: { ipv4: 172.16.0.0/16, ipv6: { plan: global } }\n  hosts:\n').replace('workstations: 4', 'workstations: 0'), 'workstations: 0'],
    ['a subnet more', (story: string) => story.replace('desks: 10.20.1.0/24', 'desks: 10.20.1.0/24, none: 10.20.3.0/30'), undefined],
    ['a host more', (story: string) => story.replace('  users:', '    late: { site: lyon }\n  users:'), undefined],
    ['a host of a subnet more', (story: string) => story.replace('  users:', '    late: { subnet: desks }\n  users:'), undefined],
    ['another time of the place', (story: string) => story.replace('+02:00', '+01:30'), 'zqhours, background'],
    ['a workstation more', (story: string) => story.replace('workstations: 4', 'workstations: 5'), undefined],
  ] as const)('an edit that is local: %s', async (name, edit, moved) => {
    const before = name === 'a site more' ? text.replace('workstations: 4', 'workstations: 0') : text;
    expect(edit(text)).not.toBe(text);
    for (const seed of SEEDS.slice(0, 1)) {
      const first = await wholeRun(loaded(before), { seed });
      expectLocal(first, await wholeRun(loaded(edit(text)), { seed }), new Set(moved?.startsWith('zqhours') ? moved.split(', ') : []));
    }
  });
}); // biome-ignore format: one row per edit

describe('addresses that change', () => {
  const changing = PLANS['global addresses that change']!;
  const staying = changing.replaceAll(/, rotate: \d+m/gu, '');

  it.each(SEEDS)('are all that differs from a run in which they stay: seed %i', async (seed) => {
    const [one, other] = await Promise.all([changing, staying].map((text) => wholeRun(loaded(text), { seed })));
    expect([...one!.told.keys()]).toEqual([...other!.told.keys()]);
    let changed = 0;
    for (const [name, { at, flow }] of one!.told) {
      const was = other!.told.get(name)!;
      expect([at, flow.responder.address, flow.destinationPort, flow.meaning.step]).toEqual([
        was.at,
        was.flow.responder.address,
        was.flow.destinationPort,
        was.flow.meaning.step,
      ]);
      const { temporary } = was.flow.initiator.host!.addresses;
      const differs = flow.initiator.address.text !== was.flow.initiator.address.text;
      expect(differs).toBe(was.flow.initiator.address.text === temporary?.text);
      changed += Number(differs);
    }
    expect(changed).toBeGreaterThan(100);
    // Ids of records, times, ports, names: all but the address.
    const masked = (line: string) => line.replaceAll(/2001:db8:[0-9a-f:]+/gu, '');
    expect(one!.winevt.map(masked)).toEqual(other!.winevt.map(masked));
    expect(one!.fdr.map(masked)).toEqual(other!.fdr.map(masked));
    expect(one!.labels).toEqual(other!.labels);
  });

  it('take several addresses in an hour, each of one host and for one time', async () => {
    const { told, prepared } = await wholeRun(loaded(changing), { seed: 1 });
    const used = [...told.values()].filter(
      ({ flow }) => prepared.plan.world.machineById.get(flow.initiator.host!.id)!.temporaries,
    );
    const beats = used.filter(({ flow }) => flow.meaning.step === 'zqsix').map(({ flow }) => flow.initiator.address.text);
    expect(new Set(beats).size).toBeGreaterThanOrEqual(5);
    const routed = used.filter(({ flow }) => flow.initiator.address.text.startsWith('2001:'));
    for (const [, all] of grouped(routed, ({ flow }) => flow.initiator.address.text)) {
      expect(new Set(all.map(({ flow }) => flow.initiator.host!.id)).size).toBe(1);
      const times = all.map(({ at }) => at);
      expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(15 * 60_000_000);
    }
  });
});
