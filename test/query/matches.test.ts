import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, parseQuery, printQuery, readRecord } from '../../src/query/index.js';

/** Does the line, as it stands in a file, match? */
const answer = (query: string, line: string) => matches(parseQuery(query), readRecord(line));
const value = (json: string) => `{"f":${json}}`;
const quoted = (text: string) => JSON.stringify(text);

describe('values', () => {
  it.each([
    ['6', '6'],
    ['6', '"6"'],
    ['"6"', '6'],
    ['443', '443.0'],
    ['443', '4.43e2'],
    ['443', '"443.00"'],
    ['443.0', '443'],
    ['4.43e2', '"443"'],
    ['-0', '0'],
    ['0', '0e5'],
    ['0.5', '50e-2'],
    ['1625677503.7', '"1625677503.700"'],
    ['18446744073709551615', '18446744073709551615'],
    ['18446744073709551615', '"18446744073709551615"'],
    ['9007199254740993', '9007199254740993'],
    ['340282366920938463463374607431768211457', '340282366920938463463374607431768211457'],
    ['9007199254740993.0', '9007199254740993'],
    ['1e400', '10e399'],
    ['true', 'true'],
    ['true', '"true"'],
    ['127.0.0.1', '"::ffff:127.0.0.1"'],
    ['127.0.0.1', '"0:0:0:0:0:FFFF:7f00:1"'],
    ['::ffff:7f00:1', '"127.0.0.1"'],
    ['fe80::1ff:fe23:4567:890a', '"fe80:0:0:0:1ff:fe23:4567:890a"'],
    ['FE80:0000:0000:0000:01FF:FE23:4567:890A', '"fe80::1ff:fe23:4567:890a"'],
    ['2001:db8::', '"2001:db8:0:0:0:0:0:0"'],
    ['::', '"0:0:0:0:0:0:0:0"'],
    ['""', '""'],
    ['"a b"', '"a b"'],
    ['ü', '"\\u00fc"'],
    [String.raw`"C:\\Windows"`, String.raw`"C:\\Windows"`],
    ['0443', '"0443"'],
    ['fe80::1%eth0', '"fe80::1%eth0"'],
    ['b', '["a","b"]'],
    ['7', '[[[7]]]'],
  ])('%s equals %s', (expected, json) => {
    expect(answer(`f=${expected}`, value(json))).toBe(true);
    expect(answer(`f!=${expected}`, value(json))).toBe(false);
  });

  it.each([
    ['6', '60'],
    ['443', '"0443"'], // a text with zeros before its digits is a name
    ['443', '"0x1bb"'],
    ['443', '" 443"'],
    ['9007199254740993', '9007199254740992'],
    ['9007199254740992', '9007199254740993'],
    ['18446744073709551615', '18446744073709551614'],
    ['18446744073709551615', '18446744073709551616'],
    ['443', '443.00000000000000001'],
    ['0', '1e-400'],
    ['-1', '1'],
    ['True', 'true'],
    ['1', 'true'],
    ['networkconnectip6', '"NetworkConnectIP6"'],
    ['127.0.0.1', '"::127.0.0.1"'],
    ['127.0.0.1', '"127.0.0.01"'],
    ['127.0.0.1', '"::ffff:127.0.0.01"'],
    ['127.0.0.1', '2130706433'],
    ['fe80::1', '"fe80::1%eth0"'],
    ['::1', '"[::1]"'],
    ['::1', '"00000::1"'],
    ['::1', '"1::"'],
    ['b', '"abc"'],
    ['b', '["a","c"]'],
  ])('%s does not equal %s', (expected, json) => {
    expect(answer(`f=${expected}`, value(json))).toBe(false);
    expect(answer(`f!=${expected}`, value(json))).toBe(true);
  });

  it.each(['null', '{}', '[]', '[null]', '{"null":1}'])('%s is no value: neither = nor != holds', (json) => {
    for (const expected of ['null', '""', '{}', '0']) {
      const text = printQuery({ terms: [{ field: 'f', operator: '=', value: expected }] });
      expect([answer(text, value(json)), answer(text.replace('=', '!='), value(json))]).toEqual([false, false]);
    }
  });

  it('takes what JSON.parse gives, and bigint', () => {
    expect(matches(parseQuery('f=6'), { f: 6 })).toBe(true);
    expect(matches(parseQuery('f=18446744073709551615'), { f: 18446744073709551615n })).toBe(true);
  });
});

describe('numbers as written', () => {
  const LONG = '9007199254740993';
  it.each([
    `{"f":${LONG}}`,
    `{"f" :\t${LONG}}`,
    `{"f": [1,${LONG}]}`,
    `{"f":[${LONG},2]}`,
    `{"x":"\\"","f":${LONG}}`,
    `{"x":"\\\\","f":${LONG},"y":"1"}`,
    `{"x":"{\\"f\\":1}","f":${LONG}}`,
  ])('are kept in %s', (line) => {
    expect(answer(`f=${LONG}`, line)).toBe(true);
    expect(answer('f=9007199254740992', line)).toBe(false);
  });
});

