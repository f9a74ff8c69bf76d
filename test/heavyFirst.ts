import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute and more: what begins last would be waited for alone. */
const HEAVY = [
  'library/laws',
  'library/validate',
  'library/parameters',
  'engine/resume',
  'properties/sites',
  'validate/captureMutations',
  'e2e/stopped',
  'validate/twoReaders',
  'engine/workers',
  'engine/faults/records',
  'engine/shards',
  'properties/constructs',
  'e2e/hostileFiles',
  'validate/hostileInput',
  'properties/language',
  'validate/mutations',
  'engine/faults/arrivals',
];

const rankOf = ({ moduleId }: TestSpecification) => {
  const place = HEAVY.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place < 0 ? HEAVY.length : place;
};

/** The order in which test files begin: a fresh clone has no times of an earlier run to go by. */
export class HeavyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
