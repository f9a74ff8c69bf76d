import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brokenFalconStream,
  brokenNetworkConnectIp6,
  brokenSysmonEvent3,
  brokenSysmonStream,
  falconStream,
  harmlessFalconChange,
  harmlessSysmonChange,
  networkConnectIp6,
  SYSMON_FORM_IDS,
  sysmonEvent3,
  sysmonForms,
  sysmonStream,
} from '../../src/arbitraries/index.js';
import { type Issue, type ValidateOptions, validateChunks } from '../../src/validate/index.js';
import { tries } from '../support/soak.js';
import { editedBytes, edits } from './edits.js';

const kinds = {
  xml: SYSMON_FORM_IDS.filter((id) => sysmonForms[id].kind === 'xml'),
  json: SYSMON_FORM_IDS.filter((id) => sysmonForms[id].kind === 'json'),
};

/** Everything that is said of bytes that arrive in pieces. */
async function found(pieces: readonly Uint8Array[], options: ValidateOptions = {}) {
  const validation = validateChunks(
    (async function* () {
      yield* pieces;
    })(),
    options,
  );
  const issues: Issue[] = [];
  for await (const issue of validation) issues.push(issue);
  return { issues, summary: validation.summary };
}

const texts = (...all: readonly fc.Arbitrary<{ readonly text: string }>[]) => fc.oneof(...all).map(({ text }) => text);
/** One record and its line end; of a form with a root element, without it. */
const OTHERS = {
  xml: [
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Sysmon'/><EventID>22</EventID><Computer>a</Computer></System><EventData><Data Name='QueryName'>x</Data></EventData></Event>\n",
    "<Event><System><Provider Name='Other'/><EventID>3</EventID></System><UserData/></Event>\n",
    '<!-- between -->\n',
    '<!-- without an end\n',
    '<a:Event xmlns:a="http://schemas.microsoft.com/win/2004/08/events/event"><a:System><a:Provider Name="Microsoft-Windows-Sysmon" /><a:EventID>3</a:EventID></a:System></a:Event>\n',
    '<b:Event><b:System/></b:Event>\n',
    '<Log xmlns:b="http://schemas.microsoft.com/win/2004/08/events/event">\n',
    '</Log>\n',
    'Nov 14 10:00:01 host NetworkManager[612]: <info>  [1699956001.1] policy\n',
  ],
  json: [
    '{"event_simpleName":"DnsRequest","aid":"0123456789abcdef0123456789abcdef","DomainName":"a"}\n',
    '{"SourceName":"Microsoft-Windows-Sysmon","EventID":22,"QueryName":"x"}\n',
    '{"nothing":"known"}\n[1]\n',
  ],
};

const records = {
  xml: fc.oneof(
    { weight: 4, arbitrary: texts(sysmonEvent3({ forms: kinds.xml })) },
    { weight: 3, arbitrary: texts(brokenSysmonEvent3({ forms: kinds.xml })) },
    { weight: 1, arbitrary: fc.constantFrom(...OTHERS.xml) },
  ),
  json: fc.oneof(
    { weight: 2, arbitrary: texts(sysmonEvent3({ forms: kinds.json }), networkConnectIp6()) },
    { weight: 2, arbitrary: texts(brokenSysmonEvent3({ forms: kinds.json }), brokenNetworkConnectIp6()) },
    { weight: 1, arbitrary: fc.constantFrom(...OTHERS.json) },
  ),
};
const syntax = fc.constantFrom('xml' as const, 'json' as const);

/** Files of single records of all forms, eras and faults, some of them again. */
const mixed = syntax
  .chain((kind) =>
    fc.tuple(fc.array(records[kind], { minLength: 1, maxLength: 8 }), fc.array(fc.nat({ max: 7 }), { maxLength: 12 })),
  )
  .map(([all, again]) => [...all, ...again.map((i) => all[i % all.length]!)].map(ended).join(''));

const ended = (record: string) => (record.endsWith('\n') ? record : `${record}\n`);

