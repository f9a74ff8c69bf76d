import type { Plan } from '../scenarios/plan.js';
import type { FlowFacts } from './flowFacts.js';
import { receivedOf, type Slice, type SliceFaults } from './slices.js';

/** Records of a slice, by whom and by what; what has none is left out. */
export interface TallyCounts {
  /** Of the sensors: two formats of one record count once. */
  readonly records: number;
  /** [position of the host in the world, records] */
  readonly hosts: readonly (readonly [number, number])[];
  /** [position in {@link stepsOf}, records] */
  readonly steps: readonly (readonly [number, number])[];
  /** [position in {@link faultsOf}, records that it has met, those that it has lost too] */
  readonly faults?: readonly (readonly [number, number])[];
  /** Arrival of the first and last record, microseconds since 1970-01-01 UTC. */
  readonly range?: readonly [number, number];
}

/** What all that is no story counts as. */
export const BACKGROUND = 'background';

/** The steps of a plan that have flows, in the order of these; the background counts as {@link BACKGROUND}. */
export function stepsOf({ flows }: Plan): string[] {
  const steps = new Set<string>();
  for (const { meaning } of flows) steps.add(meaning.step);
  return [...steps];
}

/** The faults of a plan as labels call them, in its order; rounds of a block are one. */
export function faultsOf({ faults }: Plan): string[] {
  return [...new Set(faults.map(({ id }) => id))];
}

/** Counts the records of slices. A class, since its fields are on the path per event. */
export class SliceTally {
  readonly #stepOf: Uint32Array;
  readonly #steps: Uint32Array;
  readonly #hosts: Uint32Array;
  /** Which of {@link faultsOf} each fault of the plan is. */
  readonly #faultOf: readonly number[];

  constructor(
    plan: Plan,
    private readonly facts: FlowFacts,
  ) {
    const numbers = new Map(stepsOf(plan).map((step, n) => [step, n]));
    this.#stepOf = new Uint32Array(plan.flows.length);
    for (const { index, meaning } of plan.flows) this.#stepOf[index] = numbers.get(meaning.step)!;
    this.#steps = new Uint32Array(numbers.size);
    this.#hosts = new Uint32Array(plan.world.machines.length);
    const faults = faultsOf(plan);
    this.#faultOf = plan.faults.map(({ id }) => faults.indexOf(id));
  }

  counted(slice: Slice): TallyCounts {
    const { sysmon, sysmonOrder, falcon, falconOrder } = slice;
    // Names of this function, not fields: there are two look-ups for each record.
    const steps = this.#steps.fill(0);
    const hosts = this.#hosts.fill(0);
    const stepOf = this.#stepOf;
    const { initiatorSysmon, responderSysmon, falcon: reporter } = this.facts;
    const { flow, side } = sysmon;
    const falconFlow = falcon.flow;
    for (let n = 0; n < sysmonOrder.length; n += 1) {
      const i = sysmonOrder[n]!;
      const of = flow[i]!;
      steps[stepOf[of]!]! += 1;
      // Without a branch, which no processor foresees.
      const isResponder = -side[i]!;
      hosts[(initiatorSysmon[of]! & ~isResponder) | (responderSysmon[of]! & isResponder)]! += 1;
    }
    for (let n = 0; n < falconOrder.length; n += 1) {
      const of = falconFlow[falconOrder[n]!]!;
      steps[stepOf[of]!]! += 1;
      hosts[reporter[of]!]! += 1;
    }
    const ends = [
      [sysmonOrder, receivedOf(slice, 'sysmon')],
      [falconOrder, receivedOf(slice, 'falcon')],
    ] as const;
    const arrivals = ends.flatMap(([order, received]) =>
      order.length > 0 ? [received[order[0]!]!, received[order.at(-1)!]!] : [],
    );
    return {
      records: sysmonOrder.length + falconOrder.length,
      hosts: counts(this.#hosts),
      steps: counts(this.#steps),
      ...(slice.faults && { faults: this.#met(slice, slice.faults) }),
      ...(arrivals.length > 0 && { range: [Math.min(...arrivals), Math.max(...arrivals)] as const }),
    };
  }

  #met({ sysmonOrder, falconOrder }: Slice, { sets, sysmon, falcon, sysmonLost, falconLost }: SliceFaults): [number, number][] {
    const met = new Uint32Array(this.#faultOf.length);
    for (const [order, { faults }] of [
      [sysmonOrder, sysmon],
      [sysmonLost, sysmon],
      [falconOrder, falcon],
      [falconLost, falcon],
    ] as const)
      for (const i of order) for (const fault of new Set(sets[faults[i]!]!.map((n) => this.#faultOf[n]!))) met[fault]! += 1;
    return counts(met);
  }
}

function counts(list: Uint32Array): [number, number][] {
  const found: [number, number][] = [];
  list.forEach((count, n) => {
    if (count > 0) found.push([n, count]);
  });
  return found;
}
