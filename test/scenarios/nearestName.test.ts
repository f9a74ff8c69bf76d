import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearestName } from '../../src/scenarios/nearestName.js';

describe('nearestName', () => {
  it.each([
    ['conect', ['beacon', 'connect'], 'connect'],
    ['taregt', ['operator', 'target'], 'target'],
    ['system', ['alice', 'SYSTEM'], 'SYSTEM'],
    ['ws-10', ['ws-1', 'ws-2'], 'ws-1'],
    ['c3', ['c2'], undefined],
    ['printer', ['operator', 'target'], undefined],
    ['', ['a', 'b'], undefined],
    ['x', [], undefined],
  ])('of %j among %j is %j', (received, candidates, nearest) => expect(nearestName(received, candidates)).toBe(nearest));

  it('finds every name after one slip', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(word, fc.nat(), (name, at) => {
        const index = at % name.length;
        expect(nearestName(name.slice(0, index) + name.slice(index + 1), [name])).toBe(name);
        expect(nearestName(`${name.slice(0, index)}x${name.slice(index)}`, [name])).toBe(name);
      }),
    );
  });

  it('stays quick among a million names', () => {
    const started = performance.now();
    nearestName('x'.repeat(100), Array(1_000_000).fill('y'.repeat(100)));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('editDistance', () => {
  it('is symmetric, zero only for equal texts, and at most the longer length', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const distance = editDistance(left, right, 20);
        expect(distance).toBe(editDistance(right, left, 20));
        expect(distance === 0).toBe(left === right);
        expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
      }),
    );
  });

  it('counts a swap of neighbours once', () => expect(editDistance('target', 'tagret', 3)).toBe(1));
});

describe('didYouMean', () => {
  it('asks, or says nothing', () => {
    expect(didYouMean('copi', ['copy'])).toBe('did you mean copy?');
    expect(didYouMean('zzzz', ['copy'])).toBeUndefined();
  });
});
