import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadStory } from '../../src/scenarios/index.js';
import { runStory, type StoryRun } from '../support/runStory.js';
import { firstStories } from '../support/firstStories.js';

/** Recorded on purpose, and changed on purpose: UPDATE_GOLDEN=1 npx vitest run test/golden */
const UPDATE = process.env.UPDATE_GOLDEN === '1';
const SEEDS = [1, 2];

const fileOf = (id: string, seed: number) => join('test/golden', `${id}.seed-${seed}.txt`);

/** What is kept of a run: whole files as digests, the story's first and last records as they are. */
function recordOf({ winevt, fdr, labels }: StoryRun): string {
  const own = (format: string, lines: readonly string[]) =>
    labels.filter((label) => label.format === format && label.step !== 'background').map(({ record }) => lines[record - 1]!);
  const parts = [
    ['sysmon-winevt.xml', winevt, own('sysmon-winevt', winevt)],
    ['falcon-fdr.ndjson', fdr, own('falcon-fdr', fdr)],
    [
      'labels.ndjson (all)',
      labels.map((label) => JSON.stringify(label)),
      labels.filter(({ step }) => step !== 'background').map((label) => JSON.stringify(label)),
    ],
  ] as const;
  return parts
    .map(([file, all, story]) => {
      const sha256 = createHash('sha256')
        .update(all.map((line) => `${line}\n`).join(''))
        .digest('hex');
      const shown = [...new Set([story[0], story.at(-1)])].filter((line) => line !== undefined);
      return [`${file}: ${all.length} records, sha256 ${sha256}`, ...shown, ''].join('\n');
    })
    .join('\n');
}

describe.each(firstStories)('recorded output of $id', ({ id, file }) => {
  it.each(SEEDS)('for seed %i is what it was', async (seed) => {
    const path = fileOf(id, seed);
    const record = recordOf(await runStory(await loadStory(file), { seed }));
    if (UPDATE) writeFileSync(path, record);
    expect(existsSync(path), `${path} is missing: record it with UPDATE_GOLDEN=1`).toBe(true);
    expect(
      record,
      `the output for seed ${seed} has changed. If that is meant: UPDATE_GOLDEN=1 npx vitest run test/golden, and a note in docs/decisions/ that says what changed and why`,
    ).toBe(readFileSync(path, 'utf8'));
  });
});
