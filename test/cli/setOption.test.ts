import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenValues } from '../../src/cli/setOption.js';
import { UsageError } from '../../src/cli/usageError.js';

describe('--set', () => {
  it('reads what was written, whatever it is', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({ name: fc.string({ minLength: 1 }).filter((name) => !name.includes('=')), value: fc.string() }),
          { selector: ({ name }) => name },
        ),
        (pairs) => {
          const values = chosenValues(pairs.map(({ name, value }) => `${name}=${value}`));
          expect(Object.entries(values).sort()).toEqual(pairs.map(({ name, value }) => [name, value]).sort());
        },
      ),
    ));

  it('takes the names of prototypes for names', () => {
    const values = chosenValues(['__proto__=1', 'constructor=2']);
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });

  it('nothing given is nothing', () => expect(chosenValues()).toEqual({}));

  it.each([
    [['calls'], 'expected NAME=VALUE such as calls=20, received "calls"'],
    [['=5'], 'received "=5"'],
    [[''], 'received ""'],
    [['a=1', 'b=2', 'a=1'], 'expected each name once, received "a" twice'],
  ])('%j is wrong usage', (given, message) => {
    expect(() => chosenValues(given)).toThrow(UsageError);
    expect(() => chosenValues(given)).toThrow(message);
  });
});
