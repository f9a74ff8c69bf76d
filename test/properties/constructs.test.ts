import { beforeAll, describe, expect, it } from 'vitest';
import { constructs, storyOf } from '../support/constructs.js';
import { expectLocal } from '../support/locality.js';
import { type WholeRun, wholeRun } from '../support/wholeRun.js';
import { holdLaw, laws } from './laws.js';

const SEEDS = Array.from({ length: 20 }, (_, n) => n + 1);

describe.each(Object.keys(constructs))('%s', (name) => {
  const runs: WholeRun[] = [];
  beforeAll(async () => {
    const story = storyOf(name);
    for (const seed of SEEDS) runs.push(await wholeRun(story, { seed }));
  });

  it.each(Object.keys(laws))('%s', (law) => {
    holdLaw(law, runs);
  });

  it('has a record of every step that happens', () => {
    for (const { labels, prepared } of runs) {
      const steps = new Set(labels.map(({ step }) => step));
      expect(prepared.plan.steps.length).toBeGreaterThan(2);
      for (const { id } of prepared.plan.steps) expect(steps).toContain(id);
    }
  });

  it.each(['change', 'add', 'remove'] as const)('an edit that is local: %s', async (kind) => {
    const edit = constructs[name]![kind];
    const after = storyOf(name, edit);
    for (const run of runs.slice(0, 5))
      expectLocal(run, await wholeRun(after, { seed: run.seed }), new Set(edit.moves), new Set(edit.partly));
  });
});
