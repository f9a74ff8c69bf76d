import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import type { Process } from '../../src/model/process.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { backgroundAccount } from '../../src/world/accounts.js';
import { buildWorld } from '../../src/world/buildWorld.js';
import type { Site } from '../../src/world/sites.js';
import type { Machine, World } from '../../src/world/world.js';
import type { HostSpec, WorldSpec } from '../../src/world/worldSpec.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';

const START = Date.UTC(2026, 2, 10, 9) * 1000;
const worldOf = (spec: Partial<WorldSpec>, seed = 1) =>
  buildWorld(createRandomSource(seed), {
    hosts: { desk: { role: 'workstation' } },
    users: {},
    outside: {},
    workstations: 0,
    start: START,
    ...spec,
  });

const hostSpec: fc.Arbitrary<HostSpec> = fc.record(
  {
    role: fc.constantFrom('workstation' as const, 'server' as const),
    os: fc.constantFrom(undefined, 'windows-7', 'windows-11', 'linux', 'macos', 'ios'),
  },
  { requiredKeys: ['role'] },
);
const controller: HostSpec = { role: 'domain-controller' };
const specs: fc.Arbitrary<Partial<WorldSpec>> = fc
  .record({
    domain: fc.boolean(),
    ipv6: fc.boolean(),
    network: fc.constantFrom('10.20.0.0/16', '192.168.7.0/24', undefined),
    hosts: fc.array(hostSpec, { minLength: 1, maxLength: 8 }),
    users: fc.nat(6),
    workstations: fc.nat(6),
  })
  .map(({ domain, ipv6, network, hosts, users, workstations }) => ({
    ...(domain && { domain: { dns: 'corp.example' } }),
    site: { ...(network && { ipv4: network }), ...(ipv6 && { ipv6: '2001:db8:20:1::/64' }) },
    hosts: Object.fromEntries([...hosts, ...(domain ? [controller] : [])].map((host, i) => [`host-${i}`, host])),
    users: Object.fromEntries(Array.from({ length: users }, (_, i) => [`user-${i}`, domain ? {} : { local: 'host-0' }])),
    outside: { one: {}, two: {}, three: {} },
    workstations,
  }));

const expectDifferent = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length);
/** Without the functions and links that make two equal worlds differ. */
const plain = ({ host, services, listeners, rpcPorts, user, background }: Machine) => {
  const { index, ...rest } = host;
  const of = ({ host: _, ...values }: Process) => values;
  return {
    host: rest,
    services: [...services].map(([id, process]) => [id, of(process)]),
    listeners: [...listeners],
    rpcPorts: [...rpcPorts],
    user,
    background,
  };
};

const tryWorlds = (law: (world: World) => void, runs = 40) =>
  fc.assert(
    fc.property(specs, seeds, (spec, seed) => law(worldOf(spec, seed))),
    tries(runs),
  );

