import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { parseDuration } from '../../src/scenarios/duration.js';
import { listLibrary } from '../../src/scenarios/index.js';
import type { StoryParameter } from '../../src/scenarios/language/parameters.js';
import { validateText } from '../../src/validate/index.js';
import { runForms } from '../support/runForms.js';
import { treeOf, variantOf } from './variants.js';

const FORMATS = ['sysmon-winevt', 'falcon-fdr'] as const;

/** Values that a parameter may take, the outermost ones where it has some. */
function valuesOf({ type, default: usual, min, max, of = [] }: StoryParameter): readonly string[] {
  switch (type) {
    case 'integer':
    case 'number':
      return [min, max].filter((value) => value !== undefined).map(String);
    case 'boolean':
      return ['true', 'false'];
    case 'choice':
      return of.map(String);
    case 'duration': {
      const micros = parseDuration(String(usual))!;
      return [`${micros / 2}us`, `${micros * 2}us`];
    }
    case 'port':
      return ['8443'];
    case 'address':
      return [String(usual).includes(':') ? '2001:db8:77::7' : '203.0.113.77'];
    default:
      return [];
  }
}

const cases = (await listLibrary()).map(({ id, file }) => {
  const parameters = (treeOf(file).parameters ?? {}) as Record<string, StoryParameter>;
  const sets = Object.entries(parameters).flatMap(([name, parameter]) => valuesOf(parameter).map((value) => `${name}=${value}`));
  return { id, file, sets };
});

describe.each(cases)('$id', ({ file, sets }) => {
  it.each(sets)('with %s is a story for every seed, and its records are sound', async (set) => {
    const [name, ...value] = set.split('=');
    const story = variantOf(file, { set: { [name!]: value.join('=') } });
    for (const seed of [1, 2, 3, 4, 5]) prepareRun(story, { seed });
    const { records } = await runForms(story, FORMATS, { seed: 6 });
    for (const format of FORMATS) {
      const { issues } = validateText(
        records
          .get(format)!
          .map((line) => `${line}\n`)
          .join(''),
        { profile: 'strict' },
      );
      expect(issues.filter(({ level }) => level === 'error')).toEqual([]);
    }
  });
});
