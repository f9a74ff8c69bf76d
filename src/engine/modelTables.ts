import type { Quantiles } from '../random/quantiles.js';
import { Activity } from '../scenarios/sources/activity.js';
import { BurstSource, type Rhythm } from '../scenarios/sources/burstSource.js';
import type { TimerSource } from '../scenarios/sources/timerSource.js';
import type { FlowFacts } from './flowFacts.js';
import type { HostState } from './hostState.js';

/** Bytes of an entry of each table, as `assembly/model` has them. */
export interface EntrySizes {
  readonly host: number;
  /** Places within a host's entry. */
  readonly otherEvents: number;
  readonly unseenPorts: number;
  readonly flow: number;
  readonly timer: number;
  readonly activity: number;
}
/** As `assembly/model/bursts.ts`: a source up to its members, where it says which comes next, and a rhythm up to its own members. */
const BURST_SIZE = 52;
const NEXT_BURST = 48;
const RHYTHM_SIZE = 24;
const BEAT_SIZE = 8;
/** As `assembly/model/choice.ts`. */
const IDLE = 2 ** 30;
/** More than a host has. */
const RECENT_LISTS = 256;
/** As `assembly/model/quantiles.ts`. */
const FIRST_PIECES = 64;
const PIECE_SIZE = 40;

/** Writes tables into the memory of the program, one behind the other. Numbers have their places in `assembly/model`. */
export class TableWriter {
  #view: DataView;
  readonly #bytesOf: (end: number) => ArrayBuffer;
  /** Where the next table goes: a multiple of 8. */
  at: number;
  /** Distributions are the same for many: each is written once. */
  readonly #quantiles = new Map<Quantiles, number>();
  readonly #activities = new Map<Activity, number>();
  readonly #rhythms = new Map<Rhythm, number>();
  /** Habits of one host share their lists of flows, and its sources come one after the other. */
  readonly #lists = new Map<readonly number[], number>();

  /** @param reserve - Sees to it that the memory reaches so far, and gives it. */
  constructor(
    reserve: (end: number) => ArrayBuffer,
    from: number,
    private readonly sizes: EntrySizes,
  ) {
    this.#bytesOf = reserve;
    this.#view = new DataView(reserve(from));
    this.at = from;
  }

  #take(bytes: number): number {
    const at = this.at;
    this.at = Math.ceil((at + bytes) / 8) * 8;
    const memory = this.#bytesOf(this.at);
    if (this.#view.buffer !== memory) this.#view = new DataView(memory);
    return at;
  }

