import * as z from 'zod';
import type { Expanded } from '../expand/frames.js';
import { background } from './background.js';
import { VARIABLE_FORM } from './blocks.js';
import { distribution } from './distributions.js';
import { expectations } from './expectations.js';
import { INCLUDED_FILE, MOST_INCLUDED } from './includes.js';
import { parameter } from './parameters.js';
import { process } from './processes.js';
import { ID_FORM, id, instant, matching, technique } from './scalars.js';
import { type recordPins, step } from './steps.js';
import { world } from './world.js';
import type { YieldedConnections } from './yielded.js';

/**
 * The scenario language: the one definition from which reading, errors and documentation follow.
 *
 * Objects are strict: an unknown key is an error. Every message is the `expected` part of an error; the loader adds place and cure.
 */
/** `desk/worm` is what a selector of hosts makes of `worm`. */
const processId = matching(/^[a-z0-9][a-z0-9-]{0,63}(\/[a-z0-9][a-z0-9-]{0,63})?$/u, ID_FORM);
const includedFile = matching(INCLUDED_FILE, 'the name of a YAML file in the same folder');
export const parameterName = matching(VARIABLE_FORM, 'a name of letters, digits and hyphens such as calls');

export const storySchema = z.strictObject({
  id,
  title: z.string().min(1).max(200),
  description: z.string().max(10_000).default(''),
  techniques: z.array(technique).default([]),
  references: z.array(z.string().max(500)).default([]),
  /** When the story begins, unless `--start` says otherwise; times given as instants move with it. */
  start: instant,
  /** Files of the same folder that the story takes parts from. */
  include: z
    .array(includedFile)
    .max(MOST_INCLUDED, { error: `at most ${MOST_INCLUDED} files` })
    .default([]),
  parameters: z.record(parameterName, parameter).default({}),
  distributions: z.record(id, distribution).default({}),
  world,
  processes: z.record(processId, process).default({}),
  steps: z.array(step).default([]),
  expect: expectations.optional(),
  background: background.optional(),
});

/** A story whose blocks are expanded, checked and with its texts turned into values. */
export type Story = z.output<typeof storySchema> &
  Expanded & {
    /** Of a story that is a script: what it yielded. */
    readonly yielded?: readonly YieldedConnections[];
  };
export type StoryHost = Story['world']['hosts'][string];
export type StorySite = NonNullable<Story['world']['site']>;
export type StoryStep = Story['steps'][number];
export type StoryProcess = Story['processes'][string];
export type StoryPins = z.output<typeof recordPins>;
export type StoryEnds = NonNullable<StoryStep['connect']>;
export type StoryBeacon = NonNullable<StoryStep['beacon']>;
export type StoryScan = NonNullable<StoryStep['scan']>;
export type StorySpread = NonNullable<StoryStep['spread']>;
export type StoryTransfer = NonNullable<StoryStep['transfer']>;
export type StoryResolve = NonNullable<StoryStep['resolve']>;
export type StoryListen = NonNullable<StoryStep['listen']>;
export type StoryFault = NonNullable<StoryStep['fault']>;