describe('fields', () => {
  it.each([
    ['a=1', '{"a":1}'],
    ['a.b=1', '{"a":{"b":1}}'],
    ['a.b=1', '{"a.b":1,"a":{"b":2}}'],
    ['a.b.c=1', '{"a":{"b.c":1}}'],
    ['a.b.c=1', '{"a.b":{"c":1}}'],
    ['a.b.c=1', '{"a.b":{},"a":{"b":{"c":1}}}'],
    ['a.b=2', '{"a":[{"b":1},{"b":2}]}'],
    ['a.b=2', '{"a":[{"b":[1]},[{"b":[3,2]}]]}'],
    ['a..b=1', '{"a..b":1}'],
    ['__proto__=1', '{"__proto__":1}'],
    ['__proto__.x=1', '{"__proto__":{"x":1}}'],
    ['a=2', '{"a":1,"a":2}'],
  ])('%s finds %s', (query, line) => expect(answer(query, line)).toBe(true));

  it.each([
    ['a.b=2', '{"a.b":1,"a":{"b":2}}'],
    ['A=1', '{"a":1}'],
    ['b=1', '{"a":{"b":1}}'],
    ['a.0=1', '{"a":[1]}'],
    ['a.length=1', '{"a":[1]}'],
    ['a.length=1', '{"a":"x"}'],
    ['__proto__!=1', '{}'],
    ['constructor.name!=1', '{}'],
    ['toString!=1', '{}'],
    ['a!=1', '{"b":1}'],
    ['a=1', '{"a":2,"b":{"a":1}}'],
    ['#event_simpleName=x', '{"event_simpleName":"x"}'],
  ])('%s does not find %s', (query, line) => expect(answer(query, line)).toBe(false));

  it.each([undefined, null, 1, 'a=1', [{ a: 1 }], () => ({ a: 1 })])('nothing is found in %j, which is no object', (record) =>
    expect(matches(parseQuery('a!=2'), record)).toBe(false),
  );
});

// Written by hand: one connection as each form has it.
const FDR = {
  event_simpleName: 'NetworkConnectIP6',
  name: 'NetworkConnectIP6V12',
  RemoteAddressIP6: 'fe80:0:0:0:1ff:fe23:4567:890a',
  RemotePort: '443',
  Protocol: '6',
  LocalAddressIP6: 'fe80:0:0:0:abcd:ef12:3456:7890',
  LocalPort: '12345',
  ConnectionDirection: '0',
  ContextProcessId: '18446744073709551615',
};
const { event_simpleName, ...untagged } = FDR;
const FORMS = {
  'falcon-fdr': JSON.stringify(FDR),
  'falcon-logscale': JSON.stringify({ '@timestamp': 1767225600000, '#event_simpleName': event_simpleName, ...untagged }),
  'falcon-table':
    '{"RemoteAddressIP6":"fe80::1ff:fe23:4567:890a","RemotePort":443,"Protocol":6,"LocalAddressIP6":"fe80::abcd:ef12:3456:7890","LocalPort":12345}',
};
const UDP = {
  'falcon-fdr': JSON.stringify({
    ...FDR,
    Protocol: '17',
    RemotePort: '53',
    RemoteAddressIP6: '2001:db8:0:0:0:0:0:1',
    LocalPort: '54321',
  }),
  'falcon-logscale': JSON.stringify({
    '#event_simpleName': event_simpleName,
    ...untagged,
    Protocol: '17',
    RemotePort: '53',
    RemoteAddressIP6: '2001:db8::1',
    LocalPort: '54321',
  }),
  'falcon-table':
    '{"RemoteAddressIP6":"2001:db8::1","RemotePort":53,"Protocol":17,"LocalAddressIP6":"fe80::abcd:ef12:3456:7890","LocalPort":54321}',
};

/** The queries that the table's documentation gives, each with its comment, and whether they find the TCP and the UDP record. */
const DOCUMENTED: readonly (readonly [query: string, tcp: boolean, udp: boolean])[] = [
  ['// to one remote address\nevent_simpleName=NetworkConnectIP6 RemoteAddressIP6="fe80::1ff:fe23:4567:890a"', true, false],
  ['// outbound TCP\nevent_simpleName=NetworkConnectIP6 Protocol=6 ConnectionDirection=0', true, false],
  ['// to one remote port\nevent_simpleName=NetworkConnectIP6 RemotePort=443', true, false],
  [
    '// from one local address and port\nevent_simpleName=NetworkConnectIP6 LocalAddressIP6="fe80::abcd:ef12:3456:7890" LocalPort=12345',
    true,
    false,
  ],
  ['// UDP\nevent_simpleName=NetworkConnectIP6 Protocol=17', false, true],
];

describe.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('the documented queries on %s', (form) => {
  it.each(DOCUMENTED)('%s', (query, tcp, udp) => {
    // The table form says nothing of the direction.
    const sees = (found: boolean) => found && !(form === 'falcon-table' && query.includes('ConnectionDirection'));
    expect(answer(query, FORMS[form])).toBe(sees(tcp));
    expect(answer(query, UDP[form])).toBe(sees(udp));
  });
});

