import fc from 'fast-check';
import type { FaultText } from '../../support/faultyStory.js';

const seconds = (min: number, max: number) => fc.integer({ min, max }).map((n) => `${n}s`);
const spans = (max: number) => fc.tuple(fc.nat(max), fc.nat(max)).map(([a, b]) => `${Math.min(a, b)}s..${Math.max(a, b)}s`);
const hosts = fc.subarray(['desk', 'note', 'build', 'dc'], { minLength: 1 });
/** Keys of which each may be left out. */
const some = <T>(keys: Record<string, fc.Arbitrary<T>>) => fc.record(keys, { requiredKeys: [] });

const which = some<unknown>({
  hosts,
  sensors: fc.constantFrom(['sysmon'], ['falcon'], ['falcon', 'sysmon']),
  steps: fc.subarray(['copy', 'call', 'more', 'push'], { minLength: 1 }),
  share: fc.constantFrom('5%', '50%', '99.5%', '100%'),
  for: seconds(1, 400),
});
const whichWith = (more: Record<string, fc.Arbitrary<unknown>>) =>
  fc.tuple(which, fc.record(more)).map(([one, other]) => ({ ...one, ...other }));

const contents: Readonly<Record<string, fc.Arbitrary<object>>> = {
  late: whichWith({ by: spans(2_000), where: fc.constantFrom('host', 'pipeline') }),
  duplicate: whichWith({ after: spans(900) }),
  lost: which,
  reorder: whichWith({ by: spans(60) }),
  clockJump: fc.record({ hosts, by: seconds(-5_000, 5_000).filter((by) => by !== '0s') }),
  // biome-ignore lint/suspicious/noThenProperty: the language's word, and nothing that can be waited for
  outage: fc.record({ for: seconds(1, 600), then: fc.constantFrom('deliver', 'drop'), hosts }),
  shiftFields: fc.record({ hosts: fc.constant(['desk']), for: seconds(1, 400) }),
};

/** Any fault of {@link faultyStory}, without its id; hosts and sensors always have a record among them. */
export const faultTexts: fc.Arbitrary<Omit<FaultText, 'id'>> = fc
  .tuple(
    seconds(-120, 400),
    fc.oneof(...Object.entries(contents).map(([kind, content]) => content.map((value) => ({ [kind]: value })))),
  )
  .map(([at, fault]) => ({ at, fault }) as Omit<FaultText, 'id'>);
