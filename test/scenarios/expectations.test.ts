import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import type { Finding } from '../../src/scenarios/finding.js';
import { expectationsOf, readStory } from '../../src/scenarios/index.js';
import { checkExpectations } from '../../src/scenarios/references/checkExpectations.js';
import { runStory } from '../support/runStory.js';
import { tries } from '../support/soak.js';
import { SOUND } from './brokenStories.js';
import { problemsOf } from './problemsOf.js';

const BACKGROUND = 'background: { profile: office, lead: 5m }\n';
const storyWith = (expected: unknown, steps = SOUND) =>
  readStory(
    steps.replace(BACKGROUND, () => `expect: ${JSON.stringify(expected)}\n`),
    'story.yaml',
  );
const tableOf = (expected: unknown) => expectationsOf(storyWith(expected).story);

describe('what a story expects', () => {
  it('is nothing where it says nothing', () => {
    expect(expectationsOf(readStory(SOUND, 'story.yaml').story)).toEqual({ rules: [], silent: [], issues: [] });
  });

  it('has each rule on each of its steps, so often as said, or once at least', () => {
    const rules = [
      { rule: 'seven.yml', steps: ['copy', 'run'], times: 7 },
      { rule: 'some.yml', steps: ['call'], times: '2..5' },
      { rule: 'some.yml', steps: ['copy'] },
    ];
    expect(tableOf({ rules, silent: ['quiet.yml'] })).toMatchObject({
      rules: [
        { rule: 'seven.yml', step: 'copy', times: { min: 7, max: 7 }, path: ['expect', 'rules', 0, 'steps', 0] },
        { rule: 'seven.yml', step: 'run', times: { min: 7, max: 7 } },
        { rule: 'some.yml', step: 'call', times: { min: 2, max: 5 } },
        { rule: 'some.yml', step: 'copy', times: { min: 1 } },
      ],
      silent: ['quiet.yml'],
    });
  });

  it('keeps every range of times that rises', () => {
    const count = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(count, count, (min, max) => {
        const rules = [{ rule: 'r', steps: ['copy'], times: `${min}..${max}` }];
        if (min <= max) expect(tableOf({ rules }).rules[0]!.times).toEqual({ min, max });
        else expect(() => storyWith({ rules })).toThrow('a range such as 1..3');
      }),
      tries(50),
    );
  });

  it('has issues, one of each where no number is given', () => {
    const issues = [
      { check: 'sysmon3/stream-record-id', format: 'ecs' },
      { check: 'sysmon3/stream-record-id', format: 'ecs', step: 'copy', times: 3 },
    ];
    expect(tableOf({ issues }).issues).toEqual([
      { check: 'sysmon3/stream-record-id', format: 'ecs', times: 1 },
      { check: 'sysmon3/stream-record-id', format: 'ecs', times: 3, step: 'copy' },
    ]);
  });
});

describe('labels', () => {
  const text = SOUND.replace('at: 1s', 'at: 1s\n    rules: [own.yml]');

  it('name the rules of both sources', async () => {
    const rules = [{ rule: 'other.yml', steps: ['copy', 'run'] }];
    const { labels } = await runStory(storyWith({ rules }, text));
    const found = new Map(labels.map(({ step, rules: named }) => [step, named]));
    expect(Object.fromEntries(found)).toEqual({ copy: ['own.yml', 'other.yml'], run: ['other.yml'], call: [] });
  });

  it('of rounds of a block are one step, which goes by the name that labels have', () => {
    // Two rounds of one block, and a step beside it.
    const frame = (key: string, label = key) => ({ key, label, round: '', conditions: [] });
    const frames = [frame('sweep/445/copy', 'sweep/copy'), frame('sweep/135/copy', 'sweep/copy'), frame('call')];
    const rules = [{ rule: 'all.yml', steps: ['sweep/copy', 'call'], times: { min: 2, max: 2 } }];
    const { story } = readStory(text, 'story.yaml');
    const steps = story.steps.map((step, n) => (n === 1 ? { ...step, rules: ['own.yml'] } : step));
    const rounds = { ...story, steps, frames, expect: { rules, silent: [], issues: [] } };
    expect(expectationsOf(rounds).rules).toEqual([
      { rule: 'own.yml', step: 'sweep/copy', times: { min: 1 }, path: ['steps', 0, 'rules', 0] },
      { rule: 'all.yml', step: 'sweep/copy', times: { min: 2, max: 2 }, path: ['expect', 'rules', 0, 'steps', 0] },
      { rule: 'all.yml', step: 'call', times: { min: 2, max: 2 }, path: ['expect', 'rules', 0, 'steps', 1] },
    ]);
    const found: Finding[] = [];
    const report = (finding: Finding) => found.push(finding);
    checkExpectations(rounds, report);
    expect(found).toEqual([]);
    for (const name of ['copy', 'sweep/445/copy', 'sweep/copi'])
      checkExpectations({ ...rounds, expect: { ...rounds.expect, rules: [{ rule: 'all.yml', steps: [name] }] } }, report);
    const expected = 'a step of the story: sweep/copy, call';
    const wrong = { code: 'UNKNOWN_NAME', path: ['expect', 'rules', 0, 'steps', 0], expected };
    expect(found).toEqual([
      { ...wrong, received: 'copy', cure: 'write sweep/copy' },
      { ...wrong, received: 'sweep/445/copy', cure: 'write sweep/copy' },
      { ...wrong, received: 'sweep/copi', cure: 'did you mean sweep/copy?' },
    ]);
  });
});

