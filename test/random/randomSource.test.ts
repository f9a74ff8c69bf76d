import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_NAMES, accountName } from '../../src/random/personNames.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { tries } from '../support/soak.js';

const label = fc.string({ maxLength: 20 });

describe('a random source', () => {
  it('gives the same values for the same seed and labels, whatever else was forked or drawn', () => {
    fc.assert(
      fc.property(fc.nat(), label, label, (seed, one, other) => {
        const quiet = createRandomSource(seed).fork(one);
        const busy = createRandomSource(seed);
        busy.integer(0, 9);
        busy.fork(other).hex(8);
        const fork = busy.fork(one);
        expect([fork.keyLow, fork.keyHigh, fork.integer(0, 2 ** 31), fork.hex(12)]).toEqual([
          quiet.keyLow,
          quiet.keyHigh,
          quiet.integer(0, 2 ** 31),
          quiet.hex(12),
        ]);
      }),
      tries(200),
    );
  });

  it('has the SHA-256 of the path to it as its key, whatever the labels hold', () => {
    const sha256 = (...parts: (string | Buffer)[]) =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
    const anyLabel = fc.string({ unit: 'binary', maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(fc.nat(), fc.array(anyLabel, { maxLength: 4 }), (seed, labels) => {
        const key = labels.reduce((before: Buffer, name) => sha256(before, name), sha256(`wiretale seed ${seed}`));
        const source = labels.reduce((random, name) => random.fork(name), createRandomSource(seed));
        expect([source.keyLow, source.keyHigh]).toEqual([key.readInt32LE(16), key.readInt32LE(20)]);
      }),
      tries(200),
    );
  });

  it('has another stream for every seed and every label', () => {
    const keys = Array.from({ length: 300 }, (_, i) => [createRandomSource(i), createRandomSource(0).fork(`label ${i}`)])
      .flat()
      .map(({ keyLow, keyHigh }) => `${keyLow} ${keyHigh}`);
    expect(new Set(keys).size).toBe(600);
    const { keyLow } = createRandomSource(1).fork('a').fork('b');
    expect([createRandomSource(1).fork('b').fork('a').keyLow, createRandomSource(1).fork('ab').keyLow]).not.toContain(keyLow);
  });

  it('draws within its bounds and reaches both', () => {
    const random = createRandomSource(5);
    const drawn = new Set(Array.from({ length: 500 }, () => random.integer(-2, 3)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
    expect(new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']));
    expect(random.hex(64)).toMatch(/^[0-9a-f]{64}$/u);
  });
});

describe('account names', () => {
  it('are all different, plain, and at most 20 characters long, which is the limit of Windows', () => {
    const names = Array.from({ length: ACCOUNT_NAMES }, (_, i) => accountName(i));
    expect(new Set(names).size).toBe(ACCOUNT_NAMES);
    // One character is left for the number of a name that comes again.
    expect(names.filter((name) => !/^[a-z]+\.[a-z]+$/u.test(name) || name.length > 19)).toEqual([]);
  });
});
