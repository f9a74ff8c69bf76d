import fc from 'fast-check';
import { describe, it } from 'vitest';
import { loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { expectLocal } from '../support/locality.js';
import { tries } from '../support/soak.js';
import {
  loaded,
  type StepDraft,
  type StoryDraft,
  type StoryText,
  seeds,
  storyDraft,
  storyOf,
} from '../support/storyArbitrary.js';
import { wholeRun } from '../support/wholeRun.js';

/** Steps that hang on others move with them. */
function hangingOn(stories: readonly StoryText[], edited: readonly string[]): Set<string> {
  const moved = new Set(edited);
  for (let before = -1; before !== moved.size; ) {
    before = moved.size;
    for (const { id, after } of stories.flatMap(({ steps }) => steps))
      if (after !== undefined && moved.has(after.split(' ')[0]!)) moved.add(id);
  }
  return moved;
}

type Edit = (draft: StoryDraft, at: number, step: StepDraft) => { readonly after: StoryText; readonly edited: readonly string[] };

const withSteps = (story: StoryText, steps: StoryText['steps']): StoryText => ({ ...story, steps });

/** Ends of a step that has them like another step of the same story would. */
const edits: Readonly<Record<string, Edit>> = {
  'another port and destination of a step': (draft, at, step) => {
    const index = at % draft.steps.length;
    // All that says where it goes is another's; when it happens and who begins it stays.
    const { to, port, family, acceptedBy } = step;
    const steps = draft.steps.map((own, i) =>
      i === index ? { ...own, to, port: port - (port % 10) + (own.port % 10), family, acceptedBy } : own,
    );
    return { after: storyOf({ ...draft, steps }), edited: [`zqstep-${index}`] };
  },
  'another time of a step': (draft, at, { wait }) => {
    const index = at % draft.steps.length;
    const steps = draft.steps.map((own, i) => (i === index ? { ...own, wait } : own));
    return { after: storyOf({ ...draft, steps }), edited: [`zqstep-${index}`] };
  },
  'a step more, anywhere': (draft, at, step) => {
    const story = storyOf(draft);
    const added = { ...storyOf({ ...draft, steps: [...draft.steps, step] }).steps.at(-1)!, id: 'zqadded' };
    return { after: withSteps(story, story.steps.toSpliced(at % (story.steps.length + 1), 0, added)), edited: ['zqadded'] };
  },
  'a step less, and those that hang on it': (draft, at) => {
    const story = storyOf(draft);
    const removed = hangingOn([story], [`zqstep-${at % story.steps.length}`]);
    return {
      after: withSteps(
        story,
        story.steps.filter(({ id }) => !removed.has(id)),
      ),
      edited: [...removed],
    };
  },
  'the steps in another order': (draft, at) => {
    const story = storyOf(draft);
    const turn = at % story.steps.length;
    return { after: withSteps(story, [...story.steps.slice(turn), ...story.steps.slice(0, turn)]), edited: [] };
  },
  'a workstation more at the end of the hosts': (draft) => {
    const story = storyOf(draft);
    const { world } = story;
    return {
      after: { ...story, world: { ...world, hosts: { ...world.hosts, zqlate: { role: 'workstation' } } } },
      edited: [],
    };
  },
  'a workstation more in the background': (draft) => {
    const story = storyOf(draft);
    return {
      after: story.background ? { ...story, background: { ...story.background, workstations: draft.background! + 1 } } : story,
      edited: [],
    };
  },
  'a user, a party outside and a process more, at the end': (draft) => {
    const story = storyOf(draft);
    const { world, processes } = story;
    return {
      after: {
        ...story,
        world: { ...world, users: { ...world.users, zqlate: {} }, outside: { ...world.outside, zqlate: {} } },
        processes: {
          ...processes,
          zqlate: {
            host: 'zqhost-0',
            image: draft.hosts[0]!.kind % 8 === 7 ? '/bin/late' : 'C:\\late.exe',
            user: draft.hosts[0]!.kind % 8 === 7 ? 'root' : 'SYSTEM',
            start: '-3h',
          },
        },
      },
      edited: [],
    };
  },
};

const library = firstStories;
const stepDraft = storyDraft.map(({ steps }) => steps[0]!);

describe('an edit leaves every surviving connection its records, byte for byte but for the counters of the hosts concerned', () => {
  it.each(Object.entries(edits))('%s', async (_, edit) => {
    await fc.assert(
      fc.asyncProperty(storyDraft, fc.nat(9_999), stepDraft, seeds, async (draft, at, step, seed) => {
        const story = storyOf(draft);
        const { after, edited } = edit(draft, at, step);
        const options = { seed };
        const [one, other] = [await wholeRun(loaded(story), options), await wholeRun(loaded(after), options)];
        expectLocal(one, other, hangingOn([story, after], edited));
      }),
      tries(30),
    );
  });

  it.each(library)('--hosts of one more in $id', async ({ file }) => {
    const story = await loadStory(file);
    for (const seed of [1, 2])
      expectLocal(await wholeRun(story, { seed, workstations: 3 }), await wholeRun(story, { seed, workstations: 4 }), new Set());
  });
});
