import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sysmonEvent3 } from '../../src/arbitraries/index.js';
import { validateText } from '../../src/validate/index.js';
import { replaced } from './plantedFault.js';
import { soundConnect, soundEvent, soundTableRow } from './soundRecords.js';

type Reader = 'fast' | 'complete';
const checksOf = (text: string, reader: Reader, more = {}) =>
  validateText(text, { stream: false, reader, ...more }).issues.map(({ check, line }) => `${check}@${line}`);

/** What is said, which has to be the same whoever reads. */
function said(records: readonly string[], more = {}): string[] {
  const text = `${records.join('\n')}\n`;
  const fast = checksOf(text, 'fast', more);
  expect(fast).toEqual(checksOf(text, 'complete', more));
  return fast;
}

const connect = JSON.stringify(soundConnect);
const row = JSON.stringify(soundTableRow);

describe('what is learned from one record', () => {
  it.each([
    ['a character that XML forbids', '<EventData>', '<EventData>\ufffe'],
    ['an unknown entity', '<Version>5<', '<Version>5&foo;<'],
    ['an unknown entity between elements', '<EventData>', '<EventData>&foo;'],
  ])('is not that it has %s: each of its kind is told of', (_, from, to) => {
    const broken = replaced(soundEvent, from, to);
    const lines = said([broken, broken, broken, soundEvent]).map((one) => one.split('@')[1]);
    expect(new Set(lines)).toEqual(new Set(['1', '2', '3']));
  });

  it('is not that a truth value stands where a number belongs', () => {
    const odd = replaced(row, '443', 'true');
    const lines = said([odd, row, row, odd, row]).map((one) => one.split('@')[1]);
    expect(new Set(lines)).toEqual(new Set(['1', '4']));
  });

  it.each(['\\u0133', '\\u00e9', '\\ud800', 'é', '33'])('is what the number of an event means, written as %s', (value) => {
    const [sample] = fc.sample(sysmonEvent3({ forms: ['winlogbeat-7'] }), { numRuns: 1, seed: 1 });
    const odd = replaced(sample!.text.trimEnd(), '"event_id":"3"', `"event_id":"${value}"`);
    const lines = said([odd, odd, odd, odd]).filter((one) => /event-id|copy|not-checked/u.test(one));
    expect(new Set(lines.map((one) => one.split('@')[1]))).toEqual(new Set(['1', '2', '3', '4']));
  });

  it.each(['\\u0133', '\\u00e9', '\\ud800', 'é', '\u{1f600}'])('is what a constant value means, written as %s', (value) => {
    const odd = replaced(connect, '"event_simpleName":"NetworkConnectIP6"', `"event_simpleName":"${value}"`);
    said([odd, odd, connect, odd]);
    const platform = replaced(connect, '"event_platform":"Win"', `"event_platform":"${value}"`);
    expect(said([platform, platform, connect]).filter((one) => one.endsWith('@2'))).not.toEqual([]);
  });

  it('is not that nothing stands behind it: blanks count into the length of a line', () => {
    const long = `${connect}${' '.repeat(200)}`;
    const limit = { maxRecordLength: connect.length + 100 };
    expect(said([connect, connect, long, connect], limit)).toEqual(['input/too-long@3']);
  });
});
