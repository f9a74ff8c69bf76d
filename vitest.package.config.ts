import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { HeavyFirst } from './test/heavyFirst.js';

/** The same tests on what users install: every import of `src/X.ts` is answered with `dist/X.js`. */
const builtPackage = {
  name: 'built-package',
  enforce: 'pre' as const,
  resolveId(source: string, importer: string | undefined): string | undefined {
    if (!importer || !source.startsWith('.')) return undefined;
    const path = resolve(importer, '..', source);
    const src = resolve('src');
    if (!path.startsWith(`${src}/`)) return undefined;
    const built = resolve('dist', path.slice(src.length + 1));
    if (!existsSync(built)) throw new Error(`${built} is missing: run npm run build`);
    return built;
  },
};

/** With WIRETALE_TEST_REPORTS=FOLDER a run also leaves its results there, for .ci/run to count. */
const folder = process.env.WIRETALE_TEST_REPORTS;

export default defineConfig({
  plugins: [builtPackage],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    sequence: { sequencer: HeavyFirst },
    // All of them: what hands out the files does next to nothing.
    maxWorkers: availableParallelism(),
    exclude: [
      // About the source.
      'test/architecture.test.ts',
      // These run the built tool or its threads, whatever they are started from.
      'test/e2e/**',
      'test/engine/workers.test.ts',
      'test/scenarios/baseRates.test.ts',
      'test/structurePage.test.ts',
      // Laws over many runs each: minutes, and the same code.
      'test/properties/constructs.test.ts',
      'test/properties/editLocality.test.ts',
      'test/properties/language.test.ts',
      'test/properties/sites.test.ts',
      'test/engine/resume.test.ts',
      'test/engine/faults/records.test.ts',
      'test/engine/faults/arrivals.test.ts',
      'test/engine/shards.test.ts',
      'test/validate/captureMutations.test.ts',
      'test/validate/mutations.test.ts',
      'test/validate/twoReaders.test.ts',
      'test/properties/slices.test.ts',
      'test/generators/bulkWriter.test.ts',
      'test/engine/faults/runs.test.ts',
      'test/library/**',
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: folder ? ['default', ['json', { outputFile: `${folder}/package.json` }]] : ['default'],
  },
});
