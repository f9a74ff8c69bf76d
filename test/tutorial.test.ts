import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareRun } from '../src/engine/index.js';
import { readStory } from '../src/scenarios/index.js';
import { runTool } from './cli/memoryIo.js';
import { laws } from './properties/laws.js';
import { blocks, FILE, stories } from './support/tutorial.js';
import { wholeRun } from './support/wholeRun.js';

const folder = mkdtempSync(join(tmpdir(), 'wiretale-tutorial-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the tutorial', () => {
  it('has a story that grows, and commands', () => {
    expect(blocks.filter(({ language }) => language === 'yaml').length).toBeGreaterThan(6);
    expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(2);
  });

  it.each(blocks.map(({ language, text }, n) => [language, text.trim().split('\n')[0]!, n] as const))(
    '%s: %s',
    async (language, _, n) => {
      const text = JSON.stringify(stories[n], null, 1);
      writeFileSync(join(folder, FILE), text);
      if (language === 'yaml') {
        const loaded = readStory(text, FILE);
        // The office of the last block takes its time.
        for (const seed of text.includes('background') ? [1] : [1, 2, 3]) {
          const run = await wholeRun(loaded, { seed });
          for (const law of Object.values(laws)) law(run);
        }
        return;
      }
      for (const line of blocks[n]!.text.trim().split('\n')) {
        const [tool, ...argv] = line.split(' ');
        expect(tool).toBe('wiretale');
        const { code, stderr } = await runTool(argv, { cwd: folder });
        expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, '']);
      }
    },
  );

  it('shows both choices of its fifth block', () => {
    const loaded = readStory(JSON.stringify(stories.at(-1)), FILE);
    const options = new Set(
      Array.from(
        { length: 20 },
        (_, seed) =>
          prepareRun(loaded, { seed })
            .plan.steps.map(({ id }) => id)
            .find((id) => id.startsWith('take/'))!,
      ),
    );
    expect(options).toEqual(new Set(['take/fast/upload', 'take/slow/pieces/piece']));
  });
});
