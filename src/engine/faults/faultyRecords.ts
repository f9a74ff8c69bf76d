import { createColumns } from '../../generators/columns.js';
import { type FalconRecords, falconColumns, type SysmonRecords, sysmonColumns } from '../../generators/index.js';

/** What faults make of a record. */
const faultColumns = {
  /** When a collector receives it, microseconds since 1970-01-01 UTC, true time; `arrival` is what it says of that itself. */
  received: Float64Array,
  /** Which faults have met it: the number of a set, 0 for none. */
  faults: Uint32Array,
  /** 1 where it never arrives; `received` then says when it would have. */
  lost: Uint8Array,
  /** 1 where its fields are shifted. */
  shifted: Uint8Array,
} as const;

export type FaultColumns = { readonly [Name in keyof typeof faultColumns]: InstanceType<(typeof faultColumns)[Name]> };

/** @param expected - How many there will probably be. */
export const createFaultySysmon = (expected?: number) => createColumns({ ...sysmonColumns, ...faultColumns }, expected);
/** @param expected - How many there will probably be. */
export const createFaultyFalcon = (expected?: number) => createColumns({ ...falconColumns, ...faultColumns }, expected);

export type FaultySysmon = ReturnType<typeof createFaultySysmon>;
export type FaultyFalcon = ReturnType<typeof createFaultyFalcon>;

const NAMES = {
  sysmon: Object.keys(sysmonColumns),
  falcon: Object.keys(falconColumns),
} as const;
const FAULT_NAMES = Object.keys(faultColumns);

type Column = Record<number, number>;
const columnsOf = (records: object) => records as Readonly<Record<string, Column>>;

/** Adds a copy of a record, without what faults make of it. @returns Its position. */
export function addCopy(
  to: FaultySysmon | FaultyFalcon,
  from: SysmonRecords | FalconRecords,
  i: number,
  sensor: keyof typeof NAMES,
): number {
  const j = to.add();
  for (const name of NAMES[sensor]) columnsOf(to)[name]![j] = columnsOf(from)[name]![i]!;
  return j;
}

/** Adds those records of a list that have not been received before a moment. */
export function addCarried<Records extends FaultySysmon | FaultyFalcon>(
  to: Records,
  from: Records,
  until: number,
  sensor: keyof typeof NAMES,
): void {
  for (let i = 0; i < from.length; i += 1) {
    if (from.received[i]! < until) continue;
    const j = addCopy(to, from, i, sensor);
    for (const name of FAULT_NAMES) columnsOf(to)[name]![j] = columnsOf(from)[name]![i]!;
  }
}
