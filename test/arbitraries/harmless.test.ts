import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  falconHarmless,
  harmlessFalconChange,
  harmlessSysmonChange,
  SYSMON_FORM_IDS,
  sysmonForms,
  sysmonHarmless,
} from '../../src/arbitraries/index.js';

const sysmon = fc.sample(harmlessSysmonChange(), 6000);
const falcon = fc.sample(harmlessFalconChange(), 1500);
const ids = (changes: readonly { readonly id: string }[]) => changes.map(({ id }) => id);
const lines = (text: string) =>
  text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

describe('harmless changes', () => {
  it.each<[string, readonly { readonly id: string }[], readonly { readonly change: string }[]]>([
    ['Sysmon', sysmonHarmless, sysmon],
    ['Falcon', falconHarmless, falcon],
  ])('of %s all occur, each under an id of its own', (_, table, samples) => {
    expect(new Set(ids(table)).size).toBe(table.length);
    expect(new Set(samples.map(({ change }) => change))).toEqual(new Set(ids(table)));
  });

  it.each(ids(sysmonHarmless))('%s changes the text of some file', (id) => {
    const own = sysmon.filter(({ change }) => change === id);
    expect(own.some(({ before, after }) => before !== after)).toBe(true);
  });

  it('of JSON leave the values, but for keys that are added', () => {
    for (const { change, before, after } of [...sysmon, ...falcon].filter((sample) => sample.before.startsWith('{'))) {
      if (/guids-|added/u.test(change)) continue;
      expect(lines(after)).toEqual(lines(before));
    }
  });

  it.each(SYSMON_FORM_IDS)('apply to %s', (form) => {
    const applying = sysmonHarmless.filter(({ applies }) => applies(sysmonForms[form]));
    expect(applying.length).toBeGreaterThanOrEqual(10);
  });
});
