import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, printQuery, QueryError, type QueryErrorCode } from '../../src/query/index.js';

const read = (text: string) => parseQuery(text).terms.map(({ field, operator, value }) => [field, operator, value]);

function faultOf(text: string): QueryError {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} was read`);
}

describe('parseQuery', () => {
  it.each([
    ['a=b', [['a', '=', 'b']]],
    [' a=b\tc!=6  ', [['a', '=', 'b'], ['c', '!=', '6']]], // biome-ignore format: one term beside the other
    ['a="b c"', [['a', '=', 'b c']]],
    ['a=""', [['a', '=', '']]],
    [String.raw`a="say \"C:\\x\""`, [['a', '=', String.raw`say "C:\x"`]]],
    ['a="x|y* (z) // w"', [['a', '=', 'x|y* (z) // w']]],
    ['a="10.0.0.0/8"', [['a', '=', '10.0.0.0/8']]],
    ['a=::1', [['a', '=', '::1']]],
    ['a=/usr/bin/ssh', [['a', '=', '/usr/bin/ssh']]],
    ['#event_simpleName=b @timestamp=1', [['#event_simpleName', '=', 'b'], ['@timestamp', '=', '1']]], // biome-ignore format: likewise
    ['winlog.event_data.Größe=ü', [['winlog.event_data.Größe', '=', 'ü']]],
    ['// what it does\na=b', [['a', '=', 'b']]],
    ['\r\n// one\r\n\r\n  // two\r\na=b // three', [['a', '=', 'b']]],
    ['a=b // and\nc=d', [['a', '=', 'b'], ['c', '=', 'd']]], // biome-ignore format: likewise
    ['__proto__=1 constructor=2', [['__proto__', '=', '1'], ['constructor', '=', '2']]], // biome-ignore format: likewise
    ['a=b a=c', [['a', '=', 'b'], ['a', '=', 'c']]], // biome-ignore format: likewise
  ])('%j', (text, terms) => expect(read(text)).toEqual(terms));

  it.each<[string, QueryErrorCode, number, string]>([
    ['', 'EMPTY_QUERY', 1, 'the end of the query'],
    ['// nothing but a remark', 'EMPTY_QUERY', 24, 'the end of the query'],
    ['a=b OR c=d', 'EXPECTED_TERM', 5, 'ask once for each'],
    ['a=b or c=d', 'EXPECTED_TERM', 5, 'ask once for each'],
    ['a=b AND c=d', 'EXPECTED_TERM', 5, 'leave it out'],
    ['NOT a=b', 'EXPECTED_TERM', 1, 'FIELD!=VALUE'],
    ['!a=b', 'EXPECTED_TERM', 1, 'FIELD!=VALUE'],
    ['-a=b', 'EXPECTED_TERM', 1, 'FIELD!=VALUE'],
    ['(a=b)', 'EXPECTED_TERM', 1, 'no groups'],
    ['a=b | table c', 'EXPECTED_TERM', 5, 'no pipes'],
    ['word', 'EXPECTED_TERM', 1, 'name the field'],
    ['"a"=b', 'EXPECTED_TERM', 1, 'no quotes'],
    ['=b', 'EXPECTED_TERM', 1, 'FIELD=VALUE'],
    ['a>443', 'EXPECTED_OPERATOR', 2, 'only = and !='],
    ['a<=443', 'EXPECTED_OPERATOR', 2, 'only = and !='],
    ['a:b', 'EXPECTED_OPERATOR', 2, 'FIELD=VALUE'],
    ['a = b', 'EXPECTED_OPERATOR', 2, 'without blanks'],
    ['a*=b', 'EXPECTED_OPERATOR', 2, 'no wildcards'],
    ['a=', 'EXPECTED_VALUE', 3, 'empty text is ""'],
    ['a= b', 'EXPECTED_VALUE', 3, 'a blank'],
    ['a==b', 'EXPECTED_VALUE', 3, 'FIELD=VALUE'],
    ['a=*', 'EXPECTED_VALUE', 3, 'no wildcards'],
    ["a='b'", 'EXPECTED_VALUE', 3, 'straight double quotes'],
    ['a=“b”', 'EXPECTED_VALUE', 3, 'straight double quotes'],
    ['a={b}', 'EXPECTED_VALUE', 3, 'double quotes'],
    ['a=b*', 'EXPECTED_BLANK', 4, 'no wildcards'],
    ['a=b|c', 'EXPECTED_BLANK', 4, 'no pipes'],
    ['a=b,c=d', 'EXPECTED_BLANK', 4, 'by blanks'],
    ['a=C:\\x', 'EXPECTED_BLANK', 5, 'for each backslash'],
    ['a=https://x.example', 'EXPECTED_BLANK', 9, 'double quotes'],
    ['a="b"c', 'EXPECTED_BLANK', 6, 'a blank after the value'],
    ['a="b', 'OPEN_QUOTE', 3, 'closing double quote'],
    ['a="b\\"', 'OPEN_QUOTE', 3, 'closing double quote'],
    ['a="C:\\x"', 'UNKNOWN_ESCAPE', 6, '\\\\ for a backslash'],
    ['a=2001:db8::/32', 'NETWORK_VALUE', 3, 'not compared'],
    ['a=10.0.0.0/8', 'NETWORK_VALUE', 3, 'not compared'],
    ['ä="ö" 💥*=1', 'EXPECTED_TERM', 7, 'FIELD=VALUE'],
    ['a="💥" b', 'EXPECTED_TERM', 7, 'name the field'],
  ])('%j is refused: %s in column %d', (text, code, column, words) => {
    const fault = faultOf(text);
    expect([fault.code, fault.line, fault.column]).toEqual([code, 1, column]);
    expect(fault.message).toContain(`query, column ${column}: expected `);
    expect(fault.message).toContain(words);
  });

  it('says what was expected, what was found, and the cure', () =>
    expect(faultOf('RemotePort>443').message).toBe(
      'query, column 11: expected = or !=, received ">443" (only = and != compare)',
    ));

  it('names the line where there are several', () => {
    const fault = faultOf('// remark\n a=b\n  OR c=d');
    expect([fault.line, fault.column, fault.position]).toEqual([3, 3, 17]);
    expect(fault.message).toMatch(/^query, line 3, column 3: /u);
  });

  it('does not take a page of queries for one that asks everything at once', () =>
    expect(faultOf('// one\na=b\n\n// two\na=c')).toMatchObject({ code: 'SECOND_QUERY', line: 5, column: 1 }));

  it('shows only the beginning of what is long', () =>
    expect(faultOf(`"${'x'.repeat(1_000_000)}`).message.length).toBeLessThan(200));

  it('reads or refuses any text, and nothing else happens', () => {
    const soup = fc.string({
      unit: fc.constantFrom('a', '=', '!', '"', '\\', ' ', '\n', '/', '*', '|', '💥', '1', ':', '\u{feff}'),
    });
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
        try {
          expect(parseQuery(text).terms.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(QueryError);
        }
      }),
    );
  });
});

describe('printQuery', () => {
  it.each(['a=b c!=6', 'a=""', 'a="x y" b=::1', String.raw`a="\"\\"`, 'a="10.0.0.0/8"', 'a="https://x"', 'a="C:\\\\x"'])(
    '%s stays as it is',
    (text) => expect(printQuery(parseQuery(text))).toBe(text),
  );

  it('parse(print(query)) is the query, whatever its values are', () => {
    const field = fc.stringMatching(/^[a-z_#@][\w.#@$-]{0,12}$/u);
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.ipV4Extended(), fc.ipV6(), fc.webUrl(), fc.constant('10.0.0.0/8'));
    const term = fc.record({ field, operator: fc.constantFrom('=' as const, '!=' as const), value });
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 4 }), (terms) => {
        expect(parseQuery(printQuery({ terms }))).toEqual({ terms });
      }),
    );
  });
});