describe('the table form', () => {
  it('is of its table', () => {
    expect(answer('event_simpleName!=NetworkConnectIP6', FORMS['falcon-table'])).toBe(false);
    expect(answer('event_simpleName!=NetworkConnectIP4', FORMS['falcon-table'])).toBe(true);
  });

  it.each([
    ['a key more', FORMS['falcon-table'].replace('{', '{"x":1,')],
    ['another key', FORMS['falcon-table'].replace('LocalPort', 'localPort')],
    ['a value that is no scalar', FORMS['falcon-table'].replace('443', '[443]')],
  ])('%s makes it another', (_, line) => expect(answer('event_simpleName=NetworkConnectIP6', line)).toBe(false));
});

describe('properties', () => {
  const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 });
  const compressions = (parts: readonly string[]) => {
    const spellings = [parts.join(':')];
    for (let from = 0; from < 8; from += 1)
      for (let to = from + 1; to <= 8 && /^0+$/u.test(parts[to - 1]!); to += 1)
        spellings.push(`${parts.slice(0, from).join(':')}::${parts.slice(to).join(':')}`);
    return spellings;
  };
  const spellings = groups.chain((numbers) => {
    const hex = numbers.map((group) => group.toString(16));
    const padded = hex.map((group) => group.padStart(4, '0'));
    const all = [...compressions(hex), ...compressions(padded)];
    const one = fc.tuple(fc.constantFrom(...all), fc.boolean()).map(([text, upper]) => (upper ? text.toUpperCase() : text));
    return fc.tuple(one, one);
  });

  it('every spelling of an address finds every other', () =>
    fc.assert(fc.property(spellings, ([one, other]) => answer(`f=${one}`, value(quoted(other))))));

  it('every way to write an IPv4 address finds every other', () => {
    const ways = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 }))).chain((bytes) => {
      const [a, b, c, d] = bytes as [number, number, number, number];
      const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
      const dotted = bytes.join('.');
      const way = fc.constantFrom(dotted, `::ffff:${dotted}`, `::FFFF:${hex}`, `0:0:0:0:0:ffff:${hex}`);
      return fc.tuple(way, way);
    });
    fc.assert(fc.property(ways, ([one, other]) => answer(`f=${one}`, value(quoted(other)))));
  });

  it('an integer of any length equals itself only, as a number and as a text', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), fc.bigInt({ min: -2n, max: 2n }), (number, step) => {
        for (const json of [`${number + step}`, `"${number + step}"`])
          expect(answer(`f=${number}`, value(json))).toBe(step === 0n);
      }),
    ));

  it('a value planted into a record is found, in each form and depth', () => {
    const name = fc.stringMatching(/^[A-Za-z_]\w{0,8}$/u);
    const planted = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.ipV6());
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.jsonValue()),
        fc.array(name, { minLength: 1, maxLength: 4 }),
        planted,
        fc.boolean(),
        (record, path, found, array) => {
          const leaf: unknown = array ? [null, found] : found;
          const last = path.length - 1;
          const nested = path.slice(0, last).reduceRight<unknown>((inner, key) => ({ [key]: inner }), { [path[last]!]: leaf });
          const field = path.join('.');
          const query = { terms: [{ field, operator: '=' as const, value: String(found) }] };
          for (const line of [
            { ...record, ...(nested as object) },
            { ...record, [field]: leaf },
          ])
            expect(matches(parseQuery(printQuery(query)), readRecord(JSON.stringify(line)))).toBe(true);
        },
      ),
    );
  });

  it('no line makes it throw', () => {
    const query = parseQuery('a=1 a.b!=2 __proto__.x!=3 event_simpleName!=4');
    const soup = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', 'e', '\\', '.', '-', 'a', ' ', '\u0000'),
    });
    fc.assert(
      fc.property(fc.oneof(soup, fc.json(), fc.string({ unit: 'binary' })), (line) => {
        matches(query, readRecord(line));
      }),
    );
  });

  it.each([
    ['arrays a hundred thousand deep', `{"a":${'['.repeat(100_000)}1${']'.repeat(100_000)}}`],
    ['objects a hundred thousand deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['an array of five hundred thousand', `{"a":[${'0,'.repeat(500_000)}1]}`],
    ['an array of many objects', `{"a":[${'{"b":3},'.repeat(100_000)}{"b":1}]}`],
    ['a number of a million zeros', `{"a":1${'0'.repeat(1_000_000)}1}`],
    ['a text of a million zeros', `{"a":"1${'0'.repeat(1_000_000)}1"}`],
    ['a text of a million colons', `{"a":"${':'.repeat(1_000_000)}"}`],
    ['a million backslashes', `{"a":"${'\\'.repeat(1_000_000)}", "b": 1e5}`],
    ['an exponent beyond measure', '{"a":1e999999999999999999}'],
  ])('%s neither break nor delay it', (_, line) => {
    const before = performance.now();
    for (const query of ['a=1', 'a!=1', 'a.b=1', 'a=::1', `${'a.'.repeat(20)}a=1`]) answer(query, line);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
