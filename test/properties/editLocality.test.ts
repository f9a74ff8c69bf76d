import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listLibrary, loadStory } from '../../src/scenarios/index.js';
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
import { type WholeRun, wholeRun } from '../support/wholeRun.js';

/** A record without what the law lets an edit change, and whose it is. */
interface Kept {
  readonly format: string;
  readonly line: string;
  readonly recordId: string;
  readonly port: string;
  readonly host: string;
  /** The host whose counter gave the initiator's port; absent where the port is no counter's. */
  readonly counter: string | undefined;
}

/** Where the initiator's port stands follows from the layout. */
function withoutCounters(run: WholeRun): Map<string, Kept[]> {
  const kept = new Map<string, Kept[]>();
  const add = (connection: string, record: Kept) => kept.set(connection, [...(kept.get(connection) ?? []), record]);
  const counterOf = ({ flow }: WholeRun['sysmon'][number]['told']) =>
    flow.sourcePort.kind === 'counted' ? flow.initiator.host!.id : undefined;
  for (const { line, label, told, side, fields, initiatorPort, initiator } of run.sysmon) {
    const counter = counterOf(told);
    const end = fields.SourceIp === initiator && Number(fields.SourcePort) === initiatorPort ? 'SourcePort' : 'DestinationPort';
    const recordId = fields['System/EventRecordID']!;
    const masked = line.replace(`<EventRecordID>${recordId}<`, '<EventRecordID><');
    add(label.connection, {
      format: `sysmon ${side}`,
      line: counter === undefined ? masked : masked.replace(new RegExp(`(["']${end}["']>)${initiatorPort}<`, 'u'), '$1<'),
      recordId,
      port: String(initiatorPort),
      host: told.flow[side].host!.id,
      counter,
    });
  }
  for (const { line, label, told, fields } of run.falcon) {
    const counter = counterOf(told);
    add(label.connection, {
      format: 'falcon',
      line: counter === undefined ? line : line.replace(`"LocalPort":"${fields.LocalPort}"`, '"LocalPort":""'),
      recordId: '',
      port: fields.LocalPort!,
      host: told.flow.initiator.host!.id,
      counter,
    });
  }
  return kept;
}

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

/** Holds an edit to the law: see section 2 of the design, edit locality. */
function expectLocal(before: WholeRun, after: WholeRun, moved: ReadonlySet<string>): void {
  const survives = (one: WholeRun, other: WholeRun) =>
    [...one.told.values()].filter(
      ({ at, flow }) => !moved.has(flow.meaning.step) && at >= other.prepared.plan.from && at < other.prepared.plan.to,
    );
  // What nobody edited, and lies within both runs, is in both.
  expect(survives(before, after).filter(({ name }) => !after.told.has(name))).toEqual([]);
  const surviving = survives(before, after).map(({ name }) => name);

  const gone = [...before.told.values(), ...after.told.values()].filter(
    ({ name }) => !before.told.has(name) || !after.told.has(name),
  );
  const rewritten = [...before.told.values(), ...after.told.values()].filter(({ flow }) => moved.has(flow.meaning.step));
  const hosts = [...gone, ...rewritten].flatMap(({ flow }) => [flow.initiator.host?.id, flow.responder.host?.id]);
  const concerned = new Set(hosts.filter((id) => id !== undefined));

  const [was, is] = [withoutCounters(before), withoutCounters(after)];
  for (const connection of surviving) {
    const [one, other] = [was.get(connection) ?? [], is.get(connection) ?? []];
    const byFormat = (records: readonly Kept[]) => [...records].sort((a, b) => (a.format < b.format ? -1 : 1));
    expect(byFormat(other).map(({ line }) => line)).toEqual(byFormat(one).map(({ line }) => line));
    byFormat(one).forEach(({ recordId, port, host, counter }, i) => {
      const now = byFormat(other)[i]!;
      if (!concerned.has(host)) expect([host, now.recordId]).toEqual([host, recordId]);
      if (counter === undefined || !concerned.has(counter)) expect([counter, now.port]).toEqual([counter, port]);
    });
  }
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

const library = await listLibrary();
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
