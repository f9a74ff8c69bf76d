import * as z from 'zod';
import { SPAN_FORM } from '../duration.js';
import { INSTANT_FORM, type Moment, parseAt } from '../moment.js';
import type { ConnectionPins } from '../pinsOf.js';
import { id } from './scalars.js';
import { ends, recordPins } from './steps.js';

/** The key under which problems of connections stand: the function that yields them. */
export const CONNECTIONS = 'connections';

const AT = `${INSTANT_FORM}, ${SPAN_FORM}, or whole microseconds since 1970`;

/** What a script yields: the step that it belongs to, when it happens, and what `connect` says. */
export const yieldedConnection = z.strictObject({
  step: id,
  /** A text counts as that of a step does, but from the beginning of its step; a number is true time. */
  at: z.union([z.int({ error: AT }), z.string({ error: AT }).refine((text) => parseAt(text) !== undefined, { error: AT })]),
  ...ends,
  /** Values of its records. */
  pin: z.strictObject({ initiator: recordPins.optional(), responder: recordPins.optional() }).optional(),
});

const { step, at, pin, ...connect } = yieldedConnection.shape;
/** The ends alone: what several connections have in common. */
export const yieldedEnds = z.strictObject({ step, ...connect });

export type ConnectionEndsOf = Omit<z.output<typeof yieldedEnds>, 'step'>;

/** Connections of one step that a script yielded, all between the same ends. */
export interface YieldedConnections {
  /** Position of their step. */
  readonly step: number;
  /** What keys their randomness beside their step: the ends. */
  readonly key: string;
  readonly connect: ConnectionEndsOf;
  /** When each of them happens; `start` counts from the beginning of the step. */
  readonly moments: readonly Extract<Moment, { kind: 'absolute' | 'start' }>[];
  /** Which one of all that were yielded each is, counted from 0. */
  readonly numbers: readonly number[];
  /** What is pinned of them, by their places in {@link moments}. */
  readonly pins: ReadonlyMap<number, ConnectionPins>;
}
