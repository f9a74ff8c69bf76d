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
      // Laws over many runs each, and whatever else takes long: minutes, and the same code.
      'test/arbitraries/faults.test.ts',
      'test/engine/faults/arrivals.test.ts',
      'test/engine/faults/records.test.ts',
      'test/engine/faults/runs.test.ts',
      'test/engine/pinsAnywhere.test.ts',
      'test/engine/plainPath.test.ts',
      'test/engine/recordMakers.test.ts',
      'test/engine/resume.test.ts',
      'test/engine/shards.test.ts',
      'test/engine/sliceMaker.test.ts',
      'test/engine/truth.test.ts',
      'test/forms/randomFlows.test.ts',
      'test/forms/wholeRuns.test.ts',
      'test/generators/bulkWriter.test.ts',
      'test/generators/sharedParts.test.ts',
      'test/generators/sysmonJson.test.ts',
      'test/properties/constructs.test.ts',
      'test/properties/editLocality.test.ts',
      'test/properties/language.test.ts',
      'test/properties/laws.test.ts',
      'test/properties/otherReaders.test.ts',
      'test/properties/sites.test.ts',
      'test/properties/slices.test.ts',
      'test/scenarios/background.test.ts',
      'test/scenarios/bombs.test.ts',
      'test/scenarios/expectedIssues.test.ts',
      'test/scenarios/hostileYaml.test.ts',
      'test/scenarios/impossibleText.test.ts',
      'test/scenarios/kinds.test.ts',
      'test/scenarios/nobodysAddress.test.ts',
      'test/scenarios/schedule.test.ts',
      'test/scenarios/script/hostileScripts.test.ts',
      'test/scenarios/steps.test.ts',
      'test/scenarios/storyJsonSchema.test.ts',
      'test/validate/captureMutations.test.ts',
      'test/validate/harmless.test.ts',
      'test/validate/hostileInput.test.ts',
      'test/validate/mutations.test.ts',
      'test/validate/twoReaders.test.ts',
      'test/validate/waitingSides.test.ts',
      'test/world/buildWorld.test.ts',
      'test/world/sites.test.ts',
      'test/library/**',
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: folder ? ['default', ['json', { outputFile: `${folder}/package.json` }]] : ['default'],
  },
});
