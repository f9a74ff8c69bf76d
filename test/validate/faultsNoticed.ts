import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AimedCheck, sysmonForms } from '../../src/arbitraries/index.js';
import { validateText } from '../../src/validate/index.js';
import { tries } from '../support/soak.js';

/** True notes about sound data: a socket not bound, a peer with IPv4, process events beside the connections. */
const REMARKS = ['falcon-ip6/local-port-zero', 'falcon-ip6/mapped', 'input/not-checked'];
const firesOf = (form: string) => (form in sysmonForms ? sysmonForms[form as keyof typeof sysmonForms].fires : []);

export function checksFiredBy({ text }: { readonly text: string }): Set<string> {
  return new Set(validateText(text, { profile: 'strict' }).issues.map(({ check }) => check));
}

/** What fires though neither the form nor a truth about sound data explains it. */
export function unexplained(fired: Set<string>, form: string, expected: readonly string[]): string[] {
  const usual = [...REMARKS, ...firesOf(form), ...expected];
  return [...fired].filter((check) => !usual.includes(check));
}

/** Data with one fault. */
interface Broken {
  readonly form: string;
  readonly text: string;
  readonly fault: string;
  readonly check: AimedCheck;
  readonly alsoFires: readonly AimedCheck[];
}

const DRAWS = tries(3000).numRuns;
/** Most of the time goes into drawing. */
const TIMEOUT = 600_000;

/** The check that a fault is aimed at fires in all draws but a few, and no other does that the table does not name. */
export function everyFaultIsNoticed(cases: readonly (readonly [of: string, arbitrary: fc.Arbitrary<Broken>])[]): void {
  describe('one fault in sound data', () => {
    it.each(cases)(
      'of %s is noticed by its check, and by no check that has no business with it',
      (_, arbitrary) => {
        const all = fc.sample(arbitrary, DRAWS).map((sample) => ({ ...sample, fired: checksFiredBy(sample) }));
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
      },
      TIMEOUT,
    );
  });
}
