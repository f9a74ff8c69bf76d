import { half32, keyed32 } from '../shared/keyed32';
import { scale32 } from '../shared/scale32';
import { whole32 } from '../shared/whole32';
import { AT, CONNECTION_SIZE, FLOW, KEY_HIGH, KEY_LOW } from './connection';
import { connectionKeyHigh, connectionKeyLow } from './connectionKey';
import { EPOCH } from './epoch';
import { tally } from './tally';

/** As `src/scenarios/sources/timerSource.ts`, which says what this is. Of each: its key and its flow, u32; the rest f64. */
const SOURCE_LOW: i32 = 0;
const SOURCE_HIGH: i32 = 4;
const OF_FLOW: i32 = 8;
const PERIOD: i32 = 16;
const PHASE: i32 = 24;
const JITTER: i32 = 32;
const FROM: i32 = 40;
const TO: i32 = 48;
export const TIMER_SIZE: i32 = 56;

const JITTER_OF: u32 = 2;

@inline
function firstTick(timer: i32, start: f64): f64 {
  return Math.floor((start - load<f64>(timer, PHASE) - load<f64>(timer, JITTER)) / load<f64>(timer, PERIOD));
}

@inline
function timeOf(timer: i32, tick: f64): f64 {
  const word = keyed32(load<u32>(timer, SOURCE_LOW), load<u32>(timer, SOURCE_HIGH), <u32>(<i64>tick), JITTER_OF);
  return tick * load<f64>(timer, PERIOD) + load<f64>(timer, PHASE) + scale32(word, load<f64>(timer, JITTER) + 1);
}

/** As {@link emitBursts}. */
export function emitTicks(timer: i32, epoch: i32, to: i32, end: i32): i32 {
  const began = <f64>epoch * EPOCH;
  const start = Math.max(load<f64>(timer, FROM), began);
  const stop = Math.min(load<f64>(timer, TO), began + EPOCH);
  const keyLow = load<u32>(timer, SOURCE_LOW);
  const keyHigh = load<u32>(timer, SOURCE_HIGH);
  let next = to;
  for (let tick = firstTick(timer, start); tick * load<f64>(timer, PERIOD) + load<f64>(timer, PHASE) < stop; tick += 1) {
    const at = timeOf(timer, tick);
    if (at < start || at >= stop) continue;
    if (next + CONNECTION_SIZE > end) return -1;
    const name = <u32>(<i64>tick);
    store<u32>(next, whole32(Math.floor(at - began)), AT);
    store<u32>(next, load<u32>(timer, OF_FLOW), FLOW);
    store<u32>(next, connectionKeyLow(half32(keyLow, keyHigh, name), 0), KEY_LOW);
    store<u32>(next, connectionKeyHigh(half32(keyHigh, keyLow, name), 0), KEY_HIGH);
    next += CONNECTION_SIZE;
  }
  return next;
}

/** As {@link countBursts}. A tick may be late into the next epoch, but no more than half a period: only the ends need their times. */
export function countTicks(timer: i32, from: i32, to: i32): void {
  const start = Math.max(load<f64>(timer, FROM), <f64>from * EPOCH);
  const stop = Math.min(load<f64>(timer, TO), <f64>to * EPOCH);
  if (start >= stop) return;
  const period = load<f64>(timer, PERIOD);
  const phase = load<f64>(timer, PHASE);
  const jitter = load<f64>(timer, JITTER);
  let tick = firstTick(timer, start);
  let count: f64 = 0;
  // Ticks that are due within both ends whatever their lateness.
  const sure = Math.ceil((start - phase) / period);
  const unsure = Math.max(sure, Math.floor((stop - jitter - 1 - phase) / period) + 1);
  for (; tick < sure; tick += 1) count += <f64>(timeOf(timer, tick) >= start && timeOf(timer, tick) < stop);
  count += unsure - sure;
  for (tick = unsure; tick * period + phase < stop; tick += 1)
    count += <f64>(timeOf(timer, tick) >= start && timeOf(timer, tick) < stop);
  if (count > 0) tally(load<u32>(timer, OF_FLOW), <i32>count);
}
