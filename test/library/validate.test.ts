import { describe, expect, it } from 'vitest';
import { FORMAT_IDS } from '../../src/generators/index.js';
import { expectationsOf } from '../../src/scenarios/expectationsOf.js';
import { type LoadedStory, listLibrary, loadStory } from '../../src/scenarios/index.js';
import { validateText } from '../../src/validate/index.js';
import { issueDifferences, issuesFound } from '../support/issuesFound.js';
import { runForms } from '../support/runForms.js';
import { variantOf } from './variants.js';

/** What the strict profile has against the records of a story, but for notes and what the story says itself. */
async function found(story: LoadedStory, formats: typeof FORMAT_IDS, seed = 1): Promise<readonly unknown[]> {
  const { issues: declared } = expectationsOf(story.story);
  if (declared.length > 0) return issueDifferences(declared, await issuesFound(story, formats, seed));
  const { records } = await runForms(story, formats, { seed });
  return formats.flatMap((format) => {
    const lines = records.get(format)!;
    const { issues, summary } = validateText(lines.map((line) => `${line}\n`).join(''), { profile: 'strict' });
    expect(summary.records).toBe(lines.length);
    return issues
      .filter(({ level }) => level !== 'note')
      .map(({ level, check, line, expected, received }) => ({ format, level, check, line, expected, received }));
  });
}

describe.each(await listLibrary())('records of $id', ({ file }) => {
  it.each(['6', '8', '10.4', '11'] as const)('are sound in every form, of Sysmon %s', async (era) => {
    const story = variantOf(file, { era });
    expect(await found({ ...story, story: { ...story.story } }, FORMAT_IDS)).toEqual([]);
  });

  it.each([1, 2, 3])('are sound amid an office, for seed %i', async (seed) => {
    expect(await found(await loadStory(file), ['sysmon-winevt', 'falcon-fdr'], seed)).toEqual([]);
  });
});
