import { describe, expect, it } from 'vitest';
import { FORMAT_IDS, type FormatId, prepareRun } from '../../src/engine/index.js';
import { FAULT_KINDS } from '../../src/model/faultKind.js';
import { expectationsOf } from '../../src/scenarios/expectationsOf.js';
import { loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { type FoundIssue, issueDifferences, storyDifferences } from '../support/issuesFound.js';

const story = await loadStory('test/fixtures/faults.yaml');

describe('a story of faults', () => {
  it('has one of every kind', () => {
    const { faults } = prepareRun(story, { seed: 1 }).plan;
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
  });

  it.each(Array.from({ length: 20 }, (_, n) => n + 1))('has exactly the issues that it declares, for seed %i', async (seed) => {
    const formats: readonly FormatId[] = seed === 1 ? FORMAT_IDS : ['sysmon-winevt', 'falcon-fdr', 'ecs'];
    expect(await storyDifferences(story, formats, seed)).toEqual([]);
  });

  it('declares what is found in every form', () => {
    const { issues } = expectationsOf(story.story);
    // The form with five keys has no ids and no times by which anything could be noticed.
    expect(new Set(issues.map(({ format }) => format))).toEqual(new Set(FORMAT_IDS.filter((id) => id !== 'falcon-table')));
  });
});

const library = firstStories;

describe('a story of the library', () => {
  it.each(library)('has exactly the issues that it declares: $id', async ({ file }) =>
    expect(await storyDifferences(await loadStory(file), ['sysmon-winevt', 'falcon-fdr'])).toEqual([]),
  );
});

describe('differences of issues', () => {
  const found: FoundIssue[] = [
    { check: 'a/b', format: 'ecs', steps: ['twice', 'copy'] },
    { check: 'a/b', format: 'ecs', steps: ['copy'] },
    { check: 'a/b', format: 'ecs', steps: [] },
    { check: 'a/c', format: 'falcon-fdr', steps: ['late', 'call'] },
  ];
  const one = { check: 'a/b', format: 'ecs', times: 1 };

  it.each([
    [
      'none where each is declared once',
      [
        { ...one, step: 'twice' },
        { ...one, times: 2 },
        { ...one, check: 'a/c', format: 'falcon-fdr' },
      ],
      [],
    ],
    [
      'one that is found too often',
      [
        { ...one, times: 2 },
        { ...one, check: 'a/c', format: 'falcon-fdr' },
      ],
      ['a/b in ecs: expected 2 times, found 3 times'],
    ],
    [
      'one that is found too seldom',
      [
        { ...one, times: 4 },
        { ...one, check: 'a/c', format: 'falcon-fdr' },
      ],
      ['a/b in ecs: expected 4 times, found 3 times'],
    ],
    [
      'one that nobody declared, of another step or form',
      [
        { ...one, times: 3 },
        { ...one, check: 'a/c', format: 'ecs' },
      ],
      ['a/c in ecs: expected 1 times, found 0 times', 'a/c in falcon-fdr, of late and call: expected never, found 1 times'],
    ],
    [
      'one that its step does not have',
      [
        { ...one, step: 'gone' },
        { ...one, times: 3 },
        { ...one, check: 'a/c', format: 'falcon-fdr', step: 'late' },
      ],
      ['a/b in ecs, of gone: expected 1 times, found 0 times'],
    ],
  ])('are %s', (_, expected, differences) => expect(issueDifferences(expected, found)).toEqual(differences));
});
