import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { linuxWriter } from '../../src/generators/sysmon/linuxWriter.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { readStory, StoryError } from '../../src/scenarios/index.js';
import { tries } from '../support/soak.js';
import { wholeRun } from '../support/wholeRun.js';

const START = Date.UTC(2026, 2, 10, 9) * 1000;

describe('the writer of Sysmon for Linux', () => {
  const placed = (seed: number, times: readonly number[]) => {
    const writer = linuxWriter(createRandomSource(seed));
    return times.map((at) => {
      writer.place(START + at);
      return writer.written - START;
    });
  };
  const times = fc.array(fc.nat(30_000_000), { minLength: 2, maxLength: 40 });

  it('writes within 3 ms, in whole microseconds, and never turns an order round', () => {
    fc.assert(
      fc.property(fc.nat(), times, (seed, list) => {
        const sorted = [...list].sort((a, b) => a - b);
        const written = placed(seed, sorted);
        written.forEach((at, i) => {
          expect(Number.isInteger(at)).toBe(true);
          expect(at).toBeGreaterThanOrEqual(sorted[i]!);
          expect(at).toBeLessThanOrEqual(sorted[i]! + 3_000);
          if (i > 0) expect(at).toBeGreaterThanOrEqual(written[i - 1]!);
        });
      }),
      tries(200),
    );
  });

  it('places a record by its own time alone, whatever came before', () => {
    fc.assert(
      fc.property(fc.nat(), times, (seed, list) => {
        expect(placed(seed, list)).toEqual(list.map((at) => placed(seed, [at])[0]));
      }),
      tries(100),
    );
  });

  it('makes no jump from one stretch to the next', () => {
    for (const second of [1, 2, 3, 17]) {
      const [before, after] = placed(5, [second * 1_000_000 - 1, second * 1_000_000]);
      expect(after! - before!).toBeLessThanOrEqual(2);
    }
  });

  it('keeps two moments apart that are a millisecond apart', () => {
    const written = placed(
      9,
      Array.from({ length: 5_000 }, (_, i) => i * 1_000),
    );
    expect(new Set(written).size).toBe(written.length);
  });
});

const story = (pin: string, clock = '{}') =>
  readStory(
    `
id: linux-times
title: Six calls from a Linux host
start: 2026-03-10T09:14:00Z
world: { hosts: { web: { os: linux, clock: ${clock} } }, outside: { site: {} } }
processes: { caller: { host: web, image: /usr/bin/curl, user: www-data, start: 0s } }
steps:
${[1, 2, 3, 4, 5, 6]
  .map((n) => `  - { id: call-${n}, at: ${n}ms, connect: { from: caller, to: site, port: 443 }${n === 3 ? pin : ''} }`)
  .join('\n')}
`,
    's.yaml',
  );
const pinOf = (time: string) => `, pin: { initiator: { TimeCreated: "${time}", EventRecordID: 70000 } }`;
const createdIn = async (...given: Parameters<typeof story>) =>
  (await wholeRun(story(...given), { seed: 1 })).sysmon.map(({ fields }) => fields['System/TimeCreated/SystemTime']!);

describe('TimeCreated of a Linux host', () => {
  it.each(['0', '-200', '200', '-0.3', '17.7'])('tells whole microseconds, with a drift of %s ppm too', async (drift) => {
    const created = await createdIn('', `{ drift: ${drift} }`);
    expect(created).toHaveLength(6);
    for (const time of created) expect(time).toMatch(/\.\d{6}000Z$/u);
    expect([...created].sort()).toEqual(created);
  });

  it.each(['0', '-200', '200', '-0.3', '17.7'])(
    'is the pinned one, which binds its neighbours, with a drift of %s ppm too',
    async (drift) => {
      const pinned = '2026-03-10T09:14:00.250123Z';
      const created = await createdIn(pinOf(pinned), `{ wall: 0s, drift: ${drift} }`);
      expect(created[2]).toBe('2026-03-10T09:14:00.250123000Z');
      expect([...created].sort()).toEqual(created);
      // What comes after is not written before.
      expect(new Set(created.slice(2))).toEqual(new Set(['2026-03-10T09:14:00.250123000Z']));
    },
  );

  it('is refused with a seventh decimal, and before the connection', () => {
    const expectedOf = (time: string) => {
      try {
        prepareRun(story(pinOf(time), '{ wall: 0s }'), { seed: 1 });
      } catch (error) {
        if (error instanceof StoryError) return error.problems.map(({ path, expected }) => `${path}: ${expected}`);
        throw error;
      }
      return [];
    };
    const place = 'steps[2] "call-3".pin.initiator.TimeCreated';
    expect(expectedOf('2026-03-10T09:14:00.2501234Z')).toEqual([
      expect.stringContaining(`${place}: a time of at most 6 decimals`),
    ]);
    expect(expectedOf('2026-03-10T09:14:00.002Z')).toEqual([
      expect.stringContaining(`${place}: a time not before the connection`),
    ]);
  });
});
