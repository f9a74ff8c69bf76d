import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { BROKEN_FAULTS, SOUND_FAULTS } from './brokenFaults.js';
import { markedStory } from './markedStory.js';
import { checkedProblemsOf } from './problemsOf.js';

describe('a story of faults', () => {
  it('is sound with one of every kind', () => expect(checkedProblemsOf(SOUND_FAULTS)).toEqual([]));

  describe.each(Object.entries(BROKEN_FAULTS))('with wrong %s', (_, cases) => {
    it.each(cases)('%j -> %j: %s %s', (original, replacement, path, code) => {
      const { text, place } = markedStory(SOUND_FAULTS, original, replacement);
      expect(checkedProblemsOf(text)).toMatchObject([{ path, code, ...place }]);
    });
  });

  it('has at most 256 of them', () => {
    const more = Array.from({ length: 250 }, (_, n) => `  - { id: more-${n}, at: 0s, fault: { lost: { share: 1% } } }\n`).join(
      '',
    );
    expect(checkedProblemsOf(SOUND_FAULTS + more)).toMatchObject([{ path: 'steps[258] "more-249"', code: 'TOO_LARGE' }]);
  });

  it('holds no record up for longer than 90 days, all in all', () => {
    const more = Array.from({ length: 4 }, (_, n) => `  - { id: more-${n}, at: 0s, fault: { late: { by: 29d } } }\n`).join('');
    expect(checkedProblemsOf(SOUND_FAULTS + more)).toMatchObject([{ path: 'steps[12] "more-3".fault', code: 'TOO_LARGE' }]);
  });

  it('pins no TimeCreated to a clock that is set', () => {
    const pinned = SOUND_FAULTS.replace(
      'connect: { from: script, to: dc, port: 445 } }\n',
      'connect: { from: script, to: dc, port: 445 }, pin: { initiator: { TimeCreated: 2026-03-10T09:00:07Z } } }\n',
    );
    expect(checkedProblemsOf(pinned)).toMatchObject([
      { path: 'steps[0] "copy".pin.initiator.TimeCreated', code: 'INCONSISTENT' },
    ]);
  });

  it('sets no clock to a year that records cannot tell', () => {
    const early = SOUND_FAULTS.replace('2026-03-10', '2002-03-10').replace('by: -1h', 'by: -300d');
    expect(checkedProblemsOf(early)).toMatchObject([{ path: 'steps[6] "clock".fault.clockJump.by', code: 'WRONG_VALUE' }]);
  });

  it('plans what happens for the seed, in the order of the story, and counts no connections for it', () => {
    const chosen = SOUND_FAULTS.replace(
      '  - { id: gone, at: 0s, fault: { lost: { sensors: [falcon] } } }\n',
      `  - id: either
    at: 2m
    choose:
      - { id: gone, steps: [{ id: lost, fault: { lost: { sensors: [falcon] } } }] }
      - { id: late, steps: [{ id: lost, fault: { late: { by: 1h } } }] }
`,
    );
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 20; seed += 1) {
      const { plan } = prepareRun(readStory(chosen, 'story.yaml'), { seed });
      expect(plan.faults.map(({ id }) => id)).toEqual([
        'offline',
        'twice',
        expect.stringMatching(/^either\/\w+\/lost$|^either\/lost$/u),
        'mixed',
        'clock',
        'down',
        'shifty',
      ]);
      expect(plan.steps.map(({ id }) => id)).toEqual(['copy', 'rounds/call', 'rounds/call']);
      const either = plan.faults[2]!;
      expect(either.from).toBe(plan.start + 120_000_000);
      kinds.add(either.kind);
    }
    expect(kinds).toEqual(new Set(['lost', 'late']));
  });
});
