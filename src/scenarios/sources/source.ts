/**
 * Epochs cut true time into intervals of 300 s from 1970-01-01 UTC, whatever the workers or slices. Sources own connections by the epoch
 * in which they begin.
 */
export const EPOCH_MICROSECONDS = 300_000_000;

/** Takes the connections of a source. A connection is a flow, a moment and a key. */
export interface ConnectionSink {
  /**
   * @param at - Microseconds since 1970-01-01 UTC, true time.
   * @param flow - Index of the flow in the plan.
   * @param keyLow - With `keyHigh`, 64 bits that name the connection and key all that sensors add to it.
   */
  add(at: number, flow: number, keyLow: number, keyHigh: number): void;
}

/** Takes how many connections of a flow there are. */
export type FlowTally = (flow: number, count: number) => void;

/** 64 bits that name a source. */
export interface SourceKey {
  readonly keyLow: number;
  readonly keyHigh: number;
}

/**
 * Something that makes connections: a step, a timer, a program that works in bursts.
 *
 * Each is a function of seed, source and epoch, so any epoch can be made alone and in any order.
 */
export interface Source {
  /** Exactly what {@link emit} would add, without making it. */
  count(epoch: number, tally: FlowTally): void;
  /** Adds the connections that begin in an epoch, in any order. */
  emit(epoch: number, sink: ConnectionSink): void;
}
