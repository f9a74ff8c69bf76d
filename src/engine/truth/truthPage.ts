import { expectedHere } from '../expectedHere.js';
import type { PreparedRun } from '../prepareRun.js';
import type { Shard } from '../shards/shard.js';
import { harmlessSection, issuesSection, rulesSection } from './expectedSections.js';
import { faultsSection } from './faultsSection.js';
import { happenings } from './happenings.js';
import { prose } from './markdown.js';
import { recordsSection } from './recordsSection.js';
import type { ShownRecords } from './shownRecords.js';
import { time } from './time.js';
import { programsSection, timelineSection } from './timeline.js';
import { hostsSection, usersSection } from './worldSections.js';

/** What the page says without knowing which records there are: the same for every part of a run. */
export interface TruthParts {
  readonly head: string;
  readonly tail: string;
}

/** What a run, or a part of it, adds. */
export interface TruthRecords {
  /** Records of sensors by step, as in the manifest. */
  readonly steps: Readonly<Record<string, number>>;
  readonly shown: readonly ShownRecords[];
  /** Whether there are labels: without them nobody has looked which records show what. */
  readonly labels: boolean;
  readonly shard?: Shard;
}

const MOST_DESCRIPTION = 800;

/**
 * What is to be found in the records of a story, for a person: one page, whatever the size of the story.
 *
 * It is the same for the same story and seed however the records are made, so it names files as labels do and tells of no command.
 */
export function truthParts({ plan, recipe: { story } }: Pick<PreparedRun, 'plan' | 'recipe'>): TruthParts {
  const all = happenings(plan);
  const expected = expectedHere(story, plan);
  const { scenario, seed, start, storyEnd, world } = plan;
  const workstations =
    story.background && world.machines.filter(({ background, host }) => background && host.role === 'workstation').length;
  const title = [
    `# ${prose(scenario.title)}`,
    '',
    `What is to be found in the records of \`${scenario.id}\` with seed ${seed}, ${time(start)} to ${time(storyEnd)}.`,
    'All times on this page are true time in UTC; records show what the clocks of their hosts say.',
    ...(story.description === '' ? [] : ['', `The story: ${prose(story.description.trim(), MOST_DESCRIPTION)}`]),
    ...(story.techniques.length > 0 ? ['', `Techniques: ${story.techniques.slice(0, MOST_TECHNIQUES).join(', ')}.`] : []),
  ];
  return {
    head: page([title, timelineSection(all), programsSection(all)]),
    tail: page([
      rulesSection(expected),
      harmlessSection(all, workstations),
      faultsSection(plan),
      issuesSection(expected),
      hostsSection(world, start),
      usersSection(world),
    ]),
  };
}

const MOST_TECHNIQUES = 40;

/** The whole page. */
export function truthPage({ head, tail }: TruthParts, records: TruthRecords): string {
  return [head, page([recordsSection(records)]), tail].join('\n');
}

const page = (sections: readonly (readonly string[])[]) =>
  sections
    .filter(({ length }) => length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
