import { deliveryLag } from '../../generators/crowdstrike/deliveryLag.js';
import { canShift, type FalconRecords, type SysmonRecords } from '../../generators/index.js';
import { FAULT_KINDS } from '../../model/faultKind.js';
import { keyed32 } from '../../random/keyed32.js';
import type { Plan, PlannedFault } from '../../scenarios/plan.js';
import type { Sensor } from '../formats.js';
import type { Model } from '../model.js';
import { catchingUp, caughtUp } from './catchingUp.js';

/** One arrival of a record, or that it never arrives. */
export interface Arrival {
  /** Microseconds since 1970-01-01 UTC, true time; of one that is lost: when it would have arrived. */
  readonly received: number;
  readonly lost: boolean;
  readonly shifted: boolean;
  /** What it says of its arrival itself: the cloud's receipt, in a Falcon event. */
  readonly told: number;
  /** Faults that have met it, by their positions in the plan, rising. */
  readonly faults: readonly number[];
}

/** A record on its way. */
interface Traveller {
  readonly sensor: Sensor;
  readonly host: number;
  readonly flow: number;
  /** 0: the initiator's, 1: the responder's; 2: Falcon's. */
  readonly side: number;
  readonly keyLow: number;
  readonly keyHigh: number;
  /** When it would arrive without faults. */
  readonly arrival: number;
  /** When the host's wall clock was read for it, true time. */
  readonly clockRead: number;
}

/** Purposes of what is drawn. */
const SHARE = 1;
const DELAY = 2;

const OF_FALCON = 2;

/** A fault with its position in the plan, and the flows that it concerns, where it does not concern all. */
interface Stage {
  readonly fault: PlannedFault;
  readonly n: number;
  readonly flows?: Uint8Array;
}

/**
 * What becomes of records between their sensors and the collector.
 *
 * A record goes through the faults in the order of its way, whatever their order in the story: the host's clock, the host's reach, losses,
 * repeats, overtaking, the collector, the forwarder's fields. Each asks the record alone, so that a fault more changes only what it concerns.
 */
export class Journeys {
  readonly #stages: ReadonlyMap<PlannedFault['kind'], readonly Stage[]>;
  /** In the order of time. */
  readonly #outages: readonly Stage[];
  readonly #shiftable = new Map<number, boolean>();
  /** How long a host is out of reach for its records, by fault and host. */
  readonly #offline = new Map<string, number>();
  /** When the connection of a flow began whose event has a pinned time of receipt. */
  readonly #pinned: ReadonlyMap<number, number>;

