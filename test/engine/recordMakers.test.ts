import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../src/engine/counts.js';
import type { Sensor } from '../../src/engine/formats.js';
import { type PreparedRun, prepareRun } from '../../src/engine/index.js';
import { createModel } from '../../src/engine/model.js';
import { PlainMaker } from '../../src/engine/plainMaker.js';
import type { RecordMaker } from '../../src/engine/recordMaker.js';
import { VectorMaker } from '../../src/engine/vectorMaker.js';
import { FALCON_COLUMNS, SYSMON_COLUMNS } from '../../src/generators/bulk/columns.js';
import { loadStory, readStory } from '../../src/scenarios/index.js';
import { EPOCH_MICROSECONDS, type Source } from '../../src/scenarios/sources/source.js';
import { firstStories } from '../support/firstStories.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';

const library = firstStories;
const HOUR = 3_600_000_000;

/** What a maker is told to do: make the epochs that follow, count some without making them, or begin anew. */
type Deed = { readonly kind: 'make' | 'count' | 'clear'; readonly epochs: number };
const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.record({ kind: fc.constantFrom('make', 'make', 'count', 'clear'), epochs: fc.integer({ min: 1, max: 12 }) }),
  { minLength: 1, maxLength: 6 },
);
const someSensors: fc.Arbitrary<readonly Sensor[]> = fc.constantFrom(['sysmon', 'falcon'], ['sysmon'], ['falcon']);

/** All that a maker shows. */
function shownBy(maker: RecordMaker, epoch: number) {
  const { sysmon, falcon, counts } = maker;
  return {
    counts: Object.fromEntries(Object.entries(counts).map(([name, numbers]) => [name, Array.from(numbers as Float64Array)])),
    sysmon: SYSMON_COLUMNS.map((name) => Array.from(sysmon[name].subarray(0, sysmon.length))),
    falcon: FALCON_COLUMNS.map((name) => Array.from(falcon[name].subarray(0, falcon.length))),
    sysmonOrder: Array.from(maker.order('sysmon', epoch)),
    falconOrder: Array.from(maker.order('falcon', epoch)),
  };
}

/** @returns How many records were compared. */
function expectAlike({ plan, pins }: PreparedRun, sensors: readonly Sensor[], plot: readonly Deed[]): number {
  const model = () => createModel(plan, pins, sensors);
  const [vector, plain] = [new VectorMaker(plan, model(), pins), new PlainMaker(plan, model())];
  const first = Math.floor(plan.from / EPOCH_MICROSECONDS);
  let epoch = first;
  let records = 0;
  for (const { kind, epochs } of plot) {
    if (kind === 'clear') epoch = first;
    for (const maker of [vector, plain]) {
      if (kind === 'clear') maker.begin(noCounts(plan.world.machines.length));
      if (kind === 'count') {
        // What is under way would be missed by those that are not made.
        maker.forget(Infinity);
        maker.count(epoch, epoch + epochs);
      }
    }
    if (kind === 'count') epoch += epochs;
    for (let n = 0; kind === 'make' && n < epochs; n += 1, epoch += 1) {
      for (const maker of [vector, plain]) {
        maker.forget(epoch * EPOCH_MICROSECONDS);
        maker.add(epoch);
      }
      const shown = shownBy(vector, epoch);
      expect(shown).toEqual(shownBy(plain, epoch));
      records += shown.sysmonOrder.length + shown.falconOrder.length;
    }
    expect(shownBy(vector, epoch).counts).toEqual(shownBy(plain, epoch).counts);
  }
  return records;
}

