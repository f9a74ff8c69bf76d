import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/model/host.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { buildWorld } from '../../src/world/buildWorld.js';
import { keySetsOf } from '../../src/world/falconFleet.js';
import type { HostSpec, WorldSpec } from '../../src/world/worldSpec.js';
import { tries } from '../support/soak.js';

const START = Date.UTC(2026, 2, 10, 9) * 1000;
const machineOf = (spec: HostSpec, world: Partial<WorldSpec> = {}, seed = 1) =>
  buildWorld(createRandomSource(seed), {
    hosts: { it: spec },
    users: {},
    outside: {},
    workstations: 0,
    start: START,
    ...world,
  }).machineById.get('it')!;
const hostOf = (...given: Parameters<typeof machineOf>): Host => machineOf(...given).host;
const on = (os: string): HostSpec => ({ role: 'workstation', os });
const at = (time: string) => ({ start: Date.parse(time) * 1000 });
const seeds = fc.nat();

describe('the sensors of a host', () => {
  it.each([
    ['windows-11', true],
    ['linux', true],
    ['macos', false],
    ['ios', false],
  ])('on %s are Falcon, and Sysmon: %s', (os, sysmon) => {
    const host = hostOf(on(os));
    expect(host.falcon).toBeDefined();
    expect(host.sysmon !== undefined).toBe(sysmon);
  });
});

describe('a host that does not say', () => {
  it.each([
    ['2013-05-01T00:00:00Z', 'windows-7', 'windows-server-2012-r2', '6'],
    ['2015-07-28T23:59:59Z', 'windows-7', 'windows-server-2012-r2', '6'],
    ['2015-07-29T00:00:00Z', 'windows-10', 'windows-server-2012-r2', '6'],
    ['2017-01-01T00:00:00Z', 'windows-10', 'windows-server-2016', '6'],
    ['2018-07-05T00:00:00Z', 'windows-10', 'windows-server-2016', '8'],
    ['2019-12-01T00:00:00Z', 'windows-10', 'windows-server-2019', '10.4'],
    ['2020-07-01T00:00:00Z', 'windows-10', 'windows-server-2019', '11'],
    ['2021-09-01T00:00:00Z', 'windows-10', 'windows-server-2022', '11'],
    ['2021-10-05T00:00:00Z', 'windows-11', 'windows-server-2022', '11'],
    ['2026-03-10T00:00:00Z', 'windows-11', 'windows-server-2022', '11'],
  ])('runs at %s what was new then: %s, as a server %s, with the habits of Sysmon %s', (time, client, server, era) => {
    expect(hostOf({ role: 'workstation' }, at(time)).os.id).toBe(client);
    for (const role of ['server', 'domain-controller'] as const) expect(hostOf({ role }, at(time)).os.id).toBe(server);
    expect(hostOf({ role: 'workstation' }, at(time)).sysmon!.era).toBe(era);
    expect(hostOf(on('windows-server-2025'), at(time))).toMatchObject({ os: { id: 'windows-server-2025' } });
    expect(hostOf({ role: 'server', sysmon: { era: '8' } }, at(time)).sysmon!.era).toBe('8');
  });

  it('keeps its system wherever the story is moved, and gets the Sysmon of the time, as updates bring it', () => {
    const moved = { ...at('2026-01-01T00:00:00Z'), told: at('2019-12-24T00:00:00Z').start };
    expect(hostOf({ role: 'workstation' }, moved)).toMatchObject({ os: { id: 'windows-10' }, sysmon: { era: '11' } });
  });

  it('has Sysmon on Linux from when it existed, or where the story speaks of it', () => {
    const before = at('2021-10-13T23:59:59Z');
    expect(hostOf(on('linux'), before).sysmon).toBeUndefined();
    expect(hostOf(on('linux'), at('2021-10-14T00:00:00Z')).sysmon).toBeDefined();
    expect(hostOf({ ...on('linux'), sensors: ['sysmon'] }, before).sysmon).toBeDefined();
    expect(hostOf({ ...on('linux'), sysmon: { machineId: 'AAAAAAAA' } }, before).sysmon).toBeDefined();
    expect(hostOf({ ...on('linux'), sensors: ['falcon'] }, at('2026-01-01T00:00:00Z')).sysmon).toBeUndefined();
  });
});

