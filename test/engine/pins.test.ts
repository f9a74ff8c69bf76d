import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { outsideReferences } from '../../src/engine/outsideReferences.js';
import { readStory, StoryError } from '../../src/scenarios/index.js';
import { wholeRun } from '../support/wholeRun.js';

const START = '2026-03-10T09:14:00Z';

/** Six calls of one program, ten seconds apart; `pins` says what is pinned of which. */
function story(pins: Readonly<Record<number, { sourcePort?: number; pin?: object }>>, world: object = {}) {
  return readStory(
    JSON.stringify({
      id: 'pinned',
      title: 'Pinned',
      start: START,
      world: {
        hosts: { desk: { sensors: ['sysmon', 'falcon'] } },
        site: { ipv6: '2001:db8:20:1::/64' },
        users: { someone: { local: 'desk' } },
        outside: { site: {} },
        ...world,
      },
      processes: { caller: { host: 'desk', image: 'C:\\caller.exe', user: 'someone', start: '0s' } },
      steps: Array.from({ length: 6 }, (_, i) => ({
        id: `call-${i}`,
        at: `${(i + 1) * 10}s`,
        connect: {
          from: 'caller',
          to: 'site',
          port: 443,
          family: 'ipv6',
          ...(pins[i]?.sourcePort && { sourcePort: pins[i].sourcePort }),
        },
        ...(pins[i]?.pin && { pin: { initiator: pins[i].pin } }),
      })),
    }),
    'pinned.yaml',
  );
}

const run = (pins: Parameters<typeof story>[0], seed = 1) => wholeRun(story(pins), { seed });
const ids = ({ sysmon }: Awaited<ReturnType<typeof run>>) => sysmon.map(({ fields }) => Number(fields['System/EventRecordID']));
const ports = ({ sysmon }: Awaited<ReturnType<typeof run>>) => sysmon.map(({ initiatorPort }) => initiatorPort);
const times = ({ sysmon }: Awaited<ReturnType<typeof run>>) =>
  sysmon.map(({ fields }) => fields['System/TimeCreated/SystemTime']!);

function problemsOf(pins: Parameters<typeof story>[0]) {
  try {
    prepareRun(story(pins), { seed: 1 });
  } catch (error) {
    if (error instanceof StoryError) return error.problems;
    throw error;
  }
  return [];
}

const steps = (list: readonly number[]) => list.slice(1).map((value, i) => value - list[i]!);

describe('a pinned EventRecordID', () => {
  it('is what the record shows; the counter runs into it and on from it with the gaps that it has anyway', async () => {
    for (const seed of [1, 2, 3]) {
      const natural = ids(await run({}, seed));
      const pinned = ids(await run({ 2: { pin: { EventRecordID: 700_000 } } }, seed));
      expect(pinned[2]).toBe(700_000);
      expect(steps(pinned)).toEqual(steps(natural));
    }
  });

  it('pinned a second time jumps ahead between the two', async () => {
    const natural = ids(await run({}));
    const pinned = ids(await run({ 1: { pin: { EventRecordID: 5000 } }, 4: { pin: { EventRecordID: 9000 } } }));
    expect([pinned[1], pinned[4]]).toEqual([5000, 9000]);
    expect(steps(pinned.slice(0, 4))).toEqual(steps(natural.slice(0, 4)));
    expect(steps(pinned.slice(4))).toEqual(steps(natural.slice(4)));
  });

  it('is refused where it goes back, with the path and the least that it can be', () => {
    const problems = problemsOf({ 1: { pin: { EventRecordID: 9000 } }, 4: { pin: { EventRecordID: 9001 } } });
    expect(problems).toMatchObject([{ code: 'INCONSISTENT', path: 'steps[4] "call-4".pin.initiator.EventRecordID' }]);
    const least = Number(/at least (\d+)/u.exec(problems[0]!.expected)![1]);
    expect(problemsOf({ 1: { pin: { EventRecordID: 9000 } }, 4: { pin: { EventRecordID: least } } })).toEqual([]);
    expect(problemsOf({ 1: { pin: { EventRecordID: 9000 } }, 4: { pin: { EventRecordID: least - 1 } } })).toHaveLength(1);
  });

  it('is refused where it leaves no ids for the records before it', () => {
    expect(problemsOf({ 5: { pin: { EventRecordID: 1 } } })).toMatchObject([
      { path: 'steps[5] "call-5".pin.initiator.EventRecordID' },
    ]);
  });
});

describe('a pinned TCP source port', () => {
  it('is what the record shows; the counter runs into it and on from it', async () => {
    for (const seed of [1, 2, 3]) {
      const natural = ports(await run({}, seed));
      const pinned = ports(await run({ 3: { sourcePort: 60_000 } }, seed));
      expect(pinned[3]).toBe(60_000);
      expect(steps(pinned)).toEqual(steps(natural));
    }
  });

  it('runs round the end of the range', async () => {
    const pinned = ports(await run({ 0: { sourcePort: 65_535 } }));
    expect(pinned[0]).toBe(65_535);
    for (const port of pinned.slice(1)) expect(port).toBeGreaterThanOrEqual(49_152);
    expect(Math.max(...pinned.slice(1))).toBeLessThan(49_300);
  });

  it('is refused where it goes back, with the path', () => {
    expect(problemsOf({ 1: { sourcePort: 60_000 }, 2: { sourcePort: 59_990 } })).toMatchObject([
      { code: 'INCONSISTENT', path: 'steps[2] "call-2".connect.sourcePort' },
    ]);
  });

  it('below the dynamic range is the program’s own and leaves the counter alone', async () => {
    const natural = ports(await run({}));
    const pinned = ports(await run({ 3: { sourcePort: 20 } }));
    expect(pinned[3]).toBe(20);
    expect(pinned.slice(0, 3)).toEqual(natural.slice(0, 3));
  });
});

