import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Issue,
  validateChunks,
  validateNetworkConnectIp6,
  validateSysmonEvent3,
  validateText,
} from '../../src/validate/index.js';
import { soundConnect, soundEvent, soundOldEvent } from './soundRecords.js';
import { nthConnect, nthEvent } from './streams.js';

const xmlParts = [
  '<Event>',
  '</Event>',
  '<Event ',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE',
  '<?',
  '&lt;',
  '&#',
  ';',
  "='",
  '>',
  '- ',
  '\n',
];
const jsonParts = ['{', '}', '[', ']', '"', ':', ',', '\\', '\\u', '1e999', 'null', '"aid"', '"event_simpleName"', '\n'];
const soup = (parts: readonly string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
    .map((pieces) => pieces.join(''));

/** A sound file with some of its characters removed, repeated or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(`${soundEvent}\n${nthEvent(1)}`, soundOldEvent, `${JSON.stringify(soundConnect)}\n${nthConnect(1)}`),
    fc.array(
      fc.tuple(
        fc.nat(4000),
        fc.nat(20),
        fc.oneof(fc.string({ unit: 'binary', maxLength: 5 }), fc.constantFrom(...xmlParts, ...jsonParts)),
      ),
      {
        maxLength: 6,
      },
    ),
  )
  .map(([text, edits]) => edits.reduce((so, [at, length, put]) => so.slice(0, at) + put + so.slice(at + length), text));

const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), soup(xmlParts), soup(jsonParts), mutated);

function expectIssues(issues: readonly Issue[]): void {
  for (const { check, source, received, path } of issues) {
    expect(check).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    expect(source).toMatch(/^docs\/checks\/[a-z0-9-]+\.md#[a-z0-9-]+$/);
    expect(`${path}${received}`).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  }
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(bytes: Uint8Array, size: number): Promise<Issue[]> {
  const all: Issue[] = [];
  for await (const issue of validateChunks(inPieces(bytes, size))) all.push(issue);
  return all;
}

/** What an issue says apart from the excerpt, which can be no longer than what had arrived. */
const essence = (issues: readonly Issue[]) =>
  issues.map(({ check, level, code, path, line }) => ({ check, level, code, path, line }));

describe('no input makes a validator throw', () => {
  it('text', () =>
    fc.assert(
      fc.property(anything, (text) => expectIssues(validateText(text).issues)),
      { numRuns: 2000 },
    ));

  it('single records', () =>
    fc.assert(
      fc.property(anything, (text) => {
        expectIssues(validateSysmonEvent3(text));
        expectIssues(validateNetworkConnectIp6(text));
      }),
      { numRuns: 1000 },
    ));

  it('objects', () =>
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (value) =>
        expectIssues(validateNetworkConnectIp6(value)),
      ),
    ));

  it('sound objects with anything in one field', () =>
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(soundConnect)), fc.anything(), (key, value) =>
        expectIssues(validateNetworkConnectIp6({ ...soundConnect, [key]: value })),
      ),
    ));

  it('bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), async (bytes, size) =>
        expectIssues(await collect(bytes, size)),
      ),
      { numRuns: 500 },
    ));

  it('sound files with bytes replaced', () =>
    fc.assert(
      fc.asyncProperty(mutated, fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.nat(2000), async (text, put, at) => {
        const bytes = new TextEncoder().encode(text);
        bytes.set(put.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
        expectIssues(await collect(bytes, 700));
      }),
      { numRuns: 200 },
    ));
});

describe('how a file is cut into pieces changes nothing', () => {
  it('in a document type declaration', async () => {
    const bytes = new TextEncoder().encode('<!DOCTYPE\u0000<![CDATA[<Event>');
    const whole = essence(await collect(bytes, bytes.length + 1));
    for (let size = 1; size < bytes.length; size += 1) expect(essence(await collect(bytes, size))).toEqual(whole);
  });

  it('in any text', () =>
    fc.assert(
      fc.asyncProperty(anything, fc.integer({ min: 1, max: 40 }), async (text, size) => {
        const bytes = new TextEncoder().encode(text); // a lone surrogate becomes U+FFFD
        const whole = essence(await collect(bytes, bytes.length + 1));
        expect(essence(await collect(bytes, size))).toEqual(whole);
      }),
      { numRuns: 500 },
    ));
});