describe('Sysmon for Linux', () => {
  it('has the newest habits and looks nothing up, whatever Sysmon does in the rest of the world', () => {
    const world = { sysmon: { era: '6' as const, dnsLookup: true } };
    expect(hostOf(on('linux'), world).sysmon).toMatchObject({ era: '11', dnsLookup: false, syslogPrefix: false });
    expect(hostOf(on('windows-11'), world).sysmon).toMatchObject({ era: '6', dnsLookup: true });
  });

  it('writes from the first thread of a process whose id is any number', () => {
    const ids = Array.from({ length: 40 }, (_, seed) => hostOf(on('linux'), {}, seed).sysmon!);
    expect(ids.filter(({ processId, threadId }) => processId !== threadId)).toEqual([]);
    expect(ids.filter(({ processId }) => processId % 4 !== 0).length).toBeGreaterThan(20);
    expect(hostOf({ ...on('linux'), takenPids: [ids[1]!.processId] }, {}, 1).sysmon!.processId).not.toBe(ids[1]!.processId);
  });

  it('has a trace clock 6 to 8 ms ahead, and a pinned one as pinned', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { trace, wall } = hostOf(on('linux'), {}, seed).clock;
        expect(trace - wall).toBeGreaterThanOrEqual(6_000);
        expect(trace - wall).toBeLessThanOrEqual(8_000);
      }),
      tries(50),
    );
    expect(hostOf({ ...on('linux'), clock: { trace: 5 } }).clock.trace).toBe(5);
  });
});

describe('the reverse name of a host', () => {
  const SITE = { domain: { dns: 'corp.example' } };
  /** Hosts of one site each: the seed says what the site is like. */
  const namesBy = (seed: number) => {
    const [windows, mac, phone, linux] = ['windows-11', 'macos', 'ios', 'linux'].map((os) => hostOf(on(os), SITE, seed));
    return { windows: windows!, mac: mac!, phone: phone!, linux: linux! };
  };
  const sites = Array.from({ length: 40 }, (_, seed) => namesBy(seed));
  const full = ({ name }: Host) => `${name}.corp.example`;
  const [zoned, bare] = [true, false].map((zone) =>
    sites.filter(({ windows }) => (windows.reverseName === full(windows)) === zone),
  );

  it('is known in a third of the sites that have a domain', () => {
    expect(zoned!.length).toBeGreaterThan(5);
    expect(bare!.length).toBeGreaterThan(zoned!.length);
  });

  it('is the full name of Linux hosts and Macs where a site has a reverse zone, and none of a telephone', () => {
    for (const { mac, phone, linux } of zoned!)
      expect([mac.reverseName, linux.reverseName, phone.reverseName]).toEqual([full(mac), full(linux), '']);
  });

  it('is elsewhere what Windows answers for itself, and none of the others', () => {
    for (const { windows, mac, phone, linux } of bare!)
      expect([windows, mac, linux, phone].map(({ reverseName }) => reverseName)).toEqual([windows.name, '', '', '']);
  });

  it('is what the story says, on every platform', () => {
    for (const os of ['windows-11', 'macos', 'ios', 'linux'])
      expect(hostOf({ ...on(os), reverseName: 'edge.example' }, SITE).reverseName).toBe('edge.example');
  });
});

