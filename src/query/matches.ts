import { fieldValues } from './fieldValues.js';
import type { Query, Term } from './query.js';
import { valueTest } from './valueTest.js';

type Test = (record: object) => boolean;

const prepared = new WeakMap<Query, readonly Test[]>();

/**
 * Tells whether all terms of a query hold for a record.
 *
 * @param record - What {@link readRecord} or `JSON.parse` gives; the latter has lost digits of numbers beyond 2^53. Anything but an object
 * matches nothing.
 */
export function matches(query: Query, record: unknown): boolean {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return false;
  return testsOf(query).every((test) => test(record));
}

function testsOf(query: Query): readonly Test[] {
  const known = prepared.get(query);
  if (known) return known;
  const tests = query.terms.map(testOf);
  prepared.set(query, tests);
  return tests;
}

function testOf({ field, operator, value }: Term): Test {
  const equals = valueTest(value);
  if (operator === '=') return (record) => fieldValues(record, field).some(equals);
  return (record) => {
    const values = fieldValues(record, field);
    return values.length > 0 && !values.some(equals);
  };
}