describe('in every world', () => {
  it('hosts have names, sensor ids and machine ids of their own', () =>
    tryWorlds(({ machines }) => {
      const hosts = machines.map(({ host }) => host);
      expectDifferent(hosts.map(({ name }) => name.toLowerCase()));
      expectDifferent(hosts.map(({ computer }) => computer));
      expectDifferent(hosts.flatMap(({ falcon }) => falcon?.aid ?? []));
      expectDifferent(hosts.flatMap(({ sysmon }) => sysmon?.machineId ?? []));
      expect(new Set(hosts.flatMap(({ falcon }) => falcon?.cid ?? [])).size).toBeLessThanOrEqual(1);
      expect(hosts.map(({ index }) => index)).toEqual(hosts.map((_, i) => i));
      expect(
        hosts.filter(({ name, os }) =>
          os.platform === 'windows' ? !/^[A-Z0-9-]{1,15}$/u.test(name) : !/^[a-z0-9-]{1,15}$/u.test(name),
        ),
      ).toEqual([]);
    }));

  it('addresses are different, inside the site, in the form of the sensors', () =>
    tryWorlds(({ machines, sites, outside }) => {
      const [site] = sites as [Site];
      const all = [
        ...machines.flatMap(({ host }) => Object.values(host.addresses)),
        ...[...outside.values()].flatMap(({ ipv4, ipv6 }) => [ipv4!, ipv6!]),
      ];
      expectDifferent(all.map(({ text }) => text));
      for (const { family, text } of all)
        expect(text).toMatch(
          family === 'ipv4' ? /^(\d{1,3}\.){3}\d{1,3}$/u : /^(0|[1-9a-f][0-9a-f]{0,3})(:(0|[1-9a-f][0-9a-f]{0,3})){7}$/u,
        );
      const [network, bits] = site.ipv4.split('/');
      const number = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
      for (const { host } of machines) {
        const { ipv4, linkLocal, stable, temporary } = host.addresses;
        expect(Math.floor(number(ipv4.text) / 2 ** (32 - Number(bits)))).toBe(number(network!) / 2 ** (32 - Number(bits)));
        expect(linkLocal.text).toMatch(/^fe80:0:0:0:/u);
        expect([stable, temporary].filter((address) => address && !address.text.startsWith('2001:db8:20:1:'))).toEqual([]);
        expect(stable !== undefined).toBe(site.ipv6.kind === 'routed');
      }
    }));

  it('outside parties have documentation addresses', () =>
    tryWorlds(({ outside }) => {
      for (const { ipv4, ipv6 } of outside.values()) {
        expect(ipv4!.text).toMatch(/^(?:203\.0\.113|198\.51\.100)\.\d+$/u);
        expect(ipv6!.text).toMatch(/^2001:db8:/u);
      }
    }));

  it('users have names and SIDs of their own', () =>
    tryWorlds(({ machines, users }) => {
      const accounts = [...new Set([...users.values(), ...machines.flatMap(({ user }) => user ?? [])])].filter(
        ({ sid }) => sid !== '',
      );
      expectDifferent(accounts.map(({ domain, name }) => `${domain}\\${name}`.toLowerCase()));
      expectDifferent(accounts.map(({ sid }) => sid));
      expect(accounts.filter(({ sid }) => !/^S-1-5-21(-\d{1,10}){4}$/u.test(sid))).toEqual([]);
    }));

  it('processes of a host have pids, tokens, keys and Falcon ids of their own, all but pids rising with the start', () =>
    tryWorlds(({ machines }) => {
      for (const { host, services, background } of machines) {
        const processes = [...services.values()];
        const windows = host.os.platform === 'windows';
        expectDifferent([...processes.map(({ processId }) => processId), ...(host.sysmon ? [host.sysmon.processId] : [])]);
        if (windows)
          expect(
            [...processes.map(({ processId }) => processId), host.sysmon?.threadId ?? 4].filter(
              (pid) => pid % 4 !== 0 || pid === 0,
            ),
          ).toEqual([]);
        const byStart = [...processes].sort((a, b) => a.startedAt - b.startedAt);
        for (let i = 1; i < byStart.length; i += 1) {
          const [one, other] = [byStart[i - 1]!, byStart[i]!];
          if (one.startedAt === other.startedAt) continue;
          expect(other.startKey, `${one.name} ${other.name}`).toBeGreaterThan(one.startKey);
          if (windows) expect(other.luid, `${one.name} ${other.name}`).toBeGreaterThan(one.luid);
          expect(BigInt(other.uniqueProcessId) > BigInt(one.uniqueProcessId)).toBe(true);
        }
        for (const { startedAt } of processes) {
          expect(startedAt).toBeGreaterThanOrEqual(host.boot.at);
          // Of the background some begin their day later.
          if (!background) expect(startedAt).toBeLessThanOrEqual(START);
        }
      }
    }));

  it('services run as the accounts that own them', () =>
    tryWorlds(({ machines }) => {
      // The reference, section 8, "who owns what".
      const OWNERS: Readonly<Record<string, string>> = {
        System: 'SYSTEM',
        lsass: 'SYSTEM',
        services: 'SYSTEM',
        rpcss: 'NETWORK SERVICE',
        termservice: 'NETWORK SERVICE',
        dnscache: 'NETWORK SERVICE',
        w32time: 'LOCAL SERVICE',
        dns: 'SYSTEM',
        adws: 'SYSTEM',
        winmgmt: 'SYSTEM',
        schedule: 'SYSTEM',
      };
      const PORTS: Readonly<Record<string, string>> = {
        'tcp/445': 'System',
        'tcp/139': 'System',
        'tcp/5985': 'System',
        'tcp/135': 'rpcss',
        'tcp/3389': 'termservice',
        'tcp/88': 'lsass',
        'tcp/389': 'lsass',
        'udp/53': 'dns',
        'udp/5355': 'dnscache',
        'tcp/9389': 'adws',
      };
      for (const { host, services, listeners } of machines.filter((machine) => machine.host.os.platform === 'windows')) {
        for (const [id, { account, processId }] of services) {
          if (id in OWNERS) expect([id, account.domain, account.name]).toEqual([id, 'NT AUTHORITY', OWNERS[id]]);
          expect(processId === 4).toBe(id === 'System');
        }
        for (const [port, service] of listeners) if (port in PORTS) expect([port, service]).toEqual([port, PORTS[port]]);
        expect(listeners.has('tcp/88')).toBe(host.role === 'domain-controller');
        expect(services.get('System')).toMatchObject({ image: 'System', processId: 4, startKey: 1, luid: 0x3eb });
      }
    }));

  it('every dynamic RPC service has a port of the dynamic range for itself', () =>
    tryWorlds(({ machines }) => {
      for (const { rpcPorts } of machines) {
        expectDifferent([...rpcPorts.values()]);
        expect([...rpcPorts.values()].filter((port) => port < 49_664 || port > 51_200)).toEqual([]);
      }
    }));

  it('boots lie one to eighteen days before the story, those of some workstations of the background in a morning, and clocks keep within 60 ms', () =>
    tryWorlds(({ machines }) => {
      for (const { host, background, presence } of machines) {
        const days = (START - host.boot.at) / 86_400_000_000;
        const comes = presence.begins(presence.dayOf(Math.floor(host.boot.at / 300_000_000)));
        const early = comes * 300_000_000 - host.boot.at;
        const isMorning = background && days > -1 && days < 7 && early >= 20_000_000 && early <= 90_000_000;
        expect((days >= 1 && days <= 18) || isMorning).toBe(true);
        expect(Math.abs(host.clock.wall)).toBeLessThanOrEqual(60_000);
        expect(Math.abs(host.clock.trace - host.clock.wall)).toBeLessThanOrEqual(8000);
      }
    }));
});