  constructor(
    private readonly plan: Plan,
    private readonly model: Model,
  ) {
    const stages = plan.faults.map((fault, n): Stage => {
      const flows = fault.steps && flowsOf(plan, fault.steps);
      return { fault, n, ...(flows && { flows }) };
    });
    this.#stages = new Map(FAULT_KINDS.map((kind) => [kind, stages.filter(({ fault }) => fault.kind === kind)]));
    this.#outages = this.#stages.get('outage')!.toSorted((a, b) => a.fault.from - b.fault.from || a.n - b.n);
    this.#pinned = new Map(
      plan.pins.flatMap(({ flow, at, initiator }) => (initiator?.timestamp === undefined ? [] : [[flow, at]])),
    );
  }

  ofSysmon(records: SysmonRecords, i: number): readonly Arrival[] {
    const { facts, states } = this.model;
    const [flow, side, arrival] = [records.flow[i]!, records.side[i]!, records.arrival[i]!];
    const host = (side === 0 ? facts.initiatorSysmon : facts.responderSysmon)[flow]!;
    const clockRead = arrival - states[host]!.forwarding;
    return this.#of({ sensor: 'sysmon', host, flow, side, ...keysOf(records, i), arrival, clockRead });
  }

  ofFalcon(records: FalconRecords, i: number): readonly Arrival[] {
    const [flow, arrival] = [records.flow[i]!, records.arrival[i]!];
    const keys = keysOf(records, i);
    const clockRead = this.#pinned.get(flow) ?? arrival - deliveryLag(keys.keyLow, keys.keyHigh);
    const host = this.model.facts.falcon[flow]!;
    return this.#of({ sensor: 'falcon', host, flow, side: OF_FALCON, ...keys, arrival, clockRead });
  }

  #of(record: Traveller): readonly Arrival[] {
    const met: number[] = [];
    const meet = (kind: PlannedFault['kind'], concerns = (stage: Stage) => this.#concerns(stage, record)) =>
      this.#stages.get(kind)!.filter((stage) => {
        const isMet = concerns(stage);
        if (isMet) met.push(stage.n);
        return isMet;
      });
    meet('clockJump', ({ fault }) => this.#clockWasSet(fault, record));
    let { arrival: received, arrival: told } = record;
    for (const stage of meet('late')) {
      const by = this.#lateBy(stage.fault, record);
      received += by;
      // A pinned receipt stays what the story says.
      if (stage.fault.offline && record.sensor === 'falcon' && !this.#pinned.has(record.flow)) told += by;
    }
    const lost = meet('lost').length > 0;
    const shifted = meet('shiftFields', (stage) => this.#concerns(stage, record) && this.#canShift(record)).length > 0;
    const one = { told, shifted };
    if (lost) return [{ ...one, received, lost, faults: rising(met) }];
    const repeats = meet('duplicate').map(({ fault }) => drawn(fault, record));
    return [0, ...repeats].map((after, copy) => this.#delivered(record, received + after, copy, [...met], one));
  }

  /** The rest of the way, which each copy goes for itself. @param copy - 0: the record itself. */
  #delivered(record: Traveller, sent: number, copy: number, met: number[], one: Pick<Arrival, 'told' | 'shifted'>): Arrival {
    let received = sent;
    for (const stage of this.#stages.get('reorder')!) {
      if (!this.#concerns(stage, record)) continue;
      received += drawn(stage.fault, record, copy);
      met.push(stage.n);
    }
    // What one outage puts off, the next may put off again.
    for (const stage of this.#outages) {
      const { fault, n } = stage;
      if (received < fault.from || !this.#isHis(stage, record)) continue;
      if (fault.drops) {
        if (received >= fault.to) continue;
        met.push(n);
        return { ...one, received, lost: true, faults: rising(met) };
      }
      const host = this.plan.world.machines[record.host]!.host.id;
      const until = catchingUp(fault, record.sensor === 'falcon' ? undefined : host);
      if (received >= until) continue;
      met.push(n);
      received = caughtUp(fault, until, received);
    }
    return { ...one, received, lost: false, faults: rising(met) };
  }

  #isHis({ fault, flows }: Stage, { host, sensor, flow }: Traveller): boolean {
    return (fault.hosts?.has(host) ?? true) && fault.sensors.includes(sensor) && (flows?.[flow] ?? 1) === 1;
  }

  #concerns(stage: Stage, record: Traveller): boolean {
    const { fault } = stage;
    const { arrival } = record;
    if (arrival < fault.from || arrival >= fault.to || !this.#isHis(stage, record)) return false;
    return fault.share >= 2 ** 32 || word(fault, record, SHARE) < fault.share;
  }

  /** What is read from the wall clock: the times of the record, and for Sysmon when its process started, which ProcessGuid says. */
  #clockWasSet(fault: PlannedFault, { host, sensor, flow, side, arrival, clockRead }: Traveller): boolean {
    if (!fault.hosts!.has(host)) return false;
    const isSet = (at: number) => at >= fault.from && at < fault.to;
    if (sensor === 'falcon') return isSet(clockRead);
    const { initiator, responder } = this.plan.flows.at(flow)!;
    // A shipper on the host notes by the same clock when it has read the record.
    return isSet(clockRead) || isSet(arrival) || isSet((side === 0 ? initiator : responder).process!.startedAt);
  }

  #lateBy(fault: PlannedFault, record: Traveller): number {
    if (!fault.offline) return drawn(fault, record);
    const { id } = this.plan.world.machines[record.host]!.host;
    const key = `${fault.key} ${id}`;
    let by = this.#offline.get(key);
    if (by === undefined) {
      const { keyLow, keyHigh } = fault.random.fork(id);
      by = fault.delay!(keyed32(keyLow, keyHigh, 0, DELAY));
      this.#offline.set(key, by);
    }
    return by;
  }

  #canShift({ flow, side }: Traveller): boolean {
    const number = flow * 2 + side;
    let can = this.#shiftable.get(number);
    if (can === undefined) {
      can = canShift(this.plan.flows.at(flow)!, side === 0 ? 'initiator' : 'responder');
      this.#shiftable.set(number, can);
    }
    return can;
  }
}

const keysOf = ({ keyLow, keyHigh }: SysmonRecords | FalconRecords, i: number) => ({ keyLow: keyLow[i]!, keyHigh: keyHigh[i]! });

/** @param copy - Of the same record. */
const word = ({ random }: PlannedFault, { keyLow, keyHigh, side }: Traveller, purpose: number, copy = 0): number =>
  keyed32(random.keyLow ^ keyLow, random.keyHigh ^ keyHigh, side, purpose + 4 * copy);

const drawn = (fault: PlannedFault, record: Traveller, copy = 0): number => fault.delay!(word(fault, record, DELAY, copy));

const rising = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);

/** 1 for each flow of some steps, or of what stands in blocks of these names. */
function flowsOf({ flows }: Plan, labels: readonly string[]): Uint8Array {
  const isOf = new Uint8Array(flows.length);
  for (const { index, meaning, background } of flows)
    isOf[index] = Number(!background && labels.some((label) => meaning.step === label || meaning.step.startsWith(`${label}/`)));
  return isOf;
}
