import { FALCON_COLUMNS, SYSMON_COLUMNS } from './memory';

/** Columns of Sysmon's records; behind those that every record has, whose it is, when the host saw the connection, and where that stands. */
export const FLOW: i32 = 0;
export const SIDE: i32 = 1;
export const KEY_LOW: i32 = 2;
export const KEY_HIGH: i32 = 3;
export const PORT: i32 = 4;
export const RECORD_ID: i32 = 5;
export const CREATED: i32 = 6;
export const TENTH: i32 = 7;
export const UTC: i32 = 8;
export const ARRIVAL: i32 = 9;
export const HOST: i32 = 10;
export const SEEN: i32 = 11;
export const CONNECTION: i32 = 12;

/** Columns of Falcon's. */
export const FALCON_FLOW: i32 = 0;
export const FALCON_KEY_LOW: i32 = 1;
export const FALCON_KEY_HIGH: i32 = 2;
export const FALCON_PORT: i32 = 3;
export const FALCON_CONTEXT: i32 = 4;
export const FALCON_ARRIVAL: i32 = 5;
/** Whose it is. */
export const FALCON_HOST: i32 = 6;

@inline
export function ofSysmon(column: i32): i32 {
  return load<i32>(SYSMON_COLUMNS + (column << 2));
}

@inline
export function ofFalcon(column: i32): i32 {
  return load<i32>(FALCON_COLUMNS + (column << 2));
}
