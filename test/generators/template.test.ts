import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../src/generators/json/jsonText.js';
import { cutAtMarks, markOf, numberOf } from '../../src/generators/template/marks.js';
import { fixedSlot, type Slot } from '../../src/generators/template/slot.js';
import { templateOf, writeTemplate } from '../../src/generators/template/template.js';
import { TemplateCache } from '../../src/generators/template/templateCache.js';
import { xmlTextArbitrary } from '../support/flowArbitrary.js';
import { tries } from '../support/soak.js';
import { writeRecord } from '../support/writeRecord.js';

/** Records of this test: a row of texts for each, one text per slot. */
type Rows = readonly (readonly string[])[];

const ascii = (text: string, out: Uint8Array, at: number) => {
  for (let i = 0; i < text.length; i += 1) out[at + i] = text.charCodeAt(i);
  return at + text.length;
};
/** Only the bulk writer reads it, and slots of texts are none that it knows. */
const CONTENT = { as: 'port' } as const;
/** Slot `n` writes text `n` of a row; an even one has always three characters, an odd one up to five. */
const slotOf = (n: number): Slot<Rows> =>
  n % 2 === 0
    ? fixedSlot('***', CONTENT, (out, at, rows, i) => void ascii(rows[i]![n]!, out, at))
    : { most: 5, column: 'recordId', write: (out, at, rows, i) => ascii(rows[i]![n]!, out, at) };

const SLOTS = 26;
const value = (n: number) => (n % 2 === 0 ? fc.stringMatching(/^[0-9]{3}$/u) : fc.stringMatching(/^[0-9]{0,5}$/u));
const rows = fc.array(fc.tuple(...Array.from({ length: SLOTS }, (_, n) => value(n))), { minLength: 1, maxLength: 4 });
/** Text and numbers of slots in any order: slots side by side, first, last, twice, none. */
const parts = fc.array(fc.oneof(xmlTextArbitrary, fc.nat(SLOTS - 1)), { maxLength: 14 });

/** Always the same slots, as formats have them: what templates share among them is shared here too. */
const slots = Array.from({ length: SLOTS }, (_, n) => slotOf(n));

function compiled(list: readonly (string | number)[]) {
  const template = templateOf<Rows>((mark) =>
    list.map((part) => (typeof part === 'string' ? part : mark(slots[part]!))).join(''),
  );
  return {
    template: () => template,
    room: () => template.room,
    write: (records: Rows, i: number, out: Uint8Array, at: number) => writeTemplate(template, records, i, out, at),
  };
}
const expected = (list: readonly (string | number)[], row: readonly string[]) =>
  list.map((part) => (typeof part === 'string' ? part : row[part])).join('');

describe('templates', () => {
  it('write what their text says with values for marks, within their room, whichever record comes first', () => {
    fc.assert(
      fc.property(parts, rows, (list, records) => {
        const format = compiled(list);
        for (const i of [...records.keys(), ...records.keys()].reverse())
          expect(writeRecord(format, records, i)).toBe(expected(list, records[i]!));
      }),
      tries(1000),
    );
  });

  it('ask for no more room than the longest record takes', () => {
    const longest = Array.from({ length: SLOTS }, (_, n) => (n % 2 === 0 ? '999' : '99999'));
    fc.assert(
      fc.property(parts, (list) => {
        const format = compiled(list);
        expect(format.room()).toBe(Buffer.byteLength(expected(list, longest)));
      }),
      tries(300),
    );
  });

  it('interleaved write what each writes alone, few or many, and of one layout or of several', () => {
    /** Few texts and slots, so that many templates differ in one slot or in one place only. */
    const alike = fc.array(fc.oneof(fc.constantFrom('', 'x', 'é'), fc.nat(3)), { maxLength: 4 });
    const list = fc.oneof(fc.array(parts, { minLength: 2, maxLength: 4 }), fc.array(alike, { minLength: 2, maxLength: 60 }));
    fc.assert(
      fc.property(list, rows, fc.array(fc.nat(59), { maxLength: 60 }), (lists, records, turns) => {
        const formats = lists.map(compiled);
        const out = new Uint8Array(turns.length * Math.max(...formats.map(({ room }) => room())));
        let at = 0;
        for (const [n, turn] of turns.entries()) at = formats[turn % formats.length]!.write(records, n % records.length, out, at);
        expect(Buffer.from(out.subarray(0, at)).toString('utf8')).toBe(
          turns.map((turn, n) => expected(lists[turn % lists.length]!, records[n % records.length]!)).join(''),
        );
      }),
      tries(300),
    );
  });

  it('have 26 slots at the most, and a slot counts once however often it is asked for', () => {
    const oneMore = [...slots, slotOf(SLOTS)];
    const asking = (list: readonly Slot<Rows>[]) => () => templateOf<Rows>((mark) => list.map(mark).join(''));
    expect(asking([...slots, ...slots])).not.toThrow();
    expect(asking(oneMore)).toThrow('a template has at most 26 slots');
  });
});

