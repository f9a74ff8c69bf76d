import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brokenNetworkConnectIp6,
  brokenSysmonEvent3,
  falconFaults,
  falconStream,
  falconStreamFaults,
  networkConnectIp6,
  SYSMON_FORM_IDS,
  sysmonEvent3,
  sysmonFaults,
  sysmonStream,
  sysmonStreamFaults,
} from '../../src/arbitraries/index.js';
import { checksById } from '../../src/validate/index.js';
import { checksFiredBy, everyFaultIsNoticed, unexplained } from './faultsNoticed.js';

const forms = SYSMON_FORM_IDS;
/** Of a form that the arbitraries do not have: documents of Elasticsearch. Its fault is planted by hand. */
const OUT_OF_REACH = 'falcon-ip6/copy';
const processForms: readonly (typeof SYSMON_FORM_IDS)[number][] = ['winevt', 'flat'];
const allFaults = [...sysmonFaults, ...sysmonStreamFaults, ...falconFaults, ...falconStreamFaults];

describe('in sound data nothing is found', () => {
  it.each<[string, fc.Arbitrary<{ readonly form: string; readonly text: string }>, number]>([
    ['Sysmon records', sysmonEvent3({ forms }), 10_000],
    ['Sysmon captures', sysmonStream({ forms }), 500],
    ['Sysmon captures with process events', sysmonStream({ forms: processForms, processEvents: true }), 300],
    ['Falcon events', networkConnectIp6(), 10_000],
    ['Falcon captures', falconStream(), 500],
    ['Falcon captures with process events', falconStream({ forms: ['fdr', 'logscale'], processEvents: true }), 300],
  ])('%s', (_, arbitrary, numRuns) => {
    const found = fc
      .sample(arbitrary, numRuns)
      .map((sample) => ({ ...sample, checks: unexplained(checksFiredBy(sample), sample.form, []) }));
    expect(found.find(({ checks }) => checks.length > 0)).toBeUndefined();
  });
});

everyFaultIsNoticed([
  ['a Sysmon record', brokenSysmonEvent3({ forms })],
  ['a Falcon event', brokenNetworkConnectIp6()],
]);

describe('the tables of faults', () => {
  it('have at least 90 faults, each with an id of its own within its table', () => {
    expect(allFaults.length).toBeGreaterThanOrEqual(90);
    for (const table of [sysmonFaults, sysmonStreamFaults, falconFaults, falconStreamFaults]) {
      expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
    }
  });

  it('aim at checks that exist', () =>
    expect(allFaults.map(({ check }) => check).filter((id) => !(id in checksById))).toEqual([]));

  it('name others that exist', () =>
    expect(allFaults.flatMap(({ alsoFires }) => alsoFires).filter((id) => !(id in checksById))).toEqual([]));

  it.each(Object.keys(checksById).filter((id) => !id.startsWith('input/') && id !== OUT_OF_REACH))('aim at %s', (id) =>
    expect(allFaults.map(({ check }) => check as string)).toContain(id),
  );
});