describe('the Falcon key set of a host', () => {
  it.each([
    ['windows-10', '2019-05-01T00:00:00Z', 'windows-2020', /^1007\.3\.00122\d\d\.1$/u],
    ['windows-10', '2022-12-31T23:59:59Z', 'windows-2020', /^1007\.3\.00122\d\d\.1$/u],
    ['windows-10', '2023-01-01T00:00:00Z', 'windows-2023', /^1007\.3\.00168\d\d\.10$/u],
    ['windows-11', '2025-01-01T00:00:00Z', 'windows-2025', /^1007\.3\.00199\d\d\.(10|11|15)$/u],
    ['macos', '2020-12-31T00:00:00Z', 'macos-2020', /^1007\.4\.00122\d\d\.1$/u],
    ['macos', '2021-01-01T00:00:00Z', 'macos-2021', /^1007\.4\.00137\d\d\.1$/u],
    ['linux', '2019-01-01T00:00:00Z', 'linux-2021', /^1007\.8\.00113\d\d\.1$/u],
    ['ios', '2026-01-01T00:00:00Z', 'ios-2025', /^1007\.32\.202402(0[1-9]|1\d|2[0-8])\.1$/u],
  ])('of %s at %s is %s, with a build of it', (os, start, keySet, build) => {
    const falcon = hostOf(on(os), at(start)).falcon!;
    expect(falcon.keySet).toBe(keySet);
    expect(falcon.configBuild).toMatch(build);
  });

  it('is what the story says, with the build of that set', () => {
    const { falcon } = hostOf({ ...on('windows-11'), falcon: { keySet: 'windows-2020' } });
    expect(falcon).toMatchObject({ keySet: 'windows-2020', configBuild: expect.stringMatching(/^1007\.3\.00122/u) });
  });

  it('has one configuration state per feed, and another than every other set', () => {
    const states = (['windows', 'macos', 'linux', 'ios'] as const).flatMap((platform) =>
      keySetsOf(platform).map((keySet) => {
        const os = platform === 'windows' ? 'windows-11' : platform;
        const [one, other] = [1, 2].map(
          (seed) => hostOf({ ...on(os), falcon: { keySet } }, { cid: 'ab12'.repeat(8) }, seed).falcon!,
        );
        expect(one!.configStateHash).toBe(other!.configStateHash);
        expect(one!.configStateHash).toMatch(/^\d{1,10}$/u);
        return one!.configStateHash;
      }),
    );
    expect(states).toHaveLength(7);
    // A feed whose id repeats itself has one hash for the two sets that take it from there.
    expect(new Set(states).size).toBeGreaterThanOrEqual(6);
  });

  it('has the configuration states of its feed: those of other feeds are others, set by set', () => {
    const keySets = (['windows', 'macos', 'linux', 'ios'] as const).flatMap(keySetsOf);
    const osOf = (keySet: string) => (keySet.startsWith('windows') ? 'windows-11' : keySet.split('-')[0]!);
    const cids = Array.from({ length: 20 }, (_, feed) => createRandomSource(feed).fork('some feed').hex(32));
    const states = cids.flatMap((cid) =>
      keySets.map((keySet) => hostOf({ ...on(osOf(keySet)), falcon: { keySet } }, { cid }).falcon!.configStateHash),
    );
    expect(new Set(states).size).toBe(20 * 7);
  });
});

describe("Falcon's process ids", () => {
  it.each([
    ['windows-11', 10, 14],
    ['linux', 14, 14],
    ['macos', 18, 18],
    ['ios', 19, 20],
  ])('on %s have %i to %i digits, fit into 64 bits and grow with the start, to the last digit', (os, least, most) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { host, services, processClock } = machineOf(on(os), {}, seed);
        const processes = [...services.values()].sort((a, b) => a.startedAt - b.startedAt);
        const last = Math.max(host.boot.at + 86_400_000_000, processes.at(-1)!.startedAt + 1);
        const late = [1, 2, 5_000_000].map((after) => processClock!.uniqueProcessId(last + after));
        const inOrder = processes.map(({ uniqueProcessId }) => uniqueProcessId);
        const ids = [...inOrder, ...late];
        for (const id of ids) {
          expect(id).toMatch(new RegExp(`^[1-9]\\d{${least - 1},${most - 1}}$`, 'u'));
          expect(BigInt(id)).toBeLessThan(2n ** 64n);
        }
        ids.slice(1).forEach((id, i) => {
          expect(BigInt(id)).toBeGreaterThan(BigInt(ids[i]!));
        });
        expect(BigInt(late[1]!) - BigInt(late[0]!)).toBe(1n);
      }),
      tries(40),
    );
  });

  it('on iOS pass 2^63 now and then', () => {
    const first = Array.from(
      { length: 30 },
      (_, seed) => machineOf(on('ios'), {}, seed).services.get('launchd')!.uniqueProcessId,
    );
    const above = first.filter((id) => BigInt(id) >= 2n ** 63n).length;
    expect(above).toBeGreaterThan(5);
    expect(above).toBeLessThan(25);
  });
});

describe("services of Apple's systems", () => {
  it.each(['macos', 'ios'])('on %s have unix paths, plain accounts and pids counted by one', (os) => {
    const { services } = machineOf(on(os));
    expect(services.get('launchd')).toMatchObject({ processId: 1, image: '/sbin/launchd' });
    expect(services.size).toBeGreaterThanOrEqual(6);
    for (const { image, account } of services.values()) {
      expect(image).toMatch(/^\//u);
      expect(account).toMatchObject({ domain: '', sid: '', name: expect.stringMatching(/^(root|mobile|_[a-z]+)$/u) });
    }
    const all = Array.from({ length: 5 }, (_, seed) => [...machineOf(on(os), {}, seed).services.values()]).flat();
    expect(all.filter(({ processId }) => processId % 4 !== 0).length).toBeGreaterThan(all.length / 2);
  });
});
