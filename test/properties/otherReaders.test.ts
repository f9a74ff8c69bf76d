import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { runStory } from '../support/runStory.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';

const isInstalled = (program: string) => spawnSync(program, ['--version']).error === undefined;
const skipped = (program: string) => (isInstalled(program) ? '' : ` (skipped: ${program} is not installed)`);

/** What other people's readers say to a text; both are quiet where all is well. */
function read(
  program: string,
  argv: readonly string[],
  input: string,
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(program, argv, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return { status, stdout, stderr };
}

/** Whole runs: the library's, with an hour of background, and random stories'. */
async function wholeRuns(): Promise<{ winevt: string[]; fdr: string[] }> {
  const runs = [];
  for (const { file } of firstStories) {
    const story = await loadStory(file);
    for (const seed of [1, 2, 3]) runs.push(await runStory(story, { seed, workstations: 4, duration: 3_600_000_000 }));
  }
  for (const [story, seed] of fc.sample(fc.tuple(stories, seeds), tries(60))) runs.push(await runStory(loaded(story), { seed }));
  return { winevt: runs.flatMap(({ winevt }) => winevt), fdr: runs.flatMap(({ fdr }) => fdr) };
}

describe('readers that others wrote', () => {
  const runs = wholeRuns();

  it.skipIf(!isInstalled('xmllint'))(`xmllint takes every event of whole runs${skipped('xmllint')}`, async () => {
    const { winevt } = await runs;
    expect(winevt.length).toBeGreaterThan(2000);
    const { status, stderr } = read('xmllint', ['--noout', '-'], `<Events>\n${winevt.join('\n')}\n</Events>`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.skipIf(!isInstalled('jq'))(
    `jq reads as many objects as there are lines, and only texts in them${skipped('jq')}`,
    async () => {
      const { fdr } = await runs;
      expect(fdr.length).toBeGreaterThan(200);
      const { status, stdout, stderr } = read('jq', ['-c', 'map_values(type) | [.[]] | unique'], fdr.join('\n'));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.split('\n').slice(0, -1)).toEqual(fdr.map(() => '["string"]'));
    },
  );

  it.skipIf(!isInstalled('jq'))(`jq gives back what was written, value for value${skipped('jq')}`, async () => {
    const { fdr } = await runs;
    const { stdout } = read('jq', ['-c', '.'], fdr.join('\n'));
    expect(
      stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).toEqual(fdr.map((line) => JSON.parse(line)));
  });
});
