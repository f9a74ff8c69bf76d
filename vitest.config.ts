import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { HeavyFirst } from './test/heavyFirst.js';

/** With WIRETALE_TEST_REPORTS=FOLDER a run also leaves its results there, for .ci/run to count. */
const folder = process.env.WIRETALE_TEST_REPORTS;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    sequence: { sequencer: HeavyFirst },
    // All of them: what hands out the files does next to nothing.
    maxWorkers: availableParallelism(),
    // A soak tries every property so many times as often.
    testTimeout: 60_000 * Number(process.env.WIRETALE_SOAK ?? 1),
    hookTimeout: 120_000 * Number(process.env.WIRETALE_SOAK ?? 1),
    reporters: folder ? ['default', ['json', { outputFile: `${folder}/source.json` }]] : ['default'],
  },
});
