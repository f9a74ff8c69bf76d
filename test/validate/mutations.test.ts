import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AimedCheck,
  brokenFalconStream,
  brokenNetworkConnectIp6,
  brokenSysmonEvent3,
  brokenSysmonStream,
  falconFaults,
  falconStream,
  falconStreamFaults,
  networkConnectIp6,
  SYSMON_FORM_IDS,
  sysmonEvent3,
  sysmonFaults,
  sysmonForms,
  sysmonStream,
  sysmonStreamFaults,
} from '../../src/arbitraries/index.js';
import { checksById, validateText } from '../../src/validate/index.js';

const forms = SYSMON_FORM_IDS;
/** Of a form that the arbitraries do not have: documents of Elasticsearch. Its fault is planted by hand. */
const OUT_OF_REACH = 'falcon-ip6/copy';
const processForms: readonly (typeof SYSMON_FORM_IDS)[number][] = ['winevt', 'flat'];
const allFaults = [...sysmonFaults, ...sysmonStreamFaults, ...falconFaults, ...falconStreamFaults];

/** True notes about sound data: a socket not bound, a peer with IPv4, process events beside the connections. */
const REMARKS = ['falcon-ip6/local-port-zero', 'falcon-ip6/mapped', 'input/not-checked'];
const firesOf = (form: string) => (form in sysmonForms ? sysmonForms[form as keyof typeof sysmonForms].fires : []);

function checksFiredBy({ text }: { readonly text: string }): Set<string> {
  return new Set(validateText(text, { profile: 'strict' }).issues.map(({ check }) => check));
}

/** What fires though neither the form nor a truth about sound data explains it. */
function unexplained(fired: Set<string>, form: string, expected: readonly string[]): string[] {
  const usual = [...REMARKS, ...firesOf(form), ...expected];
  return [...fired].filter((check) => !usual.includes(check));
}

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

interface Broken {
  readonly form: string;
  readonly text: string;
  readonly fault: string;
  readonly check: AimedCheck;
  readonly alsoFires: readonly AimedCheck[];
}

describe('one fault in sound data', () => {
  it.each<[string, fc.Arbitrary<Broken>, number]>([
    ['of a Sysmon record', brokenSysmonEvent3({ forms }), 10_000],
    ['of a Sysmon capture', brokenSysmonStream({ forms }), 1500],
    ['of a Falcon event', brokenNetworkConnectIp6(), 10_000],
    ['of a Falcon capture', brokenFalconStream(), 1500],
  ])('%s is noticed by its check, and by no check that has no business with it', (_, arbitrary, numRuns) => {
    const all = fc.sample(arbitrary, numRuns).map((sample) => ({ ...sample, fired: checksFiredBy(sample) }));
    const missed = all.filter(({ fired, check }) => !fired.has(check));
    const others = all.flatMap(({ fired, check, alsoFires, fault, form }) =>
      unexplained(fired, form, [check, ...alsoFires]).map((id) => `${fault} in ${form}: ${id}`),
    );
    const count = (names: readonly string[]) => [...new Set(names)];
    expect(
      missed.length / all.length,
      count(missed.map(({ fault, form }) => `${fault} in ${form}`)).join('\n'),
    ).toBeLessThanOrEqual(0.005);
    expect(count(others)).toEqual([]);
  });
});

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
