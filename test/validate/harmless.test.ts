import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  falconHarmless,
  type HarmlesslyChanged,
  harmlessFalconChange,
  harmlessSysmonChange,
  SYSMON_FORM_IDS,
  sysmonHarmless,
} from '../../src/arbitraries/index.js';
import { validateText } from '../../src/validate/index.js';

const forms = SYSMON_FORM_IDS;

/** The checks that fire, each as often as it does, and how many records are read. */
function findings(text: string) {
  const { issues, summary } = validateText(text);
  return { checks: issues.map(({ check }) => check).sort(), records: summary.records };
}

describe('a harmless change', () => {
  it.each<[string, fc.Arbitrary<HarmlesslyChanged>]>([
    ['of a Sysmon file', harmlessSysmonChange({ forms })],
    ['of a Falcon file', harmlessFalconChange()],
  ])('%s changes nothing that is found', (_, arbitrary) => {
    const broken = fc
      .sample(arbitrary, 5000)
      .filter(({ before, after }) => JSON.stringify(findings(before)) !== JSON.stringify(findings(after)));
    expect([...new Set(broken.map(({ change, form }) => `${change} in ${form}`))]).toEqual([]);
  });
});

it('there are at least 30 of them', () => expect(sysmonHarmless.length + falconHarmless.length).toBeGreaterThanOrEqual(30));