describe('the program makes what the model says record by record', () => {
  it.each(library)('in $id', async ({ file }) => {
    const story = await loadStory(file);
    let records = 0;
    fc.assert(
      fc.property(seeds, fc.nat(40), someSensors, deeds, (seed, workstations, sensors, plot) => {
        const run = prepareRun(story, { seed, workstations, duration: 24 * HOUR });
        records += expectAlike(run, sensors, plot);
      }),
      tries(12),
    );
    expect(records).toBeGreaterThan(0);
  });

  it('in any story, on any platform, with any clocks and pins', () => {
    fc.assert(
      fc.property(stories, seeds, someSensors, deeds, (story, seed, sensors, plot) => {
        expectAlike(prepareRun(loaded(story), { seed }), sensors, plot);
      }),
      tries(60),
    );
  });

  it('in an office whose epochs have more connections than there was room for', async () => {
    const story = await loadStory(library[0]!.file);
    const run = prepareRun(story, { seed: 1, workstations: 400, duration: 24 * HOUR });
    expect(expectAlike(run, ['sysmon', 'falcon'], [{ kind: 'make', epochs: 2 }])).toBeGreaterThan(30_000);
  });

  it('in epochs of any size behind others, whose last records arrive in them', () => {
    const host = { sensors: ['sysmon', 'falcon'] };
    const story = readStory(
      JSON.stringify({
        id: 'zqflood',
        title: 'More at once than there was room for',
        start: '2026-01-01T00:00:00Z',
        world: { hosts: { desk: host, other: host }, users: { someone: { local: 'desk' } } },
        processes: {
          caller: { host: 'desk', image: 'C:\\caller.exe', user: 'someone', start: '0s' },
          listener: { host: 'other', image: 'C:\\listener.exe', user: 'SYSTEM', start: '0s' },
        },
        steps: [
          {
            id: 'zqcall',
            at: '1s',
            connect: { from: 'caller', to: 'other', family: 'ipv6', port: 4000, acceptedBy: 'listener' },
          },
        ],
      }),
      'flood.yaml',
    );
    const { plan, ...run } = prepareRun(story, { seed: 1 });
    const first = Math.floor(plan.from / EPOCH_MICROSECONDS);
    // Those of the first epoch come at its end, close together: their records arrive in the next one.
    const floods = fc.tuple(fc.noBias(fc.integer({ min: 500, max: 1700 })), fc.noBias(fc.integer({ min: 1000, max: 3500 })));
    fc.assert(
      fc.property(floods, (sizes) => {
        const flood: Source = {
          count: (epoch, tally) => tally(0, sizes[epoch - first] ?? 0),
          emit(epoch, sink) {
            const size = sizes[epoch - first] ?? 0;
            const from = epoch * EPOCH_MICROSECONDS + (epoch === first ? EPOCH_MICROSECONDS - size * 100 : 0);
            // Of one moment now and then, and told apart by the lower half of their keys only.
            for (let n = 0; n < size; n += 1) sink.add(from + (n - (n % 3)) * 100, 0, Math.imul(n, 0x9e37_79b1) >>> 0, epoch);
          },
        };
        expectAlike({ ...run, plan: { ...plan, sources: [flood] } }, ['sysmon', 'falcon'], [{ kind: 'make', epochs: 3 }]);
      }),
      tries(60),
    );
  });

  it('on a host that booted within the minute', () => {
    const story = readStory(
      JSON.stringify({
        id: 'zqboot',
        title: 'Soon after the boot',
        start: '2026-01-01T00:00:00Z',
        world: {
          hosts: { desk: { sensors: ['sysmon'], boot: { at: '2025-12-31T23:59:55Z' } } },
          users: { someone: { local: 'desk' } },
          outside: { c2: {} },
        },
        processes: { caller: { host: 'desk', image: 'C:\\caller.exe', user: 'someone', start: '0s' } },
        steps: [{ id: 'zqcall', at: '1s', beacon: { from: 'caller', to: 'c2', port: 443, every: '1s', for: '4m' } }],
        // Hosts act before it too: nobody asks whether they were on.
        background: { profile: 'office', workstations: 1, lead: '10m', tail: '1m' },
      }),
      'boot.yaml',
    );
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(expectAlike(prepareRun(story, { seed }), ['sysmon'], [{ kind: 'make', epochs: 4 }])).toBeGreaterThan(100);
      }),
      tries(5),
    );
  });

  it('at the ends of the background, which may lie within an epoch', async () => {
    const story = await loadStory(library[0]!.file);
    fc.assert(
      fc.property(seeds, fc.integer({ min: 3, max: 20 }), fc.integer({ min: 0, max: 299 }), (seed, epochs, seconds) => {
        const run = prepareRun(story, { seed, workstations: 3, duration: (7000 + epochs * 300 + seconds) * 1_000_000 });
        const all = Math.floor(run.plan.to / EPOCH_MICROSECONDS) - Math.floor(run.plan.from / EPOCH_MICROSECONDS) + 2;
        expectAlike(
          run,
          ['sysmon', 'falcon'],
          [
            { kind: 'make', epochs: 1 },
            { kind: 'count', epochs: all - 2 },
            { kind: 'make', epochs: 2 },
            { kind: 'clear', epochs: 1 },
            { kind: 'count', epochs: all },
          ],
        );
      }),
      tries(15),
    );
  });
});