describe('a rule that a step names is not named for it again', () => {
  it('in whatever case', () => {
    const text = SOUND.replace('at: 1s', 'at: 1s\n    rules: [own.yml]').replace(
      BACKGROUND,
      'expect:\n  rules:\n    - { rule: OWN.yml, steps: [run, copy] }\n',
    );
    expect(problemsOf(text)).toMatchObject([{ path: 'expect.rules[0].steps[1]', code: 'DUPLICATE', line: 33, column: 37 }]);
  });
});

describe('what no sensor can see', () => {
  const blind = SOUND.replace('addresses: { ipv4: 10.20.0.7 }', 'addresses: { ipv4: 10.20.0.7 }, sensors: []').replace(
    'role: server',
    'role: server, sensors: [falcon]',
  );
  const told =
    (expected: unknown, steps = blind) =>
    () =>
      prepareRun(storyWith(expected, steps), { seed: 1 });

  it('is no step to expect a rule on, whoever says so', () => {
    expect(told({ rules: [{ rule: 'r.yml', steps: ['call', 'copy'] }] })).toThrow(
      'story.yaml:30:51: expect.rules[0].steps[1]: expected a step of which some sensor makes a record, received "copy"',
    );
    expect(told({}, blind.replace('at: 1s', 'at: 1s\n    rules: [own.yml]'))).toThrow('steps[0] "copy".rules[0]: expected');
    expect(told({ rules: [{ rule: 'r.yml', steps: ['copy'] }] }, SOUND)).not.toThrow();
  });

  it('nor is an unknown form one to expect an issue in', () => {
    expect(told({ issues: [{ check: 'sysmon3/stream-record-id', format: 'sysmon-winevent' }] })).toThrow(
      /expect\.issues\[0\]\.format: expected one of .*, received "sysmon-winevent" \(did you mean sysmon-winevt\?\)/u,
    );
  });

  it.each([
    [
      'sysmon3/stream-recordid',
      'sysmon-winevt',
      /check: expected a check of validate, .* \(did you mean sysmon3\/stream-record-id\?\)/u,
    ],
    ['nope/nope', 'sysmon-winevt', /\(wiretale validate --checks lists them\)/u],
    ['sysmon3/lag', 'falcon-fdr', /check: expected a check of what is in falcon-fdr: one of input\/\*, falcon-ip6\/\*/u],
    ['falcon-ip6/delay', 'sysmon-winevt', /one of input\/\*, sysmon3\/\*/u],
  ])('nor %s in %s', (check, format, message) => {
    expect(told({ issues: [{ check, format }] })).toThrow(message);
  });

  it.each([
    ['input/empty', 'falcon-fdr'],
    ['falcon-ip6/delay', 'falcon-fdr'],
    ['sysmon3/lag', 'ecs'],
  ])('%s in %s is one', (check, format) => {
    expect(told({ issues: [{ check, format }] })).not.toThrow();
  });
});
