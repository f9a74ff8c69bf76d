import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoSeen, localPort, millis, recordUuid, seconds } from '../../src/validate/falcon/kinds.js';
import { RecentIds } from '../../src/validate/falcon/recentIds.js';

const scanned = { isoSeen, localPort, millis, recordUuid, seconds };
const sound: Readonly<Record<keyof typeof scanned, fc.Arbitrary<string>>> = {
  isoSeen: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  localPort: fc.integer({ min: 0, max: 65535 }).map(String),
  millis: fc.integer({ min: 10 ** 12, max: 10 ** 13 - 1 }).map(String),
  recordUuid: fc.uuid(),
  seconds: fc.integer({ min: 10 ** 12, max: 10 ** 13 - 1 }).map((ms) => `${ms}`.replace(/(?=...$)/u, '.')),
};
/** A sound text with one character put elsewhere, doubled, or replaced. */
const bent = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.nat(40), fc.nat(1), fc.constantFrom('', '0', '9', 'a', 'g', 'A', '-', '.', ':', '/', ' ', '"'))
    .map(([so, at, length, put]) => so.slice(0, at) + put + so.slice(at + length));

describe.each(Object.keys(scanned) as (keyof typeof scanned)[])('values of kind %s read straight from bytes', (name) => {
  const kind = scanned[name];
  const read = (text: string) => {
    const result = { number: 0, rest: 0 };
    const bytes = Buffer.from(`${text}","`);
    return { behind: kind.scan!(bytes, 0, bytes.length, result), ...result };
  };

  it('are taken where they are sound', () => {
    fc.assert(fc.property(sound[name], (text) => void expect(read(text).behind).toBe(text.length)));
  });

  it('mean what their text means, or are left to it', () => {
    fc.assert(
      fc.property(fc.oneof(sound[name], bent(sound[name]), fc.string()), (text) => {
        const { behind, number, rest } = read(text);
        if (behind !== Buffer.byteLength(text)) return;
        const judged = kind.judge(text);
        expect(judged).toMatchObject({ number, rest, findings: [] });
      }),
    );
  });

  it('are not taken at the end of the bytes, where more of them may follow', () => {
    fc.assert(
      fc.property(sound[name], (text) => {
        const bytes = Buffer.from(text);
        expect(kind.scan!(bytes, 0, bytes.length, { number: 0, rest: 0 })).toBe(-1);
      }),
    );
  });
});

describe('RecentIds', () => {
  it('knows what it has seen, by number, rest and owner', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(3)), { maxLength: 400 }), (ids) => {
        const recent = new RecentIds(1000);
        const known = new Set<string>();
        for (const [number, rest, owner] of ids) {
          expect(recent.seen(number, rest, owner)).toBe(known.has(`${number} ${rest} ${owner}`));
          known.add(`${number} ${rest} ${owner}`);
        }
      }),
    );
  });

  it('knows the last of many and forgets the first', () => {
    const recent = new RecentIds(5000);
    for (let id = 0; id < 20_000; id += 1) expect(recent.seen(id, id * 7, 1)).toBe(false);
    for (let id = 15_000; id < 20_000; id += 1) expect(recent.seen(id, id * 7, 1)).toBe(true);
    expect(recent.seen(0, 0, 1)).toBe(false);
  });
});
