import type { LoadedStory } from '../scenarios/loadedStory.js';

/** What a script wants to know about a story, as JSON; keys are never renamed. */
export interface StoryDescription {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly techniques: readonly string[];
  readonly references: readonly string[];
  /** First instant of the story, `2026-03-10T09:14:00.000Z`. */
  readonly start: string;
  readonly hosts: readonly string[];
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly technique: string | null;
    readonly role: string;
  }[];
  readonly file: string;
}

/** Describes a story for `--json`. */
export function describeStory({ story, file }: LoadedStory): StoryDescription {
  const { id, title, description, techniques, references } = story;
  return {
    id,
    title,
    description,
    techniques,
    references,
    start: new Date(story.start / 1000).toISOString(),
    hosts: Object.keys(story.world.hosts),
    steps: story.steps.map((step) => ({
      id: step.id,
      title: step.title ?? step.id,
      technique: step.technique ?? null,
      role: step.role,
    })),
    file,
  };
}