describe('a larger world', () => {
  const added = (spec: Partial<WorldSpec>, change: Partial<WorldSpec>, seed: number) => {
    const before = worldOf(spec, seed);
    const after = worldOf({ ...spec, ...change }, seed);
    return before.machines.map(
      ({ host }) => [plain(before.machineById.get(host.id)!), plain(after.machineById.get(host.id)!)] as const,
    );
  };

  it.each([
    ['a workstation', { role: 'workstation' }],
    ['a server', { role: 'server' }],
    ['a Linux server', { role: 'server', os: 'linux' }],
    ['a Mac', { role: 'workstation', os: 'macos' }],
    ['a telephone', { role: 'workstation', os: 'ios' }],
  ] as const)('by %s at the end of the hosts leaves all others as they are', (_, host) => {
    fc.assert(
      fc.property(specs, seeds, (spec, seed) => {
        for (const [before, after] of added(spec, { hosts: { ...spec.hosts, late: host } }, seed)) expect(after).toEqual(before);
      }),
      tries(30),
    );
  });

  it('by a party outside at the end leaves all others as they are', () => {
    fc.assert(
      fc.property(specs, seeds, (spec, seed) => {
        const before = worldOf(spec, seed);
        const after = worldOf({ ...spec, outside: { ...spec.outside, late: {} } }, seed);
        for (const [id, party] of before.outside) expect(after.outside.get(id)).toEqual(party);
      }),
      tries(30),
    );
  });

  it('by a workstation of the background leaves the first ones as they are', () => {
    fc.assert(
      fc.property(specs, seeds, (spec, seed) => {
        for (const [before, after] of added(spec, { workstations: spec.workstations! + 1 }, seed)) expect(after).toEqual(before);
      }),
      tries(30),
    );
  });

  it('by a user at the end of those of the story leaves these and all hosts as they are', () => {
    fc.assert(
      fc.property(specs, seeds, (spec, seed) => {
        // Users that workstations get by themselves come after those of the story, and one in a thousand gives way; so all are named here.
        const hosts = Object.fromEntries(Object.entries(spec.hosts!).map(([id, host]) => [id, { ...host, user: 'worker' }]));
        const named = { ...spec, hosts, users: { worker: { local: 'host-0' }, ...spec.users } };
        for (const [before, after] of added(named, { users: { ...named.users, late: { local: 'host-0' } } }, seed))
          expect(after).toEqual(before);
      }),
      tries(30),
    );
  });

  it('of more workstations than there are names still has no two users of one name', () => {
    const keeper = { name: 'CORP', random: createRandomSource(2) };
    const random = createRandomSource(1);
    const names = [0, 1, 2, 49_000, 49_371, 49_372, 49_373, 60_000, 98_745, 99_999].map(
      (index) => backgroundAccount(random, index, keeper).name,
    );
    expectDifferent(names);
    expect(names.filter((name) => name.length > 20)).toEqual([]);
  });
});

describe('the processes of a story', () => {
  it('have pids and Falcon ids that no other process of their host has', () => {
    fc.assert(
      fc.property(stories, seeds, (story, seed) => {
        const { plan } = prepareRun(loaded(story), { seed });
        const ofStory = new Set(
          [...plan.flows]
            .flatMap(({ initiator, responder }) => [initiator.process, responder.process])
            .filter((process) => process !== undefined),
        );
        for (const { host, services } of plan.world.machines) {
          const here = [...new Set([...services.values(), ...[...ofStory].filter((process) => process.host === host)])];
          expectDifferent(here.map(({ processId }) => processId));
          expectDifferent(here.map(({ uniqueProcessId }) => uniqueProcessId));
          expectDifferent(here.map(({ startKey }) => startKey));
          expectDifferent(here.map(({ luid }) => luid));
        }
      }),
      tries(30),
    );
  });
});
