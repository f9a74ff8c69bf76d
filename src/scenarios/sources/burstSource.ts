import { keyed32, scale32 } from '../../random/keyed32.js';
import { keyedValue, type Quantiles, quantiles } from '../../random/quantiles.js';
import type { RandomSource } from '../../random/randomSource.js';
import type { Activity } from './activity.js';
import { connectionKeyHigh, connectionKeyLow } from './connectionKey.js';
import { type ConnectionSink, EPOCH_MICROSECONDS, type FlowTally, type Source } from './source.js';

/** One kind of connection within a burst. */
export interface BurstMember {
  /** One of these is taken, anew for each burst: the sites that a browser visits. */
  readonly flows: readonly number[];
  /** Microseconds after the member before it, or after the burst's start. */
  readonly gap: Quantiles;
  /** How many of them in a row. */
  readonly repeat?: Quantiles;
}

export interface Burst {
  readonly members: readonly BurstMember[];
  /** Mean number of bursts per hour. */
  readonly perHour: number;
  /** By how much more or less than the mean goes on in an epoch; absent: always the mean. */
  readonly activity?: Activity;
  /** Bursts happen from here on, */
  readonly from: number;
  /** and end before here, microseconds since 1970-01-01 UTC. */
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
  /** Mean number of bursts. */
  readonly perEpoch: number;
  /** From the start of a burst to its last connection at the most, microseconds. */
  readonly longest: number;

  constructor(
    { keyLow, keyHigh }: RandomSource,
    readonly burst: Burst,
  ) {
    this.keyLow = keyLow;
    this.keyHigh = keyHigh;
    this.perEpoch = (burst.perHour * EPOCH_MICROSECONDS) / 3_600_000_000;
    if (this.perEpoch >= MOST_BURSTS)
      throw new RangeError(`expected fewer than ${MOST_BURSTS} bursts per epoch, received ${this.perEpoch}`);
    this.longest = burst.members.reduce((sum, { gap, repeat }) => sum + gap.values.at(-1)! * (repeat?.values.at(-1) ?? 1), 0);
    if (this.longest >= EPOCH_MICROSECONDS) throw new RangeError('a burst must be shorter than an epoch');
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
    const { keyLow, keyHigh, perEpoch, burst } = this;
    const busy = burst.activity?.at(epoch) ?? 1;
    const mean = perEpoch * busy * (keyedValue(SPREAD, keyLow, keyHigh, epoch, SHARE) / 1000);
    return Math.min(MOST_BURSTS - 1, Math.floor(mean + keyed32(keyLow, keyHigh, epoch, COUNT) / 4_294_967_296));
  }

  #visit(epoch: number, act: (at: number, flow: number, burst: number, inBurst: number) => void): void {
    const { keyLow, keyHigh, longest } = this;
    const { members, from, to } = this.burst;
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
          const { flows, gap, repeat } = members[m]!;
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
