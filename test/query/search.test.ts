import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, Search } from '../../src/query/index.js';

const encoder = new TextEncoder();

function search(query: string, bytes: Uint8Array, { piece = bytes.length || 1, longest = 1_000 } = {}) {
  const result = new Search(parseQuery(query), longest);
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += piece) found.push(result.push(bytes.subarray(at, at + piece)));
  found.push(result.end());
  const { records, matched, notObjects, tooLong, foreign, absent } = result;
  return { found: Buffer.concat(found).toString('utf8'), records, matched, notObjects, tooLong, foreign, absent };
}
const searchText = (query: string, text: string) => search(query, encoder.encode(text));

describe('Search', () => {
  it.each([
    ['line by line', '{"a":1}\n{"a":2}\n{"a":1,"b":2}\n', '{"a":1}\n{"a":1,"b":2}\n'],
    ['blanks and line ends as they are', '  {"a" : 1}\t\r\n{"a":2}\r\n', '  {"a" : 1}\t\r\n'],
    ['a last line without a line end, which gets one', '{"a":2}\n{"a":1}', '{"a":1}\n'],
    ['behind a byte order mark, which belongs to the file', '\u{feff}{"a":1}\n{"a":1}\n', '{"a":1}\n{"a":1}\n'],
    ['around empty lines', '\n\r\n \n{"a":1}\n\n', '{"a":1}\n'],
    ['letters of any script', '{"ü":"💥","a":1}\n', '{"ü":"💥","a":1}\n'],
    ['escapes as they are', '{"\\u0061":1}\n', '{"\\u0061":1}\n'],
    ['nothing in an empty file', '', ''],
  ])('gives %s', (_, text, found) => {
    const result = searchText('a=1', text);
    expect(result.found).toBe(found);
    expect(result.notObjects.count).toBe(0);
  });

  it('gives lines that are not UTF-8 byte for byte', () => {
    const line = Uint8Array.of(...encoder.encode('{"a":1,"b":"'), 0xff, 0xfe, ...encoder.encode('"}\n'));
    const result = new Search(parseQuery('a=1'));
    expect([...result.push(line)]).toEqual([...line]);
  });

  it('counts what is no JSON object and says where the first is', () =>
    expect(searchText('a=1', '{"a":1}\n\nrubbish\n[{"a":1}]\n1\nnull\n{"a":1\n{"a":1}\n')).toMatchObject({
      found: '{"a":1}\n{"a":1}\n',
      records: 2,
      notObjects: { count: 5, first: 3 },
    }));

  it('passes over lines that are too long, and reads on behind them', () => {
    const long = `{"a":1,"b":"${'x'.repeat(2_000)}"}`;
    const text = `{"a":1}\n${long}\n{"a":1}\n${long}`;
    for (const piece of [1, 7, 1_500, 10_000])
      expect(search('a=1', encoder.encode(text), { piece })).toMatchObject({ matched: 2, tooLong: { count: 2, first: 2 } });
  });

  it('counts the line feed into the length of a line, up to the last byte', () => {
    const line = '{"a":1}\n';
    expect(search('a=1', encoder.encode(line), { longest: line.length }).matched).toBe(1);
    expect(search('a=1', encoder.encode(line), { longest: line.length - 1 }).tooLong.count).toBe(1);
  });

  it.each([
    ['<Event/>\n', 'XML'],
    ['\u{feff}\r\n <?xml version="1.0"?>', 'XML'],
  ])('knows %j by its first character', (text, foreign) => {
    for (const piece of [1, 100]) expect(search('a=1', encoder.encode(text), { piece })).toMatchObject({ foreign, records: 0 });
  });

  it('knows UTF-16 by its mark', () =>
    expect(search('a=1', new Uint8Array(Buffer.from('\u{feff}{"a":1}\n', 'utf16le'))).foreign).toBe('UTF-16 text'));

  it('names the fields that no record has', () =>
    expect(searchText('a=1 b.c!=2 event_simpleName=x d=1', '{"a":2,"b":{"c":2}}\n{"a":1,"d":null}\n').absent).toEqual([
      'event_simpleName',
      'd',
    ]));

  it('finds the same however the bytes arrive', () => {
    const line = fc.oneof(
      fc.json(),
      fc.constantFrom('{"a":1}', '{"a":"1","ü":"💥"}', '{"a":2}', '', ' ', '\u{feff}', '{', '{"a":[0,1]}'),
      fc.string({ unit: 'binary' }),
    );
    const text = fc.tuple(fc.array(line), fc.constantFrom('\n', '\r\n')).map(([lines, feed]) => lines.join(feed));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (whole, piece) => {
        const bytes = encoder.encode(whole);
        expect(search('a=1', bytes, { piece })).toEqual(search('a=1', bytes));
      }),
    );
  });
});