const captures = fc.oneof(
  texts(sysmonStream(), brokenSysmonStream(), falconStream(), brokenFalconStream()),
  texts(sysmonStream({ processEvents: true }), falconStream({ processEvents: true, forms: ['fdr', 'logscale'] })),
  fc.oneof(harmlessSysmonChange(), harmlessFalconChange()).map(({ after }) => after),
);

/** Records whose layouts have been learned, a damaged one, and sound ones behind it. */
const damaged = syntax
  .chain((kind) => fc.tuple(fc.array(records[kind], { minLength: 1, maxLength: 3 }), edits))
  .map(([all, damage]) => {
    const last = Buffer.from(ended(all.at(-1)!));
    const before = all.map(ended).join('');
    return Buffer.concat([Buffer.from(before + before), editedBytes(last, damage), Buffer.from(before)]);
  });

/** The offsets at which bytes are cut, as fractions or all of one size. */
const cuts = fc.oneof(
  fc.constantFrom(1, 7),
  fc.integer({ min: 2, max: 4000 }),
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
);

function cutUp(bytes: Uint8Array, how: number | readonly number[]): Uint8Array[] {
  const at =
    typeof how === 'number'
      ? Array.from({ length: Math.ceil(bytes.length / how) }, (_, i) => i * how)
      : [0, ...how.map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b)];
  return at.map((from, i) => bytes.subarray(from, at[i + 1] ?? bytes.length));
}

async function expectAgreement(bytes: Uint8Array, options: ValidateOptions = {}): Promise<void> {
  const fast = await found([bytes], { ...options, reader: 'fast' });
  expect(fast).toEqual(await found([bytes], { ...options, reader: 'complete' }));
}

describe('the fast reader and the complete one say the same', () => {
  it('of any records in any order', () =>
    fc.assert(
      fc.asyncProperty(mixed, fc.boolean(), (text, stream) => expectAgreement(Buffer.from(text), { stream })),
      tries(700),
    ));

  it('of whole captures, sound, faulty, or harmlessly changed', () =>
    fc.assert(
      fc.asyncProperty(captures, (text) => expectAgreement(Buffer.from(text))),
      tries(400),
    ));

  it('of damaged records of layouts that have been learned', () =>
    fc.assert(
      fc.asyncProperty(damaged, (bytes) => expectAgreement(bytes)),
      tries(1400),
    ));
});

describe('how a file is cut into pieces changes nothing', () => {
  const inPieces = async (bytes: Uint8Array, how: number | readonly number[], reader: 'fast' | 'complete') => {
    expect(await found(cutUp(bytes, how), { reader })).toEqual(await found([bytes], { reader }));
  };

  it('of sound and faulty records', () =>
    fc.assert(
      fc.asyncProperty(mixed, cuts, fc.constantFrom('fast' as const, 'complete' as const), (text, how, reader) =>
        inPieces(Buffer.from(text), how, reader),
      ),
      tries(300),
    ));

  it('of damaged ones', () =>
    fc.assert(fc.asyncProperty(damaged, cuts, fc.constantFrom('fast' as const, 'complete' as const), inPieces), tries(300)));
});

describe('the same text in another encoding gives the same', () => {
  const utf16 = (text: string, bigEndian: boolean) => {
    const bytes = Buffer.from(text, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };

  it('in UTF-16 of either order, with and without a byte order mark', () =>
    fc.assert(
      fc.asyncProperty(mixed, fc.boolean(), fc.boolean(), cuts, async (text, bigEndian, mark, how) => {
        const plain = await found([Buffer.from(text)]);
        expect(await found(cutUp(utf16((mark ? '\uFEFF' : '') + text, bigEndian), how))).toEqual(plain);
      }),
      tries(250),
    ));

  it('in gzip', () =>
    fc.assert(
      fc.asyncProperty(mixed, cuts, async (text, how) => {
        const plain = await found([Buffer.from(text)]);
        expect(await found(cutUp(gzipSync(text, { level: 1 }), how))).toEqual(plain);
      }),
      tries(200),
    ));
});
