import { whole32 } from '../shared/whole32';
import { burstyCount } from './burstyCount';
import { ARRIVAL, CREATED, HOST, ofSysmon, RECORD_ID, SEEN, TENTH, UTC } from './columns';
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
  OTHER_EVENTS,
  STAMPED_OUTSIDE,
  START_COUNT,
  STARTS,
} from './host';
import { hosts, special } from './memory';
import { place, tenth, written } from './writers';

const MILLION: f64 = 1_000_000;

/**
 * Gives Sysmon records their ids and times.
 *
 * @returns How many records were left to the outside; their positions are in `special`.
 */
export function stamp(from: i32, to: i32): i32 {
  const hostColumn = ofSysmon(HOST);
  const seenColumn = ofSysmon(SEEN);
  const idColumn = ofSysmon(RECORD_ID);
  const createdColumn = ofSysmon(CREATED);
  const tenthColumn = ofSysmon(TENTH);
  const utcColumn = ofSysmon(UTC);
  const arrivalColumn = ofSysmon(ARRIVAL);
  let left = 0;
  for (let i = from; i < to; i += 1) {
    const host = hosts + load<i32>(hostColumn + (i << 2)) * HOST_SIZE;
    if (load<f64>(host, STAMPED_OUTSIDE) != 0) {
      store<u32>(special + (left << 2), i);
      left += 1;
      continue;
    }
    const seen = load<f64>(seenColumn + (i << 3));
    place(host, seen);
    const others = burstyCount(host + OTHER_EVENTS, max<f64>(0, written - load<f64>(host, BOOT_AT)));
    const id = idColumn + (i << 3);
    store<f64>(id, load<f64>(id) + load<f64>(host, FIRST_RECORD) + others + startedBy(host, written));
    // Tenths of a microsecond since the clock's own beginning: as a number of 1970 they would pass 2^53.
    const since = load<f64>(host, CLOCK_SINCE);
    const drift = load<f64>(host, CLOCK_DRIFT);
    const tenths = (written - since) * 10 + tenth;
    let created = tenths + load<f64>(host, CLOCK_WALL) * 10 + Math.floor((tenths * drift) / MILLION);
    // Linux tells microseconds. Rounded behind the drift, which would bring the tenths back.
    if (load<f64>(host, IS_LINUX) != 0) created = Math.floor(created / 10 + 0.5) * 10;
    const micros = Math.floor(created / 10);
    store<f64>(createdColumn + (i << 3), since + micros);
    store<u8>(tenthColumn + i, <u8>whole32(Math.floor(created - micros * 10)));
    store<f64>(utcColumn + (i << 3), seen + load<f64>(host, CLOCK_TRACE) + Math.floor(((seen - since) * drift) / MILLION));
    store<f64>(arrivalColumn + (i << 3), written + load<f64>(host, FORWARDING));
  }
  return left;
}

/** Starts of the story's processes that are recorded by then: few, and the run is mostly behind all of them. */
@inline
function startedBy(host: i32, moment: f64): f64 {
  let count = load<f64>(host, START_COUNT);
  for (let last = <i32>load<f64>(host, STARTS) + (<i32>count << 3) - 8; count > 0 && load<f64>(last) > moment; last -= 8) count -= 1;
  return count;
}
