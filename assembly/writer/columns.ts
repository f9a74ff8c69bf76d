import { COLUMNS } from './memory';

/** Columns of the records of both sensors, as `SysmonRecords` and `FalconRecords` have them; the host has the same list. */
export const SYSMON_FLOW: i32 = 0;
export const SYSMON_SIDE: i32 = 1;
export const FALCON_FLOW: i32 = 10;

/** Where column `n` begins. */
@inline
function columnAt(n: i32): i32 {
  return load<i32>(COLUMNS + (n << 2));
}

@inline
export function numberOf(column: i32, record: i32): f64 {
  return load<f64>(columnAt(column) + (record << 3));
}

@inline
export function wordOf(column: i32, record: i32): u32 {
  return load<u32>(columnAt(column) + (record << 2));
}

@inline
export function halfOf(column: i32, record: i32): u32 {
  return load<u16>(columnAt(column) + (record << 1));
}

@inline
export function byteOf(column: i32, record: i32): u32 {
  return load<u8>(columnAt(column) + record);
}
