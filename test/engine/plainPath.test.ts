import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrivalOrder, SYSMON } from '../../src/engine/arrivalOrder.js';
import { openFormat } from '../../src/engine/formats.js';
import { type PreparedRun, prepareRun } from '../../src/engine/index.js';
import { createModel } from '../../src/engine/model.js';
import { PlainMaker } from '../../src/engine/plainMaker.js';
import { sliceRange } from '../../src/engine/slices.js';
import { FORMAT_IDS, type FormatId } from '../../src/generators/index.js';
import type { CompileOptions } from '../../src/scenarios/compile/compileStory.js';
import { type LoadedStory, loadStory } from '../../src/scenarios/index.js';
import { EPOCH_MICROSECONDS } from '../../src/scenarios/sources/source.js';
import { firstStories } from '../support/firstStories.js';
import { runForms } from '../support/runForms.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';
import { writeRecord } from '../support/writeRecord.js';

const library = firstStories;

/** Records of every format as the makers and writers without programs have them, epoch by epoch, record by record. */
function plainForms({ plan, pins }: PreparedRun): Map<FormatId, string[]> {
  const maker = new PlainMaker(plan, createModel(plan, pins, ['sysmon', 'falcon']));
  const opened = FORMAT_IDS.map((id) => ({ id, formats: openFormat(id, plan), records: [] as string[] }));
  const { first, last } = sliceRange(plan);
  for (let epoch = first; epoch <= last; epoch += 1) {
    maker.forget(epoch * EPOCH_MICROSECONDS);
    maker.add(epoch);
    const { sysmon, falcon } = maker;
    const slice = { sysmon, falcon, sysmonOrder: maker.order('sysmon', epoch), falconOrder: maker.order('falcon', epoch) };
    const arrivals = new ArrivalOrder(slice);
    for (let sensor = arrivals.next(); sensor >= 0; sensor = arrivals.next()) {
      const { record } = arrivals;
      for (const { formats, records } of opened) {
        if (sensor === SYSMON && formats.sysmon) records.push(writeRecord(formats.sysmon, sysmon, record));
        if (sensor !== SYSMON && formats.falcon) records.push(writeRecord(formats.falcon, falcon, record));
      }
    }
  }
  return new Map(opened.map(({ id, records }) => [id, records]));
}

/** @returns How many records were compared. */
async function expectAlike(story: LoadedStory, options: CompileOptions): Promise<number> {
  const run = await runForms(story, FORMAT_IDS, options);
  let compared = 0;
  for (const [id, records] of plainForms(prepareRun(story, options))) {
    expect(
      run.records.get(id)!.map((record) => `${record}\n`),
      id,
    ).toEqual(records);
    compared += records.length;
  }
  return compared;
}

describe('a run writes in every format what its parts say without programs', () => {
  it('of any story', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(stories, seeds, async (story, seed) => {
        compared += await expectAlike(loaded(story), { seed });
      }),
      tries(25),
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it.each(library)('of $id', async ({ file }) => {
    const compared = await expectAlike(await loadStory(file), { seed: 5, workstations: 3, duration: 2 * 3_600_000_000 });
    expect(compared).toBeGreaterThan(1000);
  });
});
