import { keyed32 } from '../shared/keyed32';
import { scale32 } from '../shared/scale32';
import { whole32 } from '../shared/whole32';
import { burstyCount } from './burstyCount';
import { AT, CONNECTION_SIZE, FLOW, KEY_HIGH, KEY_LOW, PORT } from './connection';
import {
  DRAWN_COUNT,
  DRAWN_FIRST,
  FALCON,
  FIXED_PORT,
  FLOW_SIZE,
  INITIATOR_SYSMON,
  PORT_COUNTER,
  RESPONDER_SYSMON,
} from './flow';
import {
  BOOT_AT,
  FIRST_PORT,
  HELD_COUNT,
  HELD_PORTS,
  HOST_SIZE,
  PORT_BASE,
  PORT_COUNT,
  PORTS_OUTSIDE,
  TCP_COUNT,
  UNSEEN_PORTS,
} from './host';
import { flows, hosts, ordered, special } from './memory';

const PORT_PURPOSE: u32 = 0x706f_7274;

/**
 * Gives connections their initiators' ports. Of hosts whose ports are found outside, the port is the count of their connections before.
 *
 * @param began - When the epoch began. @param since - Connections before this moment are counted only. @returns How many connections were left to the outside; their positions are in `special`.
 */
export function givePorts(count: i32, began: f64, since: f64): i32 {
  let left = 0;
  let connection = ordered;
  for (let i = 0; i < count; i += 1, connection += CONNECTION_SIZE) {
    const flow = flows + load<i32>(connection, FLOW) * FLOW_SIZE;
    const counter = load<i32>(flow, PORT_COUNTER);
    const isCountedOnly = began + <f64>load<u32>(connection, AT) < since;
    if (counter < 0) {
      if (isCountedOnly) continue;
      const fixed = load<i32>(flow, FIXED_PORT);
      store<i32>(connection, fixed >= 0 ? fixed : drawnPort(flow, connection), PORT);
      continue;
    }
    const host = hosts + counter * HOST_SIZE;
    const counted = load<f64>(host, TCP_COUNT);
    store<f64>(host, counted + 1, TCP_COUNT);
    // Nobody tells of it, and it takes a port all the same.
    if (isCountedOnly || isUntold(flow)) continue;
    if (load<f64>(host, PORTS_OUTSIDE) != 0) {
      store<u32>(special + (left << 2), i);
      store<u32>(connection, <u32>counted, PORT);
      left += 1;
      continue;
    }
    const sinceBoot = began + <f64>load<u32>(connection, AT) - load<f64>(host, BOOT_AT);
    const place = load<f64>(host, PORT_BASE) + burstyCount(host + UNSEEN_PORTS, Math.max(0, sinceBoot)) + counted;
    store<i32>(connection, countedPort(host, place), PORT);
  }
  return left;
}

@inline
function isUntold(flow: i32): bool {
  return load<i32>(flow, INITIATOR_SYSMON) < 0 && load<i32>(flow, RESPONDER_SYSMON) < 0 && load<i32>(flow, FALCON) < 0;
}

@inline
function drawnPort(flow: i32, connection: i32): i32 {
  const word = keyed32(load<u32>(connection, KEY_LOW), load<u32>(connection, KEY_HIGH), PORT_PURPOSE, 0);
  return load<i32>(flow, DRAWN_FIRST) + <i32>whole32(scale32(word, <f64>load<i32>(flow, DRAWN_COUNT)));
}

/** As `src/engine/countedPorts.ts`: the dynamic range round and round, without the ports that are held. */
@inline
function countedPort(host: i32, place: f64): i32 {
  const round = load<f64>(host, PORT_COUNT);
  let port = load<f64>(host, FIRST_PORT) + place - Math.floor(place / round) * round;
  let held = <i32>load<f64>(host, HELD_PORTS);
  const behind = held + (<i32>load<f64>(host, HELD_COUNT) << 3);
  for (; held < behind && load<f64>(held) <= port; held += 8) port += 1;
  return <i32>port;
}
