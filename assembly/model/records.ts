import { keyed32 } from '../shared/keyed32';
import { scale32 } from '../shared/scale32';
import {
  CONNECTION,
  FALCON_ARRIVAL,
  FALCON_CONTEXT,
  FALCON_FLOW,
  FALCON_HOST,
  FALCON_KEY_HIGH,
  FALCON_KEY_LOW,
  FALCON_PORT,
  HOST,
  FLOW as OF_FLOW,
  KEY_HIGH as OF_KEY_HIGH,
  KEY_LOW as OF_KEY_LOW,
  PORT as OF_PORT,
  ofFalcon,
  ofSysmon,
  RECORD_ID,
  SEEN,
  SIDE,
} from './columns';
import { AT, CONNECTION_SIZE, FLOW, KEY_HIGH, KEY_LOW, PORT } from './connection';
import { EPOCH } from './epoch';
import { FALCON, FLOW_SIZE, IMMEDIATE, INITIATOR_SYSMON, RESPONDER_SYSMON } from './flow';
import { CLOCK_DRIFT, CLOCK_SINCE, CLOCK_WALL, FALCON_COUNT, HOST_SIZE, SYSMON_COUNT } from './host';
import { flows, hosts, ordered, underWay } from './memory';
import { valueAt } from './quantiles';
import { tallyRecords } from './tally';

/** As `src/engine/model.ts`, which says what these are. */
const TRANSIT_PURPOSE: u32 = 0x7472_616e;
const LEAST_TRANSIT: f64 = 60;
const TRANSIT_SPREAD: f64 = 240;
const LEAST_LOOPBACK: f64 = 12;
const LOOPBACK_SPREAD: f64 = 48;
/** As `src/generators/crowdstrike/deliveryLag.ts`. */
const LAG_PURPOSE: u32 = 0x6c61_67;
/** A connection under way: when it is seen at the other end, and which it is. */
const UNDER_WAY_SIZE: i32 = 16;

/** How many records there are. */
export let sysmonCount: i32 = 0;
export let falconCount: i32 = 0;

export function setCounts(sysmon: i32, falcon: i32): void {
  sysmonCount = sysmon;
  falconCount = falcon;
}

@inline
function addSysmon(host: i32, side: i32, connection: i32, seen: f64): void {
  const i = sysmonCount;
  store<u32>(ofSysmon(OF_FLOW) + (i << 2), load<u32>(connection, FLOW));
  store<u8>(ofSysmon(SIDE) + i, side);
  store<u32>(ofSysmon(OF_KEY_LOW) + (i << 2), load<u32>(connection, KEY_LOW));
  store<u32>(ofSysmon(OF_KEY_HIGH) + (i << 2), load<u32>(connection, KEY_HIGH));
  store<u16>(ofSysmon(OF_PORT) + (i << 1), load<u16>(connection, PORT));
  store<i32>(ofSysmon(HOST) + (i << 2), host);
  store<f64>(ofSysmon(SEEN) + (i << 3), seen);
  store<i32>(ofSysmon(CONNECTION) + (i << 2), connection);
  const counter = hosts + host * HOST_SIZE + SYSMON_COUNT;
  const counted = load<f64>(counter);
  store<f64>(counter, counted + 1);
  store<f64>(ofSysmon(RECORD_ID) + (i << 3), counted);
  sysmonCount = i + 1;
}

/**
 * Adds the records of connections, in the order in which their hosts see them. Ids are what was counted before; times are not there yet.
 *
 * @param began - When the epoch began. @param since - Records of connections before this moment are counted only.
 * @param lag - Distribution of Falcon's way to the cloud.
 */
export function addRecords(count: i32, began: f64, since: f64, lag: i32): void {
  let first = underWay;
  let last = underWay;
  // A record belongs to the epoch of its connection, so the last ones are not put off into the next.
  const latest = began + EPOCH - 1;
  for (let i = 0; i < count; i += 1) {
    const connection = ordered + i * CONNECTION_SIZE;
    const at = began + <f64>load<u32>(connection, AT);
    const flow = flows + load<i32>(connection, FLOW) * FLOW_SIZE;
    if (at < since) {
      tallyRecords(flow, 1);
      continue;
    }
    for (; first < last && load<f64>(first) <= at; first += UNDER_WAY_SIZE) addArrived(first);
    if (first == last) last = first = underWay;
    const initiator = load<i32>(flow, INITIATOR_SYSMON);
    const responder = load<i32>(flow, RESPONDER_SYSMON);
    const reporter = load<i32>(flow, FALCON);
    if (initiator >= 0) addSysmon(initiator, 0, connection, at);
    if (responder >= 0) {
      const isLoopback = responder == initiator;
      const word = keyed32(load<u32>(connection, KEY_LOW), load<u32>(connection, KEY_HIGH), TRANSIT_PURPOSE, 0);
      const transit =
        load<i32>(flow, IMMEDIATE) != 0
          ? 0
          : isLoopback
            ? LEAST_LOOPBACK + scale32(word, LOOPBACK_SPREAD)
            : LEAST_TRANSIT + scale32(word, TRANSIT_SPREAD);
      const seen = Math.min(at + transit, latest);
      let place = last;
      for (; place > first && load<f64>(place - UNDER_WAY_SIZE) > seen; place -= UNDER_WAY_SIZE)
        memory.copy(place, place - UNDER_WAY_SIZE, UNDER_WAY_SIZE);
      store<f64>(place, seen);
      store<i32>(place, connection, 8);
      store<i32>(place, responder, 12);
      last += UNDER_WAY_SIZE;
    }
    if (reporter >= 0) addFalcon(reporter, connection, at, lag);
  }
  for (; first < last; first += UNDER_WAY_SIZE) addArrived(first);
}

@inline
function addArrived(arrived: i32): void {
  addSysmon(load<i32>(arrived, 12), 1, load<i32>(arrived, 8), load<f64>(arrived));
}

@inline
function addFalcon(reporter: i32, connection: i32, at: f64, lag: i32): void {
  const i = falconCount;
  const keyLow = load<u32>(connection, KEY_LOW);
  const keyHigh = load<u32>(connection, KEY_HIGH);
  store<u32>(ofFalcon(FALCON_FLOW) + (i << 2), load<u32>(connection, FLOW));
  store<u32>(ofFalcon(FALCON_KEY_LOW) + (i << 2), keyLow);
  store<u32>(ofFalcon(FALCON_KEY_HIGH) + (i << 2), keyHigh);
  store<u16>(ofFalcon(FALCON_PORT) + (i << 1), load<u16>(connection, PORT));
  store<i32>(ofFalcon(FALCON_HOST) + (i << 2), reporter);
  const host = hosts + reporter * HOST_SIZE;
  const drifted = Math.floor(((at - load<f64>(host, CLOCK_SINCE)) * load<f64>(host, CLOCK_DRIFT)) / 1_000_000);
  store<f64>(ofFalcon(FALCON_CONTEXT) + (i << 3), at + load<f64>(host, CLOCK_WALL) + drifted);
  store<f64>(ofFalcon(FALCON_ARRIVAL) + (i << 3), at + valueAt(lag, keyed32(keyLow, keyHigh, LAG_PURPOSE, 0)));
  store<f64>(host, load<f64>(host, FALCON_COUNT) + 1, FALCON_COUNT);
  falconCount = i + 1;
}