describe('marks', () => {
  it('are found again in any text that XML can carry, and nothing else is taken for one', () => {
    fc.assert(
      fc.property(fc.array(xmlTextArbitrary, { minLength: 1, maxLength: 6 }), fc.nat(SLOTS - 1), (texts, n) => {
        const marked = texts.join(markOf(n));
        expect(cutAtMarks(marked).filter((_, i) => i % 2 === 0)).toEqual(texts);
        expect(cutAtMarks(marked).filter((_, i) => i % 2 === 1)).toEqual(texts.slice(1).map(() => n));
      }),
      tries(300),
    );
  });

  it('survive JSON, as texts between quotes and as numbers without', () => {
    fc.assert(
      fc.property(xmlTextArbitrary, fc.nat(SLOTS - 1), fc.nat(SLOTS - 1), (text, a, b) => {
        const document = { number: numberOf(markOf(a)), text: `${text}${markOf(b)}`, list: [numberOf(markOf(b)), markOf(a)] };
        const values = cutAtMarks(jsonText(document)).map((part) => (typeof part === 'number' ? 100 + part : part));
        expect(JSON.parse(values.join(''))).toEqual({
          number: 100 + a,
          text: `${text}${100 + b}`,
          list: [100 + b, String(100 + a)],
        });
      }),
      tries(300),
    );
  });

  it('of a number that is known already are the number', () => {
    expect(jsonText({ port: numberOf('443') })).toBe('{"port":443}');
  });
});

describe('the cache of templates', () => {
  it('gives what building gives, however small it is and in whatever order it is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat(40), { maxLength: 60 }), (bound, asked) => {
        const cache = new TemplateCache((number) => ({ number }), bound);
        for (const number of asked) {
          expect(cache.get(number)).toEqual({ number });
          expect(cache.get(number)).toBe(cache.get(number));
        }
      }),
      tries(300),
    );
  });

  it('builds a template once while there is room, and forgets all when there is none', () => {
    const built: number[] = [];
    const cache = new TemplateCache((number) => {
      built.push(number);
      return { number };
    }, 3);
    for (const number of [5, 1, 5, 9, 1, 9]) cache.get(number);
    expect(built).toEqual([5, 1, 9]);
    cache.get(0);
    for (const number of [0, 5]) cache.get(number);
    expect(built).toEqual([5, 1, 9, 0, 5]);
  });

  it('is as large after it has forgotten as before, however often it has', () => {
    const built: number[] = [];
    const cache = new TemplateCache((number) => {
      built.push(number);
      return { number };
    }, 3);
    for (const first of [0, 3, 6, 9]) {
      const three = [first, first + 1, first + 2];
      for (const number of [...three, ...three.toReversed(), ...three]) cache.get(number);
    }
    expect(built).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});
