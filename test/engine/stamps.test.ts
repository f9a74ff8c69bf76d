import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../src/engine/counts.js';
import { type PreparedRun, prepareRun } from '../../src/engine/index.js';
import { createModel } from '../../src/engine/model.js';
import { noPins } from '../../src/engine/pins.js';
import { createFalconRecords, createSysmonRecords } from '../../src/generators/index.js';
import { listLibrary, loadStory } from '../../src/scenarios/index.js';
import { EPOCH_MICROSECONDS } from '../../src/scenarios/sources/source.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';

const library = await listLibrary();
const HOUR = 3_600_000_000;
const COLUMNS = ['flow', 'side', 'keyLow', 'keyHigh', 'port', 'recordId', 'created', 'tenth', 'utc', 'arrival'] as const;

/** Makes records by the program, and once more record by record, as hosts with pins have to. @returns How many. */
function expectAlike({ plan }: PreparedRun, epochs: readonly number[]): number {
  const models = [createModel(plan, noPins), createModel(plan, { ...noPins, touches: () => true })];
  const [byProgram, byHosts] = models.map((model) => {
    const records = createSysmonRecords();
    const counts = noCounts(plan.world.machines.length);
    for (const epoch of epochs) model.addRecords(epoch, counts, records, createFalconRecords());
    return records;
  });
  for (const name of COLUMNS) {
    const [one, other] = [byProgram!, byHosts!].map((records) => Array.from(records[name].subarray(0, records.length)));
    expect({ name, values: one }).toEqual({ name, values: other });
  }
  return byProgram!.length;
}

describe('stamps are what hosts say of each record', () => {
  it.each(library)('in $id', async ({ file }) => {
    const story = await loadStory(file);
    fc.assert(
      fc.property(seeds, fc.nat(40), fc.nat(200), (seed, workstations, skip) => {
        const run = prepareRun(story, { seed, workstations, duration: 24 * HOUR });
        const first = Math.floor(run.plan.from / EPOCH_MICROSECONDS);
        // Back in time as well: nothing may be left over.
        expect(expectAlike(run, [first, first + 1, first + skip, first, first + 2])).toBeGreaterThan(0);
      }),
      tries(15),
    );
  });

  it('in any story, on any platform and with any clocks', () => {
    fc.assert(
      fc.property(stories, seeds, (story, seed) => {
        const run = prepareRun(loaded(story), { seed });
        const first = Math.floor(run.plan.from / EPOCH_MICROSECONDS);
        const last = Math.floor((Math.min(run.plan.to, run.plan.storyEnd) - 1) / EPOCH_MICROSECONDS);
        const epochs = Array.from({ length: Math.min(30, last - first + 1) }, (_, n) => last - n);
        expectAlike(run, epochs.reverse());
      }),
      tries(60),
    );
  });
});
