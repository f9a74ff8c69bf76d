import { describe, expect, it } from 'vitest';
import { BROKEN_STEPS, SOUND_STEPS } from './brokenSteps.js';
import { markedStory } from './markedStory.js';
import { checkedProblemsOf } from './problemsOf.js';

describe('a broken story', () => {
  it('differs from a sound one', () => {
    for (let seed = 0; seed < 20; seed += 1) expect(checkedProblemsOf(SOUND_STEPS, seed)).toEqual([]);
  });

  describe.each(Object.entries(BROKEN_STEPS))('%s', (_, cases) => {
    it.each(cases)('%j -> %j: %s %s, whatever the seed', (original, replacement, path, code) => {
      const { text, place } = markedStory(SOUND_STEPS, original, replacement);
      const places = (seed: number) =>
        checkedProblemsOf(text, seed).map(({ path: at, code: what, line, column }) => [at, what, line, column]);
      const [first, ...more] = checkedProblemsOf(text, 1);
      expect([first?.path, first?.code, more.map((problem) => problem.path)]).toEqual([path, code, []]);
      if (place) expect(first).toMatchObject(place);
      for (const seed of [2, 3, 4, 5]) expect(places(seed)).toEqual(places(1));
    });
  });
});

describe('a story that stands for more than memory holds', () => {
  const withSteps = (steps: string) =>
    `${SOUND_STEPS.slice(0, SOUND_STEPS.indexOf('steps:\n'))}steps:\n${steps}`.replace('copy + 300ms', '1s');
  const shell = { from: 'shell', to: 'files', port: 445 };
  const again = (times: number, step: object) => [
    { id: 'again', at: '1s', repeat: { times, every: '1h', steps: [{ id: 'one', ...step }] } },
  ];
  const scan = { from: 'shell', ports: '1-64', rate: '500/s' };

  it.each<readonly [string, readonly object[], string, string]>([
    [
      'thousands of networks that lie over each other',
      [{ id: 'one', at: '1s', scan: { ...scan, to: Array.from({ length: 4_000 }, () => '10.20.0.0/17') } }],
      'steps[0] "one".scan',
      'TOO_LARGE',
    ],
    ['many scans', again(20, { scan: { ...scan, to: '10.20.0.0/22' } }), 'steps[0] "again".repeat.steps[0] "one"', 'TOO_LARGE'],
    [
      'many beacons',
      again(200, { beacon: { ...shell, every: '1ms', calls: 1_000_000 } }),
      'steps[0] "again".repeat.steps[0] "one"',
      'TOO_LARGE',
    ],
    [
      'many transfers',
      again(19_000, { transfer: { ...shell, size: '9GB', rate: '1GB/s', chunk: '1MB' } }),
      'steps[0] "again".repeat.steps[0] "one"',
      'TOO_LARGE',
    ],
    [
      'a beacon of a life',
      [{ id: 'one', at: '1s', beacon: { ...shell, every: '1ms', for: '900d' } }],
      'steps[0] "one".beacon.for',
      'TOO_LARGE',
    ],
    ['a step in 300 years', [{ id: 'one', at: '99999d', connect: shell }], 'steps[0] "one"', 'WRONG_VALUE'],
    [
      'calls for 20,000 years',
      [{ id: 'one', at: '1s', beacon: { ...shell, every: '1h', calls: 1_000_000, hours: '08:00-08:01', days: 'mon' } }],
      'steps[0] "one"',
      'WRONG_VALUE',
    ],
  ])('is refused before it is made: %s', (_, steps, path, code) => {
    const text = withSteps(steps.map((step) => `  - ${JSON.stringify(step)}`).join('\n'));
    expect(checkedProblemsOf(text, 1).map((problem) => [problem.path, problem.code])).toEqual([[path, code]]);
  });

  it.each([
    ['its hours', { hours: '08:00-08:30', days: 'mon' }],
    ['its sleep', { sleep: { calls: 10, for: '1h' } }],
  ])('is counted as it calls, %s included', (_, more) => {
    const steps = [{ id: 'one', at: '1s', beacon: { ...shell, every: '1s', for: '30d', ...more } }];
    expect(checkedProblemsOf(withSteps(`  - ${JSON.stringify(steps[0])}`), 1)).toEqual([]);
  });
});
