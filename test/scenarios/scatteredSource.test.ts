import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomSource } from '../../src/random/randomSource.js';
import { listedSource } from '../../src/scenarios/sources/listedSource.js';
import { scatteredSource } from '../../src/scenarios/sources/scatteredSource.js';
import { EPOCH_MICROSECONDS, type Source } from '../../src/scenarios/sources/source.js';

const random = createRandomSource(7);
const drafts = fc.array(fc.record({ at: fc.nat(3 * EPOCH_MICROSECONDS), flow: fc.nat(5), label: fc.string() }), {
  maxLength: 40,
});

/** Everything that sources make, epoch by epoch. */
function made(sources: readonly Source[]) {
  return [0, 1, 2, 3, 4].map((epoch) => {
    const all: string[] = [];
    const counts = new Map<number, number>();
    for (const source of sources) {
      source.emit(epoch, { add: (...connection) => all.push(connection.join(' ')) });
      source.count(epoch, (flow, count) => counts.set(flow, (counts.get(flow) ?? 0) + count));
    }
    return { all: all.sort(), counts: [...counts].sort(([a], [b]) => a - b) };
  });
}

describe('a source of scattered connections', () => {
  it('makes and counts what as many sources of one connection each do, with the same names', () => {
    fc.assert(
      fc.property(drafts, (list) => {
        const connections = list.map(({ at, flow, label }) => ({ at, flow, random: random.fork(label) }));
        const single = connections.map((one) => listedSource(one.random, one.flow, [one.at]));
        const scattered = connections.map(({ at, flow, random: { keyLow, keyHigh } }) => ({ at, flow, keyLow, keyHigh }));
        expect(made([scatteredSource(scattered)])).toEqual(made(single));
      }),
    );
  });
});
