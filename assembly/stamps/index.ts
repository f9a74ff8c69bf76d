/**
 * What a host adds to its Sysmon records: ids and times. The program that has these functions and this memory is
 * `src/engine/stamps.ts`; what the words mean is said there.
 */
export { COLUMNS, FREE, HOSTS } from './memory';
export { HOST_SIZE } from './host';
import {
  BOOT_AT,
  CLOCK_DRIFT,
  CLOCK_SINCE,
  CLOCK_TRACE,
  CLOCK_WALL,
  FIRST_RECORD,
  FORWARDING,
  HOST_SIZE,
  IS_LINUX,
} from './host';
import { COLUMNS, HOSTS } from './memory';
import { otherEvents } from './otherEvents';
import { place, tenth, written } from './writers';

/** Columns of the records: given are the host and when it saw the connection; the id is given without other events; the rest is found. */
const HOST: i32 = 0;
const SEEN: i32 = 4;
const RECORD_ID: i32 = 8;
const CREATED: i32 = 12;
const TENTH: i32 = 16;
const UTC: i32 = 20;
const ARRIVAL: i32 = 24;

const MILLION: f64 = 1_000_000;

/** Stamps so many records. */
export function stamp(count: i32): void {
  const hosts = load<i32>(HOSTS);
  const hostColumn = load<i32>(COLUMNS, HOST);
  const seenColumn = load<i32>(COLUMNS, SEEN);
  const idColumn = load<i32>(COLUMNS, RECORD_ID);
  const createdColumn = load<i32>(COLUMNS, CREATED);
  const tenthColumn = load<i32>(COLUMNS, TENTH);
  const utcColumn = load<i32>(COLUMNS, UTC);
  const arrivalColumn = load<i32>(COLUMNS, ARRIVAL);
  for (let i = 0; i < count; i += 1) {
    const host = hosts + load<i32>(hostColumn + (i << 2)) * HOST_SIZE;
    const seen = load<f64>(seenColumn + (i << 3));
    place(host, seen);
    const others = otherEvents(host, max<f64>(0, written - load<f64>(host, BOOT_AT)));
    const id = idColumn + (i << 3);
    store<f64>(id, load<f64>(id) + load<f64>(host, FIRST_RECORD) + others);
    // Tenths of a microsecond since the clock's own beginning: as a number of 1970 they would pass 2^53.
    const since = load<f64>(host, CLOCK_SINCE);
    const drift = load<f64>(host, CLOCK_DRIFT);
    const tenths = (written - since) * 10 + tenth;
    let created = tenths + load<f64>(host, CLOCK_WALL) * 10 + Math.floor((tenths * drift) / MILLION);
    // Linux tells microseconds. Rounded behind the drift, which would bring the tenths back.
    if (load<f64>(host, IS_LINUX) != 0) created = Math.floor(created / 10 + 0.5) * 10;
    const micros = Math.floor(created / 10);
    store<f64>(createdColumn + (i << 3), since + micros);
    store<u8>(tenthColumn + i, <u8>(created - micros * 10));
    store<f64>(utcColumn + (i << 3), seen + load<f64>(host, CLOCK_TRACE) + Math.floor(((seen - since) * drift) / MILLION));
    store<f64>(arrivalColumn + (i << 3), written + load<f64>(host, FORWARDING));
  }
}