  #numbers(at: number, values: readonly number[]): void {
    for (const [n, value] of values.entries()) this.#view.setFloat64(at + n * 8, value, true);
  }

  #words(at: number, values: ArrayLike<number>): void {
    for (let n = 0; n < values.length; n += 1) this.#view.setInt32(at + n * 4, values[n]!, true);
  }

  #list(numbers: ArrayLike<number>): number {
    const at = this.#take(numbers.length * 8);
    this.#numbers(at, Array.from(numbers));
    return at;
  }

  /** @param outside - Whether its ports, and whether its records are seen to outside the program. */
  hosts(states: readonly HostState[], outside: (host: number) => { readonly stamped: boolean; readonly ports: boolean }): number {
    const at = this.#take(states.length * this.sizes.host);
    for (const [n, { stamps, portNumbers, starts }] of states.entries()) {
      const { held, numbers } = portNumbers;
      const heldAt = this.#list(held);
      const startsAt = this.#list(starts);
      const host = at + n * this.sizes.host;
      const { stamped, ports } = outside(n);
      const [first, count, base, ...unseen] = numbers;
      this.#numbers(host, [
        ...stamps.clocks, first!, count!, heldAt, held.length, base!, Number(stamped), Number(ports), startsAt, starts.length,
      ]); // biome-ignore format: a list
      this.#numbers(host + this.sizes.otherEvents, stamps.others);
      this.#numbers(host + this.sizes.unseenPorts, unseen);
    }
    return at;
  }

  /** @param immediate - Whether the responder sees a flow's connections at once. */
  flows(facts: FlowFacts, immediate: (flow: number) => boolean): number {
    const count = facts.falcon.length;
    const at = this.#take(count * this.sizes.flow);
    const { portCounter, initiatorSysmon, responderSysmon, falcon } = facts;
    const ports = facts.sourcePorts.map((port) => [
      port.kind === 'fixed' ? port.port : -1,
      ...(port.kind === 'drawn' ? [port.first, port.count] : [0, 0]),
    ]);
    for (let flow = 0; flow < count; flow += 1) {
      const [fixed, first, drawn] = ports[facts.sourcePort[flow]!]!;
      this.#words(at + flow * this.sizes.flow, [
        portCounter[flow]!, fixed!, first!, drawn!, initiatorSysmon[flow]!, responderSysmon[flow]!, falcon[flow]!, Number(immediate(flow)),
      ]); // biome-ignore format: a list
    }
    return at;
  }

  /** @returns Where a distribution stands. */
  distribution(quantiles: Quantiles): number {
    const known = this.#quantiles.get(quantiles);
    if (known !== undefined) return known;
    const { shares, values } = quantiles;
    const pieces = shares.slice(1).map((until, n) => {
      const [from, value] = [shares[n]!, values[n]!];
      return [from, until, until - from, value, values[n + 1]! - value];
    });
    const at = this.#take(FIRST_PIECES + pieces.length * PIECE_SIZE);
    for (let n = 0; n < FIRST_PIECES; n += 1)
      this.#view.setUint8(
        at + n,
        Math.min(
          pieces.findIndex(([, until]) => until! > (n * 2 ** 32) / FIRST_PIECES),
          255,
        ),
      );
    this.#numbers(at + FIRST_PIECES, pieces.flat());
    this.#quantiles.set(quantiles, at);
    return at;
  }

  #activity(activity: Activity): number {
    const known = this.#activities.get(activity);
    if (known !== undefined) return known;
    const { presence, curve, host } = activity;
    const halfHour = curve.varies ? this.distribution(Activity.halfHour) : 0;
    const at = this.#take(this.sizes.activity);
    this.#words(at, [presence.keyLow, presence.keyHigh, presence.ahead, 0, activity.keyLow, activity.keyHigh]);
    this.#numbers(at + 24, [host, curve.here, curve.coming, curve.away]);
    this.#words(at + 56, [halfHour, NO_EPOCH]);
    this.#activities.set(activity, at);
    return at;
  }

  /**
   * Those of which nothing is left have no entry; the others say where the next one is.
   *
   * @param all - Made when asked for, so that no more than one of a large office is there at a time.
   * @returns Where the first one stands; 0 where there is none.
   */
  bursts(all: Iterable<BurstSource>, facts: FlowFacts): number {
    let first = 0;
    let before = 0;
    for (const source of all) {
      const count = tracedMembers(source, facts);
      if (count === 0) continue;
      const at = this.#burst(source, count, facts);
      if (before === 0) first = at;
      else this.#words(before + NEXT_BURST, [at]);
      before = at;
    }
    return first;
  }

  #burst({ keyLow, keyHigh, rhythm, flows, activity, span }: BurstSource, count: number, facts: FlowFacts): number {
    const choices = Array.from({ length: count }, (_, m) => this.#choice(flows[m]!, facts));
    const busy = activity ? this.#activity(activity) : 0;
    const rhythmAt = this.#rhythm(rhythm);
    const at = this.#take(BURST_SIZE + choices.length * 4);
    this.#words(at, [keyLow, keyHigh]);
    this.#numbers(at + 8, [span.from, span.to]);
    this.#words(at + 24, [busy, rhythmAt, count, NO_EPOCH, 0, NO_EPOCH, 0, ...choices]);
    return at;
  }

  #rhythm(rhythm: Rhythm): number {
    const known = this.#rhythms.get(rhythm);
    if (known !== undefined) return known;
    const { members, perEpoch, longest } = rhythm;
    const most = members.reduce((sum, { repeat }) => sum + (repeat?.values.at(-1) ?? 1), 0);
    const beats = members.flatMap(({ gap, repeat }) => [this.distribution(gap), repeat ? this.distribution(repeat) : 0]);
    const spread = this.distribution(BurstSource.spread);
    const at = this.#take(RHYTHM_SIZE + members.length * BEAT_SIZE);
    this.#numbers(at, [perEpoch, longest]);
    this.#words(at + 16, [Math.ceil(most), spread, ...beats]);
    this.#rhythms.set(rhythm, at);
    return at;
  }

  /** From which flows one is taken, as `assembly/model/choice.ts` has it. */
  #choice(flows: readonly number[], facts: FlowFacts): number {
    const marked = (flow: number) => (leavesNoTrace(flow, facts) ? flow + IDLE : flow);
    if (flows.length === 1) return marked(flows[0]!);
    const known = this.#lists.get(flows);
    if (known !== undefined) return -known;
    const at = this.#take(4 + flows.length * 4);
    this.#words(at, [flows.length * 2 + Number(countAlike(flows, facts)), ...flows.map(marked)]);
    if (this.#lists.size === RECENT_LISTS) this.#lists.clear();
    this.#lists.set(flows, at);
    return -at;
  }

  timers(sources: readonly TimerSource[]): number {
    const at = this.#take(sources.length * this.sizes.timer);
    for (const [n, { keyLow, keyHigh, phase, timer }] of sources.entries()) {
      const source = at + n * this.sizes.timer;
      this.#words(source, [keyLow, keyHigh, timer.flow]);
      this.#numbers(source + 16, [timer.period, phase, timer.jitter, timer.from, timer.to]);
    }
    return at;
  }
}

function leavesNoTrace(flow: number, { portCounter, initiatorSysmon, responderSysmon, falcon }: FlowFacts): boolean {
  return [portCounter, initiatorSysmon, responderSysmon, falcon].every((hosts) => hosts[flow]! < 0);
}

/** How many members of a burst there are up to the last one that may leave a trace: when the others are, nobody asks. */
const tracedMembers = ({ flows }: BurstSource, facts: FlowFacts): number =>
  flows.findLastIndex((ofMember) => ofMember.some((flow) => !leavesNoTrace(flow, facts))) + 1;

const NO_EPOCH = -(2 ** 31);

/** Whether connections of any of these flows count for the same hosts. */
function countAlike(flows: readonly number[], facts: FlowFacts): boolean {
  const columns = [facts.portCounter, facts.initiatorSysmon, facts.responderSysmon, facts.falcon];
  return columns.every((column) => flows.every((flow) => column[flow] === column[flows[0]!]));
}
