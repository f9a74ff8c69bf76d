import { describe, expect, it } from 'vitest';
import { SOUND_BLOCKS } from './brokenBlocks.js';
import { problemsOf } from './problemsOf.js';

/** A story that ends with these steps. */
const withSteps = (steps: unknown) => SOUND_BLOCKS.replace(/^steps:[\s\S]*/mu, `steps: ${JSON.stringify(steps)}\n`);
const connect = { from: 'script', to: 'dc', port: 445 };
/** Blocks in blocks, each of so many rounds. */
const nested = (depth: number, times: number): unknown =>
  depth === 0
    ? { id: 'x', connect }
    : { id: `r${depth}`, at: '1s', repeat: { times, every: '1ms', steps: [nested(depth - 1, times)] } };
const long = 'x'.repeat(100_000);

/** Few words that stand for more than any memory holds. */
const BOMBS: Readonly<Record<string, unknown>> = {
  'a long loop': [nested(1, 100_000)],
  'loops in loops': [nested(6, 100_000)],
  'loops in loops of few rounds': [nested(7, 30)],
  'one step over the limit': [nested(1, 20_000), { id: 'last', at: '1s', connect }],
  'a long text in each round': [
    { id: 'r', at: '1s', repeat: { times: 15_000, every: '1s', steps: [{ id: 'x', title: `${long}\${n}`, connect }] } },
  ],
  'a long list in each round': [
    {
      id: 'r',
      at: '1s',
      repeat: { times: 15_000, every: '1s', steps: [{ id: 'x', rules: Array.from({ length: 50_000 }, (_, n) => n), connect }] },
    },
  ],
  'a long value many times': [
    {
      id: 'r',
      at: '1s',
      repeat: { times: 9_000, every: '1s', as: 'n', steps: [{ id: 'x', title: '${note}'.repeat(20_000), connect }] },
    },
  ],
};

describe('a story that stands for too much', () => {
  it.each(Object.entries(BOMBS))('%s is refused at its block', (_, steps) => {
    const text = withSteps(steps).replace('default: some words', `default: ${'w'.repeat(1_000)}`);
    expect(text.length).toBeLessThan(1_048_576);
    const problems = problemsOf(text);
    expect(problems.map(({ code }) => code)).toContain('TOO_LARGE');
    const [first] = problems.filter(({ code }) => code === 'TOO_LARGE');
    expect(first!.path).toMatch(/^steps\[\d\]/u);
  });

  it('takes as many steps as the limit', () => expect(problemsOf(withSteps([nested(1, 20_000)]))).toEqual([]));

  it('refuses patterns that take long to match', () => {
    const pattern = `${'a*'.repeat(30)}b`;
    const hosts = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${'a'.repeat(50)}-${n}`, {}]));
    const text = withSteps([{ id: 'f', at: '1s', forEach: { hosts: pattern, steps: [{ id: 'x', connect }] } }]).replace(
      /^ {2}hosts:[\s\S]*?^ {2}users:/mu,
      `  hosts: ${JSON.stringify({ ...hosts, desk: {}, dc: { role: 'domain-controller' } })}\n  users:`,
    );
    expect(problemsOf(text).map(({ code, path }) => [code, path])).toContainEqual(['UNKNOWN_NAME', 'steps[0] "f".forEach.hosts']);
  });
});
