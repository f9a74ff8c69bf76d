import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory, StoryError } from '../../src/scenarios/index.js';
import { wholeRun } from '../support/wholeRun.js';

/** A story in which one step is told by `connect`. */
function story(connect: object, change: { start?: string; hosts?: object; step?: object; background?: object } = {}) {
  return readStory(
    JSON.stringify({
      id: 'story',
      title: 'A story',
      start: change.start ?? '2026-03-10T09:14:00Z',
      world: {
        domain: { dns: 'corp.example' },
        site: { ipv6: '2001:db8:20:1::/64' },
        hosts: {
          desk: {},
          files: { role: 'server', addresses: { ipv4: '10.20.0.9', ipv6: '2001:db8:20:1::77', linkLocal: 'fe80::77' } },
          ...change.hosts,
        },
        users: { someone: {} },
        outside: { site: {} },
      },
      processes: { caller: { host: 'desk', image: 'C:\\caller.exe', user: 'someone', start: '0s' } },
      steps: [{ id: 'step', at: '1s', connect: { from: 'caller', ...connect }, ...change.step }],
      ...(change.background && { background: change.background }),
    }),
    'story.yaml',
  );
}

const flowOf = (loaded: ReturnType<typeof story>) => prepareRun(loaded, { seed: 1 }).plan.flows.at(0)!;

function problemOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof StoryError) return error.problems.map(({ path, code, expected }) => ({ path, code, expected }));
    throw error;
  }
  return [];
}

describe('an address of a host as the destination', () => {
  it.each([
    ['2001:db8:20:1::77', '2001:db8:20:1:0:0:0:77', 'temporary'],
    ['fe80::77', 'fe80:0:0:0:0:0:0:77', 'linkLocal'],
  ] as const)('%s is where the connection goes, from an address of the same scope, and the host answers', (to, text, from) => {
    const { initiator, responder } = flowOf(story({ to, port: 445 }));
    expect(responder.address).toEqual({ family: 'ipv6', text });
    expect(responder.host!.id).toBe('files');
    expect(responder.process!.name).toBe('System');
    expect(initiator.address).toEqual(initiator.host!.addresses[from]);
  });

  it('reaches a host from itself by the very address', () => {
    const { initiator, responder } = flowOf(story({ from: 'files/System', to: '2001:db8:20:1::77', port: 445 }));
    expect(initiator.address).toEqual(responder.address);
    expect(responder.address.text).toBe('2001:db8:20:1:0:0:0:77');
  });
});

describe('icmpv6', () => {
  it.each(['files', 'site', 'localhost'])('goes over IPv6 to %s, whether the story says so or not', (to) => {
    const { initiator, responder } = flowOf(story({ to, protocol: 'icmpv6' }));
    expect([initiator.address.family, responder.address.family]).toEqual(['ipv6', 'ipv6']);
  });
});

describe('port 0', () => {
  it.each([
    ['port', { to: 'site', protocol: 'udp', port: 0 }],
    ['sourcePort', { to: 'site', protocol: 'udp', port: 53, sourcePort: 0 }],
  ])('of a datagram is refused where Sysmon would record it: %s', (key, connect) => {
    expect(problemOf(() => flowOf(story(connect)))).toMatchObject([
      { path: `steps[0] "step".connect.${key}`, code: 'WRONG_VALUE' },
    ]);
  });
});

describe('the start of a story', () => {
  it.each(['1970-01-01T00:00:00Z', '2001-12-31T23:59:59Z', '2106-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
    '%s is refused: neither product could write the time',
    (start) => expect(problemOf(() => flowOf(story({ to: 'files', port: 445 }, { start })))).toMatchObject([{ path: 'start' }]),
  );

  it('goes on for at most 366 days', () => {
    const ending = (at: string, calls = 1) => {
      const beacon = { from: 'caller', to: 'site', port: 443, every: '1d', calls };
      return problemOf(() => flowOf(story({}, { step: { at, connect: undefined, beacon } })));
    };
    expect(ending('365d')).toEqual([]);
    expect(ending('1s', 360)).toEqual([]);
    for (const late of [ending('366d'), ending('10000d'), ending('1s', 370), ending('100d', 270)])
      expect(late).toMatchObject([{ path: 'steps[0] "step"', expected: 'a step that is over within 366 days of the start' }]);
  });

  it.each(['2002-01-01T00:00:00Z', '2105-12-31T00:00:00Z'])(
    '%s is the earliest or latest that makes sound records',
    async (start) => {
      const { winevt, fdr } = await wholeRun(story({ to: 'files', port: 445, family: 'ipv6' }, { start }), { seed: 1 });
      expect(winevt.every((line) => /'ProcessGuid'>\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}</iu.test(line))).toBe(true);
      for (const line of fdr) expect(line).toMatch(/"ContextTimeStamp":"[1-9]\d{9}\.\d{3}"/u);
    },
  );
});

describe('the background', () => {
  it('of a host that boots during the lead begins when its processes are there', async () => {
    const hosts = { desk: { boot: { at: '-2m' } }, dc: { role: 'domain-controller', boot: { at: '-3m' } } };
    const loaded = story(
      { to: 'files', port: 445 },
      { hosts, background: { profile: 'office', rate: 4, lead: '2h', tail: '10m' } },
    );
    for (const seed of [1, 2, 3]) {
      const { told, prepared } = await wholeRun(loaded, { seed });
      const early = [...told.values()].filter(({ at, flow }) =>
        [flow.initiator, flow.responder].some(({ process }) => process !== undefined && process.startedAt > at),
      );
      expect(early).toEqual([]);
      // The others are there from the beginning.
      expect(
        [...told.values()].some(
          ({ at, flow }) => flow.initiator.host!.id === 'files' && at < prepared.plan.start - 1_200_000_000,
        ),
      ).toBe(true);
    }
  });
});
