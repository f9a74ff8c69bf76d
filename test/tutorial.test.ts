import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { prepareRun } from '../src/engine/index.js';
import { readStory } from '../src/scenarios/index.js';
import { runTool } from './cli/memoryIo.js';
import { laws } from './properties/laws.js';
import { wholeRun } from './support/wholeRun.js';

const FILE = 'invoice.yaml';
const blocks = [...readFileSync('docs/tutorial.md', 'utf8').matchAll(/```(yaml|sh)\n(.*?)```/gsu)].map(([, language, text]) => ({
  language: language!,
  text: text!,
}));

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** As the page says: under a key that is there already, and at the end of a list. */
function joined(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return [...(one as unknown[]), ...(other as unknown[])];
  if (!isTree(one) || !isTree(other)) return other;
  return {
    ...one,
    ...Object.fromEntries(Object.entries(other).map(([key, value]) => [key, key in one ? joined(one[key], value) : value])),
  };
}

/** The story behind each block. */
const stories: unknown[] = [];
for (const { language, text } of blocks) {
  const before = stories.at(-1) ?? {};
  stories.push(language === 'yaml' ? joined(before, parse(text)) : before);
}
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
