import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runProgress } from '../../src/cli/runProgress.js';

const SECOND = 1_000_000;
const FROM = Date.parse('2026-01-01T00:00:00Z') * 1000;
/** A background of a thousand seconds, or one without end. */
const UNTIL = { from: FROM, to: FROM + 1000 * SECOND };
const ENDLESS = { from: FROM, to: Infinity };

interface Step {
  /** Milliseconds of the clock. */
  readonly at: number;
  readonly records: number;
  readonly bytes?: number;
  /** Seconds of the story. */
  readonly told?: number;
}

/** Shows some steps on a clock that stands still between them. @returns What stood on stderr after each. */
function shown(steps: readonly Step[], options: { interactive?: boolean; plan?: typeof UNTIL; events?: number } = {}) {
  let clock = 5000;
  let written = '';
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  const { interactive = false, plan = ENDLESS, events } = options;
  const progress = runProgress({ stderr, interactive }, plan, events, () => clock);
  const after = steps.map(({ at, records, bytes = 0, told = 0 }) => {
    clock = 5000 + at;
    const before = written.length;
    progress.show({ records, bytes, upTo: FROM + told * SECOND });
    return written.slice(before);
  });
  const beforeClear = written.length;
  progress.clear();
  return { after, cleared: written.slice(beforeClear), lines: written };
}
const parsed = (line: string) => (JSON.parse(line) as { progress: Record<string, unknown> }).progress;

describe('progress for programs', () => {
  it('is a line of JSON, with rates and the time left', () => {
    const { after, cleared } = shown(
      [
        { at: 500, records: 100, bytes: 1000, told: 100 },
        { at: 1000, records: 300, bytes: 3000, told: 200 },
      ],
      { plan: UNTIL },
    );
    expect(after[0]).toBe('');
    expect(after[1]!.endsWith('}\n')).toBe(true);
    expect(parsed(after[1]!)).toEqual({
      records: 300,
      bytes: 3000,
      recordsPerSecond: 400,
      bytesPerSecond: 4000,
      upTo: '2026-01-01T00:03:20.000Z',
      share: 0.2,
      secondsLeft: 4,
    });
    expect(cleared).toBe('');
  });

  it('comes once a second at most, and never within the first', () => {
    const moment = fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 60 });
    fc.assert(
      fc.property(moment, (pauses) => {
        let at = 0;
        const steps = pauses.map((pause) => {
          at += pause;
          return { at, records: at };
        });
        const { after } = shown(steps);
        const spoken = steps.filter((_, i) => after[i] !== '').map((step) => step.at);
        for (const [i, moment] of spoken.entries()) expect(moment - (spoken[i - 1] ?? 0)).toBeGreaterThanOrEqual(1000);
        // And it does come: never more than a second and a pause without it.
        expect(at - (spoken.at(-1) ?? 0)).toBeLessThan(1000 + 700);
      }),
    );
  });

  it('says the rate of the last seconds, not of the whole run', () => {
    const slow = Array.from({ length: 100 }, (_, n) => ({ at: (n + 1) * 100, records: n + 1 }));
    const fast = Array.from({ length: 60 }, (_, n) => ({ at: 10_000 + (n + 1) * 100, records: 100 + (n + 1) * 1000 }));
    const { after } = shown([...slow, ...fast]);
    const rates = after.filter((line) => line !== '').map((line) => parsed(line).recordsPerSecond as number);
    expect(rates[9]).toBe(10);
    expect(rates.at(-1)).toBe(10_000);
    // Between them it rises, within five seconds.
    expect(rates.slice(10, 15).every((rate) => rate > 10)).toBe(true);
  });

  it('says nothing of an end where none is known', () => {
    const steps = [1, 2, 3].map((n) => ({ at: n * 1000, records: n }));
    for (const line of shown(steps).after) {
      expect(parsed(line)).not.toHaveProperty('share');
      expect(parsed(line)).not.toHaveProperty('secondsLeft');
    }
  });

  it('of a run that stops at a record goes by records, whatever time the story has reached', () => {
    const steps = [1, 2, 3].map((n) => ({ at: n * 1000, records: n * 10, told: n * n }));
    const { after } = shown(steps, { events: 100, plan: UNTIL });
    expect(after.map((line) => parsed(line).share)).toEqual([0.1, 0.2, 0.3]);
    expect(after.map((line) => parsed(line).secondsLeft)).toEqual([undefined, 8, 7]);
  });

  it('does not take the time before the first slice for a part of the pace', () => {
    const steps = [60_000, 61_000, 62_000].map((at, n) => ({ at, records: 0, told: (n + 1) * 100 }));
    expect(shown(steps, { plan: UNTIL }).after.map((line) => parsed(line).secondsLeft)).toEqual([undefined, 8, 7]);
  });

  it('ends with nothing left, though the last slices are behind the end of the background', () => {
    const { after } = shown(
      [
        { at: 1000, records: 1, told: 500 },
        { at: 3000, records: 2, told: 1300 },
      ],
      { plan: UNTIL },
    );
    expect(parsed(after[1]!)).toMatchObject({ share: 1, secondsLeft: 0 });
  });

  it('stays a sound line for any run', () => {
    const step = fc.record({ at: fc.nat(5000), records: fc.nat(1e9), bytes: fc.nat(1e9), told: fc.nat(2000) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.boolean(), (some, ends) => {
        const sum = { at: 0, records: 0, bytes: 0, told: 0 };
        const steps = some.map(({ at, records, bytes, told }) => {
          sum.at += at;
          sum.records += records;
          sum.bytes += bytes;
          sum.told += told;
          return { ...sum };
        });
        for (const line of shown(steps, { plan: ends ? UNTIL : ENDLESS }).after) {
          if (line === '') continue;
          expect(line.indexOf('\n')).toBe(line.length - 1);
          for (const [key, value] of Object.entries(parsed(line)))
            if (key !== 'upTo') expect(Number.isFinite(value) && (value as number) >= 0, key).toBe(true);
        }
      }),
    );
  });
});

describe('progress on a terminal', () => {
  it('is one line that is drawn again, and is gone at the end', () => {
    const { after, cleared, lines } = shown(
      [
        { at: 100, records: 1, told: 100 },
        { at: 1100, records: 1_000_001, bytes: 2_000_000, told: 300 },
        { at: 1200, records: 1_000_002, told: 310 },
        { at: 2100, records: 2_000_001, bytes: 4_000_000, told: 500 },
      ],
      { interactive: true, plan: UNTIL },
    );
    expect(after).toEqual([
      '',
      '\r\u001b[K30 %, 1000001 records, 2 MB, 1000000 records/s, 2 MB/s, 4 s left',
      '',
      '\r\u001b[K50 %, 2000001 records, 4 MB, 1000000 records/s, 2 MB/s, 3 s left',
    ]);
    expect(cleared).toBe('\r\u001b[K');
    expect(lines).not.toContain('\n');
  });

  it.each([
    [119, '119 s left'],
    [120, '2 min left'],
    [7199, '120 min left'],
    [7200, '2 h left'],
    [100_000, '28 h left'],
  ])('%i seconds are %s', (seconds, text) => {
    const events = seconds + 2;
    const { after } = shown(
      [
        { at: 0, records: 1 },
        { at: 1000, records: 2 },
      ],
      { interactive: true, events },
    );
    expect(after[1]!.endsWith(`, ${text}`)).toBe(true);
  });

  it('shows nothing of a short run', () => {
    const { lines } = shown([{ at: 200, records: 1 }], { interactive: true });
    expect(lines).toBe('');
  });
});
