import { createSlices, type PreparedRun, type Slice } from '../../src/engine/index.js';
import type { Flow } from '../../src/model/flow.js';
import type { Host } from '../../src/model/host.js';

/** One arrival of a record at the collector, or that it was lost; as the slices of a run have it. */
export interface Arriving {
  readonly sensor: 'sysmon' | 'falcon';
  /** Names the record among all of a run. */
  readonly key: string;
  readonly flow: Flow;
  readonly host: Host;
  /** Slice in which it is. */
  readonly epoch: number;
  /** When it arrives, and what it says of that itself. Microseconds. */
  readonly received: number;
  readonly told: number;
  readonly lost: boolean;
  readonly shifted: boolean;
  /** Labels of the faults that have met it. */
  readonly faults: readonly string[];
}

/** All that arrives in a run, in the order of its slices and of each sensor, and what is lost behind it. */
export function arrivalsOf({ plan, pins }: PreparedRun): Arriving[] {
  const slices = createSlices(plan, pins);
  const found: Arriving[] = [];
  for (let { first: epoch } = slices; epoch <= slices.last; epoch += 1) {
    const slice = slices.slice(epoch);
    const add = (sensor: 'sysmon' | 'falcon', i: number, lost: boolean) => {
      const records = slice[sensor];
      const flow = plan.flows.at(records.flow[i]!)!;
      const side = sensor === 'falcon' ? 2 : slice.sysmon.side[i]!;
      const faults = slice.faults?.[sensor];
      found.push({
        sensor,
        key: `${records.keyHigh[i]} ${records.keyLow[i]} ${side}`,
        flow,
        host: (side === 1 ? flow.responder : flow.initiator).host!,
        epoch,
        received: faults?.received[i] ?? records.arrival[i]!,
        told: records.arrival[i]!,
        lost,
        shifted: faults?.shifted[i] === 1,
        faults: namesOf(plan, slice, faults?.faults[i] ?? 0),
      });
    };
    for (const i of slice.sysmonOrder) add('sysmon', i, false);
    for (const i of slice.falconOrder) add('falcon', i, false);
    for (const i of slice.faults?.sysmonLost ?? []) add('sysmon', i, true);
    for (const i of slice.faults?.falconLost ?? []) add('falcon', i, true);
  }
  return found;
}

const namesOf = ({ faults }: PreparedRun['plan'], slice: Slice, set: number) =>
  (slice.faults?.sets[set] ?? []).map((n) => faults[n]!.id);
