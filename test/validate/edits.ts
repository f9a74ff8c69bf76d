import fc from 'fast-check';

/** One change to the bytes of a record. Places are drawn as fractions, so that they fall anywhere in records of any length. */
interface Edit {
  readonly what: 'flip' | 'delete' | 'insert' | 'replace' | 'duplicate' | 'truncate' | 'repeat-part';
  readonly place: number;
  readonly length: number;
  readonly bit: number;
  readonly put: readonly number[];
}

const PIECES: readonly (readonly number[])[] = [
  ...[
    '<',
    '&',
    '"',
    "'",
    '\\',
    '\0',
    '\ufffe',
    '\uffff',
    'é',
    '\u{1f600}',
    '\r',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '>',
    '/',
    '0',
    '-',
    '.',
    'e5',
  ],
  ...[
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '&lt;',
    '&amp;',
    '&#65;',
    '\\u0041',
    '\\n',
    '\\ud800',
    'null',
    'true',
    '</Event>',
    '<Event>',
    '<!---->',
  ],
  ...['<![CDATA[', ']]>', '\ufeff', '\x7f', '\x85', '\u2028', '\x0b', ' x=""', '<x/>'],
].map((text) => [...Buffer.from(text)]);
const INVALID: readonly (readonly number[])[] = [
  [0xff],
  [0xc3],
  [0xe2, 0x82],
  [0x80],
  [0xf0, 0x9f],
  [0xed, 0xa0, 0x80],
  [0xc0, 0xaf],
];

const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom<Edit['what'][]>(
    'flip',
    'delete',
    'insert',
    'insert',
    'replace',
    'replace',
    'duplicate',
    'truncate',
    'repeat-part',
  ),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  bit: fc.integer({ min: 0, max: 7 }),
  put: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.constantFrom(...INVALID) }),
});

/** Damage to a record. */
export const edits = fc.array(edit, { minLength: 1, maxLength: 3 });

export function editedBytes(bytes: Buffer, all: readonly Edit[]): Buffer {
  return all.reduce(editedOnce, bytes);
}

export function edited(text: string, all: readonly Edit[]): string {
  return editedBytes(Buffer.from(text), all).toString();
}

function editedOnce(bytes: Buffer, { what, place, length, bit, put }: Edit): Buffer {
  const at = Math.min(bytes.length, Math.floor(place * (bytes.length + 1)));
  const spliced = (from: number, to: number, between: readonly number[] | Buffer) =>
    Buffer.concat([bytes.subarray(0, from), Buffer.from(between), bytes.subarray(to)]);
  switch (what) {
    case 'flip':
      return spliced(at, at + 1, [(bytes[at] ?? 0) ^ (1 << bit)]);
    case 'delete':
      return spliced(at, at + 1, []);
    case 'insert':
      return spliced(at, at, put);
    case 'replace':
      return spliced(at, at + 1, put);
    case 'duplicate':
      return spliced(at, at, bytes.subarray(at, at + 1));
    case 'repeat-part':
      return spliced(at, at, bytes.subarray(at, at + length));
    case 'truncate':
      return bytes.subarray(0, at);
  }
}
