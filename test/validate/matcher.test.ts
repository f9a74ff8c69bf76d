import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISMATCH, NEED_MORE } from '../../src/validate/fast/matcher.js';
import { SLOT_FORMS, type SlotForm, unescaped } from '../../src/validate/fast/slotText.js';
import { Judged } from '../../src/validate/record/judged.js';
import { bareLayout, echo, withOneValue, withReader } from './oneValue.js';
import { plainValue, TERMINATOR } from './slowFindEnd.js';

/** Pieces of text that end, escape or spoil a value in one form or another. */
const pieces = fc.constantFrom(
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '\\',
    ',',
    '-',
    '.',
    '0',
    '7',
    '42',
    'e',
    'a',
    'C:\\Windows',
    'é',
    '\u{1f600}',
    '\0',
    '\n',
    '\x1f',
    ' ',
  ],
  ...[
    '&lt;',
    '&gt;',
    '&amp;',
    '&quot;',
    '&apos;',
    '&#65;',
    '&lt',
    '\\"',
    '\\\\',
    '\\/',
    '\\n',
    '\\b',
    '\\u0041',
    '\\u00e',
    '\\x',
  ],
  ...['\ufffe', '\uffff', '\ufffd', '\uefff', 'true', 'false', 'tru', 'falsE', 'x'.repeat(15), 'y'.repeat(16), 'z'.repeat(17)],
);
const texts = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''));
/** Values that are plain in a form, or nearly. */
const NEARLY: Readonly<Partial<Record<SlotForm, readonly RegExp[]>>> = {
  number: [/^-?[0-9]{1,4}(?:\.[0-9]{0,3})?$/, /^-?0{0,2}[0-9]{0,2}[.e]?$/],
  string: [/^(?:\\u[0-9a-hA-H]{4}){1,2}$/, /^(?:\\["\\/a-v])+$/],
  boolean: [/^(?:true|false|tru|fals)[ef]?$/],
  text: [/^(?:&(?:lt|gt|amp|quot|apos|lu|gu|ams|quou|apot);?)+$/],
};
const valuesOf = (form: SlotForm) => fc.oneof(texts, ...(NEARLY[form] ?? []).map((like) => fc.stringMatching(like)));

/** Text enough that nobody waits for more, and all that ends a value. */
const BEHIND = `<"',`.repeat(40);

describe.each(SLOT_FORMS)('a value written as %s', (form) => {
  const after = `${TERMINATOR[form]} and so on`;

  it('is read where it is plain, and is a mismatch where it is not', () => {
    fc.assert(
      fc.property(valuesOf(form), (value) => {
        const bytes = Buffer.from(`[${value}${after}${BEHIND}`);
        const plain = plainValue(form, value + after + BEHIND);
        withOneValue({ kind: echo(), form, after }, (tree, record) => {
          tree.window(bytes);
          const end = tree.read(0);
          // A value that ends earlier does not have this layout.
          if (plain !== value) expect(end).toBe(MISMATCH);
          else {
            expect(end).toBe(bytes.length - BEHIND.length);
            expect(record.text(0)).toBe(unescaped(value, form));
          }
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('waits for more wherever the bytes end too early, and then is as if they had come at once', () => {
    const sound: Readonly<Record<SlotForm, string>> = {
      text: 'Tom &amp; Jerry, and their long friends &lt;all&gt; é',
      'double-quoted': "it's &quot;so&quot; and a bit longer than a vector",
      'single-quoted': '"so" &apos;and&apos; a bit longer than a vector',
      string: 'C:\\\\Windows\\\\System32\\\\svchost.exe \\u0041\\n',
      number: '-120345.6789',
      boolean: 'false',
    };
    const bytes = Buffer.from(`[${sound[form]}${after}`);
    withOneValue({ kind: echo(), form, after }, (tree, record) => {
      for (let length = 1; length < bytes.length; length += 1) {
        // What stood there before has no say.
        tree.window(Buffer.from(BEHIND));
        expect(tree.read(0)).toBe(MISMATCH);
        tree.window(bytes.subarray(0, length));
        expect(tree.read(0)).toBe(NEED_MORE);
      }
      tree.window(bytes);
      expect(tree.read(0)).toBe(bytes.length);
      expect(record.text(0)).toBe(unescaped(sound[form], form));
    });
  });
});

describe('constant text', () => {
  it('has to be the same in every byte, whatever its length', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 80 }),
        fc.nat(79),
        fc.integer({ min: 1, max: 255 }),
        (before, at, bits) => {
          const layout = bareLayout(1);
          withReader((tree) => {
            const part = { before, form: 'number' as const, kind: echo(), field: 0 };
            tree.learn({ parts: [part], after: Buffer.from(','), layout, given: [] });
            const bytes = Buffer.concat([before, Buffer.from('7,')]);
            tree.window(bytes);
            expect(tree.read(0)).toBe(bytes.length);
            const other = Buffer.from(bytes);
            other[at % before.length]! ^= bits;
            tree.window(other);
            expect(tree.read(0)).toBe(MISMATCH);
          });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** Lines of values, one field each, in the layout `{value}|{value}|…`. */
const lineOf = (values: readonly string[]) => `${values.map((value) => `"${value}"`).join('|')}\n`;

function learnLine(tree: Parameters<Parameters<typeof withReader>[0]>[0], kinds: readonly ReturnType<typeof echo>[]): void {
  const parts = kinds.map((kind, field) => ({
    before: Buffer.from(field === 0 ? '"' : '"|"'),
    form: 'string' as const,
    kind,
    field,
  }));
  tree.learn({ parts, after: Buffer.from('"\n'), layout: bareLayout(kinds.length), given: [] });
}

describe('values that were judged', () => {
  /** Judges, and counts how often. */
  const counting = () => {
    let count = 0;
    const judge = (text: string) => {
      count += 1;
      return new Judged(text);
    };
    return { kind: { judge }, count: () => count };
  };

  /** Reads lines behind each other, and compares every value of every line. */
  function expectAll(lines: readonly (readonly string[])[], kinds: readonly ReturnType<typeof echo>[]): void {
    withReader((tree, record) => {
      learnLine(tree, kinds);
      tree.window(Buffer.from(lines.map(lineOf).join('')));
      let at = 0;
      for (const values of lines) {
        at = tree.read(at);
        expect(at).toBeGreaterThan(0);
        expect(values.map((_, field) => record.text(field))).toEqual(values);
      }
    });
  }

  it('are those of the text that stands there, however often it came before', () => {
    const value = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          '',
          'a',
          'tcp',
          'udp',
          '443',
          'sixteen letters.',
          'seventeen letters',
          'C:/Windows/System32/svchost.exe',
        ),
      },
      { weight: 2, arbitrary: fc.stringMatching(/^[a-d]{1,40}$/) },
      // As long as remembered values may be, and longer.
      { weight: 1, arbitrary: fc.integer({ min: 505, max: 520 }).map((length) => 'x'.repeat(length)) },
    );
    fc.assert(
      fc.property(fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 60 }), (lines) => {
        const [first, other] = [echo(), echo()];
        expectAll(lines, [first, other, first]);
      }),
    );
  });

  it('are judged once for each text, kind by kind', () => {
    const [one, two] = [counting(), counting()];
    expectAll(
      Array.from({ length: 300 }, (_, n) => [`${n % 3}`, `${n % 3}`, `${n % 5}`]),
      [one.kind, two.kind, one.kind],
    );
    expect([one.count(), two.count()]).toEqual([5, 3]);
  });

  it('are forgotten when there are too many, and all is right again', () => {
    const { kind, count } = counting();
    const lines = Array.from({ length: 40_000 }, (_, n) => ['always the same', `number ${n}`, `${n % 7}`]);
    expectAll(lines, [kind, kind, kind]);
    expect(count()).toBeGreaterThanOrEqual(40_008);
    expect(count()).toBeLessThan(40_000 + 8 * 10);
  });

  it('may all be long', () => {
    const lines = Array.from({ length: 9000 }, (_, n) => [`${n}`.padStart(400, 'x'), `${n}`.padStart(511, 'y'), 'z']);
    expectAll(lines, [echo(), echo(), echo()]);
  });

  it('may be more than there is room for in one record', () => {
    // Layouts of the same texts, each of kinds of its own, that only their ends tell apart: on the way all values are new, many times over.
    const fields = 90;
    withReader((tree, record) => {
      for (let layout = 0; layout < 40; layout += 1) {
        const parts = Array.from({ length: fields }, (_, field) => ({
          before: Buffer.from('"'),
          form: 'string' as const,
          kind: echo(),
          field,
        }));
        tree.learn({ parts, after: Buffer.from(`"${layout}\n`), layout: bareLayout(fields), given: [] });
      }
      const line = (n: number, layout: number) =>
        Buffer.from(`${Array.from({ length: fields }, (_, field) => `"${n}.${field}`).join('')}"${layout}\n`);
      const ends = new Set<string>();
      for (let n = 0; n < 200; n += 1) {
        const bytes = line(n, (n * 7) % 41); // the last one is no layout
        tree.window(Buffer.concat([bytes, Buffer.from(BEHIND)]));
        const end = tree.read(0);
        ends.add(end === bytes.length ? 'read' : String(end));
        if (end < 0) tree.forget();
        else expect(record.text(fields - 1)).toBe(`${n}.${fields - 1}`);
      }
      expect([...ends].sort()).toEqual([String(MISMATCH), 'read']);
    });
  });

  it('have their faults whenever they are met', () => {
    const said: string[] = [];
    const finding = { check: 'sysmon3/user', code: 'MALFORMED', expected: 'something else' } as const;
    const kind = { judge: (text: string) => new Judged(text, text === 'bad' ? [finding] : []) };
    withReader((tree, record) => {
      learnLine(tree, [kind, kind]);
      tree.window(
        Buffer.from(
          [
            ['a', 'b'],
            ['bad', 'b'],
            ['a', 'bad'],
            ['a', 'b'],
            ['bad', 'bad'],
          ]
            .map(lineOf)
            .join(''),
        ),
      );
      Object.assign(record, { report: (_check: string, _code: string, path: string) => said.push(path) });
      for (let at = 0; at < 45; ) {
        at = tree.read(at);
        expect(at).toBeGreaterThan(0);
        said.push('record');
        record.check();
      }
    });
    expect(said).toEqual(['record', 'record', 'field0', 'record', 'field1', 'record', 'record', 'field0', 'field1']);
  });
});

describe('the window', () => {
  it('moves over bytes of any length', () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => [`${n}`, 'x'.repeat(n % 97)]);
    withReader((tree, record) => {
      learnLine(tree, [echo(), echo()]);
      const bytes = Buffer.from(lines.map(lineOf).join(''));
      expect(bytes.length).toBeGreaterThan(1_000_000);
      tree.window(bytes);
      let at = 0;
      for (const [first, second] of lines) {
        at = tree.read(at);
        expect([record.text(0), record.text(1)]).toEqual([first, second]);
      }
      expect(at).toBe(bytes.length);
      expect(tree.read(lineOf(lines[0] as string[]).length)).toBeGreaterThan(0); // back to the beginning
      expect(record.text(0)).toBe('1');
    });
  });

  it('leaves a record that is longer to the complete reader', () => {
    withReader((tree, record) => {
      learnLine(tree, [echo(), echo()]);
      const long = lineOf(['long', 'x'.repeat(200_000)]);
      const short = lineOf(['short', 'y']);
      tree.window(Buffer.from(short + long + short));
      const first = tree.read(0);
      expect(first).toBe(short.length);
      expect(tree.read(first)).toBe(MISMATCH);
      expect(tree.read(first + long.length)).toBe(first + long.length + short.length);
      expect(record.text(0)).toBe('short');
      // With nothing behind it, it may still become shorter than that.
      tree.window(Buffer.from(long.slice(0, 1000)));
      expect(tree.read(0)).toBe(NEED_MORE);
    });
  });
});

describe('layouts', () => {
  it('are told apart wherever they differ, whichever came last', () => {
    const fields = 6;
    const layout = fc.array(fc.constantFrom('a', 'b', 'longer than a vector of bytes'), { minLength: 1, maxLength: fields });
    fc.assert(
      fc.property(
        fc.uniqueArray(layout, { minLength: 1, maxLength: 12, selector: (one) => one.join('|') }),
        fc.array(fc.nat(11), { maxLength: 40 }),
        (layouts, order) => {
          const kinds = Array.from({ length: fields }, echo);
          withReader((tree, record) => {
            const write = (which: number, n: number) =>
              `${layouts[which]!.map((text, field) => `${text}="${n}.${field}"`).join(' ')}.\n`;
            for (const texts of layouts) {
              const parts = texts.map((text, field) => ({
                before: Buffer.from(`${field === 0 ? '' : '" '}${text}="`),
                form: 'string' as const,
                kind: kinds[field],
                field,
              }));
              tree.learn({ parts, after: Buffer.from('".\n'), layout: bareLayout(fields), given: [] });
            }
            const which = order.map((one) => one % layouts.length);
            tree.window(Buffer.from(which.map(write).join('') + BEHIND));
            let at = 0;
            for (const [n, one] of which.entries()) {
              at = tree.read(at);
              expect(at).toBeGreaterThan(0);
              const expected = Array.from({ length: fields }, (_, field) =>
                field < layouts[one]!.length ? `${n}.${field}` : undefined,
              );
              expect(expected.map((_, field) => record.text(field))).toEqual(expected);
            }
          });
        },
      ),
    );
  });

  it('are learned until there is no room, and those that were are still read', () => {
    withReader((tree, record) => {
      const kind = echo();
      const text = (n: number) => `layout ${n} ${'x'.repeat(30_000)}`;
      const learn = (n: number) => {
        const part = { before: Buffer.from(`${text(n)}"`), form: 'string' as const, kind, field: 0 };
        tree.learn({ parts: [part], after: Buffer.from('"'), layout: bareLayout(1), given: [] });
      };
      const reads = (n: number) => {
        tree.window(Buffer.from(`${text(n)}"value"`));
        return tree.read(0) > 0 && record.text(0) === 'value';
      };
      for (let n = 0; n < 60; n += 1) learn(n);
      const known = Array.from({ length: 60 }, (_, n) => reads(n));
      expect(known.lastIndexOf(true)).toBeGreaterThan(25);
      expect(known.indexOf(false)).toBe(known.lastIndexOf(true) + 1);
      tree.learn({
        parts: [{ before: Buffer.from('small"'), form: 'string', kind, field: 0 }],
        after: Buffer.from('"'),
        layout: bareLayout(1),
        given: [],
      });
      tree.window(Buffer.from('small"value"'));
      expect(tree.read(0)).toBe(12);
      expect(reads(0)).toBe(true);
    });
  });
});