describe('a pinned TimeCreated', () => {
  it('is what the record shows, and no record is written out of order', async () => {
    for (const seed of [1, 2, 3]) {
      const pinned = times(await run({ 2: { pin: { TimeCreated: '2026-03-10T09:14:45.1234567Z' } } }, seed));
      expect(pinned[2]).toBe('2026-03-10T09:14:45.1234567Z');
      expect(pinned).toEqual([...pinned].sort());
    }
  });

  it('is within 7 days of the connection, as is a timestamp of Falcon', () => {
    const found = (pin: object) => problemsOf({ 1: { pin } }).map(({ path, expected }) => `${path}: ${expected}`);
    expect(found({ TimeCreated: '2026-03-17T09:14:00Z', timestamp: Date.parse('2026-03-17T09:14:00Z') })).toEqual([]);
    expect(found({ TimeCreated: '2026-03-17T09:15:00Z' })).toEqual([
      expect.stringMatching(/pin\.initiator\.TimeCreated: a time within 7 days of the connection, 2026-03-10T09:14:2/u),
    ]);
    expect(found({ timestamp: Date.parse('2026-03-17T09:15:00Z') })).toEqual([
      expect.stringContaining('pin.initiator.timestamp: a time within 7 days of the connection'),
    ]);
    expect(found({ TimeCreated: '2030-01-01T00:00:00Z' })).toHaveLength(1);
    expect(found({ timestamp: 9_999_999_999_999 })).toHaveLength(1);
  });

  it('is refused before that of an earlier record', () => {
    expect(
      problemsOf({ 1: { pin: { TimeCreated: '2026-03-10T09:14:34Z' } }, 2: { pin: { TimeCreated: '2026-03-10T09:14:33Z' } } }),
    ).toMatchObject([{ path: 'steps[2] "call-2".pin.initiator.TimeCreated' }]);
  });

  it('is refused before its own connection: no log is ahead of what it tells', () => {
    expect(problemsOf({ 2: { pin: { TimeCreated: '2026-03-10T09:14:29Z' } } })).toMatchObject([
      { path: 'steps[2] "call-2".pin.initiator.TimeCreated' },
    ]);
  });

  it('hours later keeps the record, and those after it wait', async () => {
    const late = await run({ 2: { pin: { TimeCreated: '2026-03-10T15:00:00.0000000Z' } } });
    expect(times(late)).toHaveLength(6);
    expect(times(late)[2]).toBe('2026-03-10T15:00:00.0000000Z');
    expect(times(late)).toEqual([...times(late)].sort());
  });
});

describe('a pinned id and timestamp of Falcon', () => {
  it('are what the event shows', async () => {
    const pin = { id: '7fb546fb-d44f-4228-8e5b-f22868ac07f2', timestamp: Date.parse(START) + 30_000 };
    const { falcon } = await run({ 1: { pin } });
    expect(falcon.find(({ label }) => label.step === 'call-1')!.fields).toMatchObject({
      id: pin.id,
      timestamp: String(pin.timestamp),
    });
  });

  it('hours later make the event the last to arrive', async () => {
    const { falcon } = await run({ 1: { pin: { timestamp: Date.parse(START) + 15 * 3_600_000 } } });
    expect(falcon).toHaveLength(6);
    expect(falcon.at(-1)!.label.step).toBe('call-1');
  });

  it('are refused before the connection', () => {
    expect(problemsOf({ 1: { pin: { timestamp: Date.parse(START) } } })).toMatchObject([
      { path: 'steps[1] "call-1".pin.initiator.timestamp' },
    ]);
  });
});

describe('outside references', () => {
  const references = (world: object) => outsideReferences(prepareRun(story({}, world), { seed: 1 }).plan);
  it('are none where the story names nobody', () => expect(references({})).toEqual([]));

  it('are the addresses and names of strangers, sorted', () => {
    const outside = { site: { ipv6: '2606:4700::1111', name: 'login.contoso.com', reverseName: 'one.one.one.one' } };
    expect(references({ outside })).toEqual(['2606:4700:0:0:0:0:0:1111', 'login.contoso.com', 'one.one.one.one']);
  });

  it('have no reserved name or documentation address among them', () => {
    const outside = {
      site: { ipv6: '2001:db8:ffff::1', name: 'a.test', reverseName: 'b.example.org' },
      other: { ipv4: '203.0.113.9', name: 'c.invalid' },
    };
    expect(references({ outside })).toEqual([]);
  });
});
