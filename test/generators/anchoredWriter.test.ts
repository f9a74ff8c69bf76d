import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countUpTo } from '../../src/generators/countUpTo.js';
import { anchoredWriter, type WriterAnchor } from '../../src/generators/sysmon/anchoredWriter.js';
import type { SysmonWriter } from '../../src/generators/sysmon/writer.js';
import { tries } from '../support/soak.js';

/** A writer that needs a second and is early or late by some tenths: close to the anchors, so that they matter. */
function steadyWriter(): SysmonWriter {
  const writer: SysmonWriter = {
    written: 0,
    tenth: 0,
    place(at) {
      writer.written = at + 5;
      writer.tenth = at % 10;
    },
  };
  return writer;
}

/** What an anchor means, one after the other: a record at its time takes its instant, and others keep to their side of it. */
function oneByOne(anchors: readonly WriterAnchor[], at: number): readonly [written: number, tenth: number] {
  const natural = steadyWriter();
  natural.place(at);
  let [written, tenth] = [natural.written, natural.tenth];
  for (const anchor of anchors) {
    const late = anchor.written - written || anchor.tenth - tenth;
    if (at === anchor.at || (at < anchor.at ? late < 0 : late > 0)) [written, tenth] = [anchor.written, anchor.tenth];
  }
  return [written, tenth];
}

const anchorLists: fc.Arbitrary<readonly WriterAnchor[]> = fc
  .array(fc.tuple(fc.nat(60), fc.nat(80), fc.nat(9)), { maxLength: 20 })
  .map((list) => {
    const times = list.map(([at]) => at).sort((a, b) => a - b);
    const instants = list.map(([, written, tenth]) => written * 10 + tenth).sort((a, b) => a - b);
    return times.map((at, i) => ({ at, written: Math.floor(instants[i]! / 10), tenth: instants[i]! % 10 }));
  });

describe('a writer with anchors', () => {
  it('writes each record where going through all anchors leads, in any order of asking', () => {
    fc.assert(
      fc.property(anchorLists, fc.array(fc.nat(70), { minLength: 1, maxLength: 30 }), (anchors, moments) => {
        const writer = anchoredWriter(steadyWriter(), anchors);
        for (const at of moments) {
          writer.place(at);
          expect([at, writer.written, writer.tenth]).toEqual([at, ...oneByOne(anchors, at)]);
        }
      }),
      tries(1000),
    );
  });

  it('is the writer itself without any', () => {
    const writer = steadyWriter();
    expect(anchoredWriter(writer, [])).toBe(writer);
  });
});

describe('countUpTo', () => {
  it('is how many numbers are not above one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 })), fc.integer({ min: -22, max: 22 }), (list, last) => {
        const rising = list.sort((a, b) => a - b);
        expect(countUpTo(rising, last)).toBe(rising.filter((number) => number <= last).length);
      }),
      tries(500),
    );
  });
});
