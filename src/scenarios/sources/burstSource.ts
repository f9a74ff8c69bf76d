import { keyed32, scale32 } from '../../random/keyed32.js';
import { keyedValue, type Quantiles, quantiles } from '../../random/quantiles.js';
import type { Activity } from './activity.js';
import { connectionKeyHigh, connectionKeyLow } from './connectionKey.js';
import { type ConnectionSink, EPOCH_MICROSECONDS, type FlowTally, type Source, type SourceKey } from './source.js';

/** One kind of connection within a burst. */
export interface BurstMember {
  /** Microseconds after the member before it, or after the burst's start. */
  readonly gap: Quantiles;
  /** How many of them in a row. */
  readonly repeat?: Quantiles;
}

/** What bursts of one habit have in common, whoever has it: one object for all of a large office. */
export interface Rhythm {
  readonly members: readonly BurstMember[];
  /** Mean number of bursts in an epoch. */
  readonly perEpoch: number;
  /** From the start of a burst to its last connection at the most, microseconds. */
  readonly longest: number;
}

/** @param perHour - Mean number of bursts. @throws RangeError where an epoch is too short for a burst, or for so many of them. */
export function rhythm(members: readonly BurstMember[], perHour: number): Rhythm {
  const perEpoch = (perHour * EPOCH_MICROSECONDS) / 3_600_000_000;
  if (perEpoch >= MOST_BURSTS) throw new RangeError(`expected fewer than ${MOST_BURSTS} bursts per epoch, received ${perEpoch}`);
  const longest = members.reduce((sum, { gap, repeat }) => sum + gap.values.at(-1)! * (repeat?.values.at(-1) ?? 1), 0);
  if (longest >= EPOCH_MICROSECONDS) throw new RangeError('a burst must be shorter than an epoch');
  return { members, perEpoch, longest };
}

/** Bursts happen from here on, and end before there, microseconds since 1970-01-01 UTC. */
export interface BurstSpan {
  readonly from: number;
  readonly to: number;
}

const COUNT = 1;
const START = 2;
const FLOW = 3;
const REPEAT = 4;
const GAP = 5;
const SHARE = 6;
/** Work comes in lumps: bursts of one program in one epoch, in thousandths of what is to be expected; their mean is 1,000. */
const SPREAD = quantiles([0, 0], [0.3, 300], [0.6, 850], [0.85, 1800], [0.97, 3600], [1, 4800]);
/** Bursts of one epoch at the most. */
const MOST_BURSTS = 4_096;

/**
 * A program that does nothing for a while and then opens several connections at once, as nearly all programs do. A class, since a large
 * office has hundreds of thousands.
 *
 * Which bursts begin in an epoch follows from the epoch alone; their connections belong to the epoch in which each of them begins, so
 * the last bursts of the epoch before are looked through too.
 */
export class BurstSource implements Source {
  static readonly spread: Quantiles = SPREAD;
  readonly keyLow: number;
  readonly keyHigh: number;

  /**
   * @param flows - Of each member; one of these is taken, anew for each burst: the sites that a browser visits.
   * @param activity - By how much more or less than the mean goes on in an epoch; absent: always the mean.
   */
  constructor(
    { keyLow, keyHigh }: SourceKey,
    readonly rhythm: Rhythm,
    readonly flows: readonly (readonly number[])[],
    readonly span: BurstSpan,
    readonly activity?: Activity,
  ) {
    // The same bits as small integers, which take no memory of their own.
    this.keyLow = keyLow | 0;
    this.keyHigh = keyHigh | 0;
  }

  count(epoch: number, tally: FlowTally): void {
    this.#visit(epoch, (_, flow) => tally(flow, 1));
  }

  emit(epoch: number, sink: ConnectionSink): void {
    const { keyLow, keyHigh } = this;
    this.#visit(epoch, (at, flow, n, m) =>
      sink.add(at, flow, connectionKeyLow(keyLow, keyHigh, n, m), connectionKeyHigh(keyLow, keyHigh, n, m)),
    );
  }

  #burstsIn(epoch: number): number {
    const { keyLow, keyHigh, rhythm, activity } = this;
    const busy = activity?.at(epoch) ?? 1;
    const mean = rhythm.perEpoch * busy * (keyedValue(SPREAD, keyLow, keyHigh, epoch, SHARE) / 1000);
    return Math.min(MOST_BURSTS - 1, Math.floor(mean + keyed32(keyLow, keyHigh, epoch, COUNT) / 4_294_967_296));
  }

  #visit(epoch: number, act: (at: number, flow: number, burst: number, inBurst: number) => void): void {
    const { keyLow, keyHigh } = this;
    const { members, longest } = this.rhythm;
    const { from, to } = this.span;
    const start = Math.max(from, epoch * EPOCH_MICROSECONDS);
    const end = Math.min(to, (epoch + 1) * EPOCH_MICROSECONDS);
    if (start >= end) return;
    for (let owner = epoch - 1; owner <= epoch; owner += 1) {
      const bursts = this.#burstsIn(owner);
      for (let burst = 0; burst < bursts; burst += 1) {
        // The product wraps once in 2^20 epochs, ten years: no run is that long.
        const name = Math.imul(owner, MOST_BURSTS) + burst;
        let at = owner * EPOCH_MICROSECONDS + scale32(keyed32(keyLow, keyHigh, name, START), EPOCH_MICROSECONDS);
        if (at >= end || at + longest < start) continue;
        let inBurst = 0;
        for (let m = 0; m < members.length; m += 1) {
          const { gap, repeat } = members[m]!;
          const flows = this.flows[m]!;
          const flow = flows[flows.length === 1 ? 0 : scale32(keyed32(keyLow, keyHigh, name, FLOW + m * 8), flows.length)]!;
          const times = repeat ? keyedValue(repeat, keyLow, keyHigh, name, REPEAT + m * 8) : 1;
          for (let i = 0; i < times; i += 1) {
            at += keyedValue(gap, keyLow, keyHigh, name, GAP + (inBurst + 1) * 64);
            if (at >= start && at < end) act(at, flow, name, inBurst);
            inBurst += 1;
          }
        }
      }
    }
  }
}
