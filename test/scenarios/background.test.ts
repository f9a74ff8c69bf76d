import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory } from '../../src/scenarios/index.js';
import { StoryError } from '../../src/scenarios/storyError.js';
import { toldBy, wholeRun } from '../support/wholeRun.js';

const HOUR = 3_600_000_000;

/** A Tuesday morning, when nearly everybody is there. JSON is YAML. */
const office = (background: object, hosts: object = {}) =>
  readStory(
    JSON.stringify({
      id: 'office',
      title: 'An office',
      start: '2026-03-10T11:00:00Z',
      world: {
        domain: { dns: 'corp.example' },
        hosts: { dc: { role: 'domain-controller' }, files: { role: 'server' }, desk: { role: 'workstation' }, ...hosts },
      },
      steps: [{ id: 'one', at: '1s', role: 'benign', connect: { from: 'desk/dnscache', to: 'dc', protocol: 'udp', port: 53 } }],
      background: { profile: 'office', lead: '0s', tail: '0s', ...background },
    }),
    'office.json',
  );

const problemsOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof StoryError) return error.problems.map(({ path, expected }) => `${path}: ${expected}`);
    throw error;
  }
  return [];
};
const checked = (background: object, hosts?: object) => problemsOf(() => prepareRun(office(background, hosts), { seed: 1 }));

describe('the background', () => {
  it('has the hosts that are asked for, of the kinds that are asked for', () => {
    const { plan } = prepareRun(
      office({ workstations: 400, servers: 3, controllers: 2, mix: { developer: '20%', linux: '10%', macos: '10%' } }),
      { seed: 1 },
    );
    const own = plan.world.machines.filter(({ background }) => background).map(({ host }) => host);
    const ids = own.filter(({ role }) => role !== 'workstation').map(({ id }) => id);
    expect(ids).toEqual(['controller-1', 'controller-2', 'server-1', 'server-2', 'server-3']);
    const share = (what: (host: (typeof own)[number]) => boolean) => own.filter(what).length / 400;
    expect(share(({ profile }) => profile === 'developer')).toBeCloseTo(0.2, 1);
    expect(share(({ os }) => os.platform === 'linux')).toBeCloseTo(0.1, 1);
    expect(share(({ os }) => os.platform === 'macos')).toBeCloseTo(0.1, 1);
  });

  it('of one host more leaves the other hosts what they are', () => {
    const hostsOf = (background: object) =>
      new Map(
        prepareRun(office(background), { seed: 3 }).plan.world.machines.map(({ host }) => [host.id, { ...host, index: 0 }]),
      );
    const few = hostsOf({ workstations: 4, servers: 1, controllers: 1 });
    for (const more of [{ workstations: 5 }, { servers: 2 }, { controllers: 2 }, { mix: { developer: '15%', macos: '0%' } }]) {
      const many = hostsOf({ workstations: 4, servers: 1, controllers: 1, ...more });
      for (const [id, host] of few) expect(many.get(id)).toEqual(host);
    }
  });

  it('does as much more as rate says', () => {
    const count = (rate: number) => toldBy(prepareRun(office({ workstations: 20, rate }), { seed: 2, duration: 2 * HOUR })).size;
    const usual = count(1);
    expect(count(3) / usual).toBeGreaterThan(2.6);
    expect(count(3) / usual).toBeLessThan(3.4);
    expect(count(0.25) / usual).toBeLessThan(0.35);
  });

  it('lets groups be heard: the group is the source of what is received, and has no name', async () => {
    const { sysmon } = await wholeRun(
      office({ workstations: 6, rate: 4 }, { desk: { role: 'workstation', sysmon: { dnsLookup: true } } }),
      {
        seed: 2,
        duration: HOUR,
      },
    );
    const heard = sysmon.filter(
      ({ fields }) => fields.Initiated === 'false' && /^(?:224\.|ff02:|10\..*\.255$)/u.test(fields.SourceIp!),
    );
    expect(heard.length).toBeGreaterThan(20);
    for (const { fields } of heard) {
      expect(fields).toMatchObject({ Protocol: 'udp', SourceHostname: '-' });
      expect(fields.SourcePort).toBe(fields.DestinationPort);
    }
    expect(heard.some(({ fields }) => fields.Image!.endsWith('msedge.exe'))).toBe(true);
    expect(heard.some(({ fields }) => fields.Image === 'System')).toBe(true);
  });

  it('is quiet at night', () => {
    const at = (hour: number) =>
      toldBy(prepareRun(office({ workstations: 20 }), { seed: 2, start: Date.UTC(2026, 2, 10, hour) * 1000, duration: HOUR }))
        .size;
    expect(at(3)).toBeLessThan(at(11) / 3);
    expect(at(3)).toBeGreaterThan(0);
  });

  it('says what is wrong with it', () => {
    expect(checked({ mix: { developer: '60%', linux: '50%' } })).toEqual(['background.mix: shares of at most 100% together']);
    expect(checked({}, { 'server-1': { role: 'server' } })).toEqual([
      'world.hosts.server-1: another id: the background calls its own hosts so',
    ]);
    expect(checked({}, { build: { role: 'server', profile: 'developer' } })).toEqual([
      'world.hosts.build.profile: a workstation with Windows, for a developer',
    ]);
    expect(checked({}, { code: { role: 'workstation', profile: 'developer' } })).toEqual([]);
  });
});
