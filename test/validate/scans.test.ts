import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoSeen, localPort, millis, recordUuid, seconds } from '../../src/validate/falcon/kinds.js';
import { NEED_MORE } from '../../src/validate/fast/matcher.js';
import type { FieldKind } from '../../src/validate/record/fieldKind.js';
import { PLAIN } from '../../src/validate/record/judged.js';
import { linuxProcessId, utcTime, windowsPort, windowsProcessId } from '../../src/validate/sysmon/dataKinds.js';
import { collectorTime, recordId, systemTime } from '../../src/validate/sysmon/systemKinds.js';
import { withOneValue } from './oneValue.js';

const MOST_UINT32 = 2 ** 32 - 1;
/** To the year 9999, and the days that calendars get wrong more often. */
const dates = fc.oneof(
  fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
  fc
    .constantFrom('2000-02-29', '1900-02-28', '2024-02-29', '2100-02-28', '1970-01-01', '1969-12-31', '2026-03-01')
    .map((day) => new Date(day)),
);
const iso = dates.map((date) => date.toISOString());
const decimal = (min: number, max: number, step = 1) =>
  fc
    .oneof(
      fc.integer({ min, max: Math.min(max, 100) }),
      fc.maxSafeNat().map((n) => min + (n % (max - min + 1))),
      fc.constantFrom(min, max),
    )
    .map((n) => String(Math.max(min === 0 ? 0 : step, n - (n % step))));

/** The kinds that are read straight from bytes, with values that are sound beyond doubt. */
const KINDS: Readonly<Record<string, readonly [kind: FieldKind, sound: fc.Arbitrary<string>]>> = {
  systemTime: [
    systemTime,
    fc
      .tuple(iso, fc.integer({ min: 0, max: 9999 }), fc.constantFrom('', '00'))
      .map(([at, ticks, zeros]) => at.replace('Z', `${`${ticks}`.padStart(4, '0')}${zeros}Z`)),
  ],
  utcTime: [utcTime, iso.map((at) => at.replace('T', ' ').replace('Z', ''))],
  collectorTime: [collectorTime, iso],
  isoSeen: [isoSeen, iso],
  recordId: [recordId, decimal(1, 10 ** 15 - 1)],
  windowsProcessId: [windowsProcessId, decimal(4, MOST_UINT32, 4)],
  linuxProcessId: [linuxProcessId, decimal(1, MOST_UINT32)],
  windowsPort: [windowsPort, decimal(1, 65535)],
  localPort: [localPort, decimal(0, 65535)],
  millis: [millis, fc.integer({ min: 10 ** 12, max: 10 ** 13 - 1 }).map(String)],
  seconds: [seconds, fc.integer({ min: 10 ** 12, max: 10 ** 13 - 1 }).map((ms) => `${ms}`.replace(/(?=...$)/u, '.'))],
  recordUuid: [recordUuid, fc.uuid()],
};

/** A sound text with one character put elsewhere, doubled, or replaced. */
const bent = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(
      text,
      fc.nat(40),
      fc.nat(1),
      fc.constantFrom('', '0', '1', '3', '9', 'a', 'g', 'A', '-', '.', ':', '/', ' ', 'T', 'Z', '99'),
    )
    .map(([so, at, length, put]) => so.slice(0, at) + put + so.slice(at + length));

describe.each(Object.keys(KINDS))('values of kind %s read straight from bytes', (name) => {
  const [kind, sound] = KINDS[name]!;
  /** As bytes are mostly followed by others. */
  const after = '"}, {"more": "of them"}';
  const read = (text: string) =>
    withOneValue({ kind, form: 'string', before: '"', after }, (tree, record) => {
      tree.window(Buffer.from(`"${text}${after}`));
      if (tree.read(0) < 0) return undefined;
      return { isPlain: record.value(0) === PLAIN, number: record.number(0), rest: record.rest(0), text: record.text(0) };
    });

  it('are taken where they are sound', () => {
    fc.assert(
      fc.property(sound, (text) => void expect(read(text)).toMatchObject({ isPlain: true, text })),
      { numRuns: 1000 },
    );
  });

  it('mean what their text means', () => {
    fc.assert(
      fc.property(fc.oneof(sound, bent(sound), bent(bent(sound)), fc.string()), (text) => {
        const found = read(text);
        if (!found || /["\\]/u.test(text)) return;
        const { number, rest, findings } = kind.judge(text);
        expect(found).toMatchObject({ number, rest, text });
        if (found.isPlain) expect(findings).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('are not taken at the end of the bytes, where more of them may follow', () => {
    fc.assert(
      fc.property(sound, fc.nat(60), (text, length) => {
        withOneValue({ kind, form: 'string', before: '"', after: '"' }, (tree) => {
          tree.window(Buffer.from(`"${text}`.slice(0, 1 + length)));
          expect(tree.read(0)).toBe(NEED_MORE);
        });
      }),
    );
  });
});
