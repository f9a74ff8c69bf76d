import { keyed32, scale32 } from '../../random/keyed32.js';
import { connectionKeyHigh, connectionKeyLow } from './connectionKey.js';
import { type ConnectionSink, EPOCH_MICROSECONDS, type FlowTally, type Source, type SourceKey } from './source.js';

export interface Timer {
  readonly flow: number;
  /** Microseconds from one tick to the next. */
  readonly period: number;
  /** Microseconds by which a tick is late at the most; below half the period. */
  readonly jitter: number;
  /** Ticks happen from here on, */
  readonly from: number;
  /** up to here (exclusive), microseconds since 1970-01-01 UTC. */
  readonly to: number;
}

const PHASE = 1;
const JITTER = 2;

/** A program that acts by the clock: every tick is one connection. A class, since a large office has tens of thousands. */
export class TimerSource implements Source {
  readonly keyLow: number;
  readonly keyHigh: number;
  readonly phase: number;

  constructor(
    { keyLow, keyHigh }: SourceKey,
    readonly timer: Timer,
  ) {
    this.keyLow = keyLow;
    this.keyHigh = keyHigh;
    this.phase = scale32(keyed32(keyLow, keyHigh, 0, PHASE), timer.period);
  }

  count(epoch: number, tally: FlowTally): void {
    let count = 0;
    this.#visit(epoch, () => {
      count += 1;
    });
    if (count > 0) tally(this.timer.flow, count);
  }

  emit(epoch: number, sink: ConnectionSink): void {
    const { keyLow, keyHigh, timer } = this;
    this.#visit(epoch, (at, tick) =>
      sink.add(at, timer.flow, connectionKeyLow(keyLow, keyHigh, tick), connectionKeyHigh(keyLow, keyHigh, tick)),
    );
  }

  #visit(epoch: number, act: (at: number, tick: number) => void): void {
    const { keyLow, keyHigh, phase } = this;
    const { period, jitter, from, to } = this.timer;
    const start = Math.max(from, epoch * EPOCH_MICROSECONDS);
    const end = Math.min(to, (epoch + 1) * EPOCH_MICROSECONDS);
    for (let tick = Math.floor((start - phase - jitter) / period); tick * period + phase < end; tick += 1) {
      const at = tick * period + phase + scale32(keyed32(keyLow, keyHigh, tick, JITTER), jitter + 1);
      if (at >= start && at < end) act(at, tick);
    }
  }
}
