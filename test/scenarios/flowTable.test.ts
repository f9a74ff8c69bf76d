import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { End } from '../../src/model/flow.js';
import { type FlowKind, FlowTable } from '../../src/scenarios/compile/flowTable.js';
import { tries } from '../support/soak.js';

const kind: fc.Arbitrary<FlowKind> = fc.record(
  {
    protocol: fc.nat(255),
    sourcePort: fc.constantFrom({ kind: 'counted' as const }, { kind: 'fixed' as const, port: 123 }),
    destinationPort: fc.nat(65_535),
    mapped: fc.constant(true),
    ruleName: fc.string(),
    meaning: fc.record({
      scenario: fc.string(),
      step: fc.string(),
      role: fc.constant('benign' as const),
      rules: fc.constant([]),
    }),
    background: fc.boolean(),
  },
  { requiredKeys: ['protocol', 'sourcePort', 'destinationPort', 'meaning', 'background'] },
);
const end: fc.Arbitrary<End> = fc.record({
  address: fc.record({ family: fc.constant('ipv4' as const), text: fc.ipV4() }),
  reverseName: fc.string(),
  name: fc.string(),
});
const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 5 });

describe('a table of flows', () => {
  it('gives each flow at its index as it was put together, of the very parts that it was given', () => {
    fc.assert(
      fc.property(
        some(kind),
        some(end),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 200, size: 'max' }),
        (kinds, ends, rows) => {
          const flows = new FlowTable();
          const kindNumbers = kinds.map((value) => flows.addKind(value));
          const endNumbers = ends.map((value) => flows.addEnd(value));
          const expected = rows.map(([k, i, r], index) => {
            const [a, b, c] = [k % kinds.length, i % ends.length, r % ends.length];
            expect(flows.add(kindNumbers[a]!, endNumbers[b]!, endNumbers[c]!)).toBe(index);
            return { ...kinds[a]!, index, initiator: ends[b]!, responder: ends[c]! };
          });
          expect(flows.length).toBe(rows.length);
          expect([...flows]).toStrictEqual(expected);
          for (const { index, initiator, responder, meaning } of expected) {
            const flow = flows.at(index)!;
            expect([flow.initiator === initiator, flow.responder === responder, flow.meaning === meaning]).toEqual([
              true,
              true,
              true,
            ]);
          }
        },
      ),
      tries(100),
    );
  });

  it('has no flow outside', () => {
    const flows = new FlowTable();
    expect(flows.at(0)).toBeUndefined();
    const [value, party] = [fc.sample(kind, 1)[0]!, fc.sample(end, 1)[0]!];
    flows.add(flows.addKind(value), flows.addEnd(party), flows.addEnd(party));
    expect([flows.at(-1), flows.at(1), flows.at(Number.NaN)]).toEqual([undefined, undefined, undefined]);
  });
});
