import { beforeAll, describe, it } from 'vitest';
import { listLibrary } from '../../src/scenarios/index.js';
import { holdLaw, laws } from '../properties/laws.js';
import { type WholeRun, wholeRun } from '../support/wholeRun.js';
import { variantOf } from './variants.js';

/** Any twenty. The office around a story has the same laws: `test/properties/laws.test.ts`. */
const SEEDS = Array.from({ length: 20 }, (_, n) => n * n * 7 + 1);

describe.each(await listLibrary())('every run of $id', ({ file }) => {
  const runs: WholeRun[] = [];
  beforeAll(async () => {
    const story = variantOf(file);
    for (const seed of SEEDS) runs.push(await wholeRun(story, { seed }));
  });

  it.each(Object.keys(laws))('%s', (name) => holdLaw(name, runs));
});
