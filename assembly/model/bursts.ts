import { half32, keyed32, wordOf } from '../shared/keyed32';
import { scale32 } from '../shared/scale32';
import { whole32 } from '../shared/whole32';
import { activityAt } from './activity';
import { chosen, countsAlike, firstOf, isIdle, isOpen, numberOf } from './choice';
import { AT, CONNECTION_SIZE, FLOW, KEY_HIGH, KEY_LOW } from './connection';
import { connectionKeyHigh, connectionKeyLow } from './connectionKey';
import { EPOCH } from './epoch';
import { keyedValue, valueAt } from './quantiles';
import { tally } from './tally';

/** As `src/scenarios/sources/burstSource.ts`, which says what this is. Of each source: its key, u32; */
const SOURCE_LOW: i32 = 0;
const SOURCE_HIGH: i32 = 4;
/** f64: when its bursts happen; */
const FROM: i32 = 8;
const TO: i32 = 16;
/** i32: `activity.ts`, 0 for none; its rhythm, and how many of the members of that it has; */
const ACTIVITY: i32 = 24;
const RHYTHM: i32 = 28;
const MEMBER_COUNT: i32 = 32;
/** the epoch whose bursts were asked for last, and how many they are; */
const KNOWN_EPOCH: i32 = 36;
const KNOWN_BURSTS: i32 = 40;
/** the last epoch whose bursts were found to end in it: most do, and then the next epoch need not look through them; */
const ENDED_EPOCH: i32 = 44;
/** the next source, 0 behind the last one: what belongs to one host stands together. */
export const NEXT: i32 = 48;
/** Then the flows of each member, `choice.ts`. */
const CHOICES: i32 = 52;
const CHOICE_SIZE: i32 = 4;

/** Of a rhythm, f64: bursts per epoch, and the longest that one takes; i32: connections of a burst at the most, the distribution of bursts. */
const PER_EPOCH: i32 = 0;
const LONGEST: i32 = 8;
const MOST: i32 = 16;
const SPREAD: i32 = 20;
/** Then of each member, i32: distributions of gaps and of repeats, 0 for none. */
const BEATS: i32 = 24;
const GAP: i32 = 0;
const REPEAT: i32 = 4;
const BEAT_SIZE: i32 = 8;

/** Purposes. */
const COUNT_OF: u32 = 1;
const START_OF: u32 = 2;
const FLOW_OF: u32 = 3;
const REPEAT_OF: u32 = 4;
const GAP_OF: u32 = 5;
const SHARE_OF: u32 = 6;
const IN_2_32: f64 = 1 / 4_294_967_296;
const MOST_BURSTS: i32 = 4096;

function burstsIn(source: i32, epoch: i32): i32 {
  if (load<i32>(source, KNOWN_EPOCH) == epoch) return load<i32>(source, KNOWN_BURSTS);
  const keyLow = load<u32>(source, SOURCE_LOW);
  const keyHigh = load<u32>(source, SOURCE_HIGH);
  const activity = load<i32>(source, ACTIVITY);
  const busy = activity == 0 ? 1 : activityAt(activity, epoch);
  const rhythm = load<i32>(source, RHYTHM);
  const mean = load<f64>(rhythm, PER_EPOCH) * busy * (keyedValue(load<i32>(rhythm, SPREAD), keyLow, keyHigh, epoch, SHARE_OF) / 1000);
  const bursts = <i32>whole32(Math.min(MOST_BURSTS - 1, Math.floor(mean + <f64>keyed32(keyLow, keyHigh, epoch, COUNT_OF) * IN_2_32)));
  store<i32>(source, epoch, KNOWN_EPOCH);
  store<i32>(source, bursts, KNOWN_BURSTS);
  return bursts;
}

@inline
function timesOf(beat: i32, m: i32, half: u32): i32 {
  const repeat = load<i32>(beat, REPEAT);
  return repeat == 0 ? 1 : <i32>whole32(valueAt(repeat, wordOf(half, REPEAT_OF + m * 8)));
}

@inline
function flowOf(choice: i32, m: i32, half: u32): u32 {
  return chosen(choice, isOpen(choice) ? wordOf(half, FLOW_OF + m * 8) : 0);
}

/**
 * Adds the connections of a source that begin in an epoch.
 *
 * @param to - Where the next connection goes. @param end - Behind the room for them.
 * @returns Where the one after the last goes; -1 where they may not fit.
 */
export function emitBursts(source: i32, epoch: i32, to: i32, end: i32): i32 {
  const began = <f64>epoch * EPOCH;
  // Microseconds since the epoch began: whole numbers below 2^53 either way, so the same as with those since 1970.
  const start = Math.max(load<f64>(source, FROM) - began, 0);
  const stop = Math.min(load<f64>(source, TO) - began, EPOCH);
  if (start >= stop) return to;
  const keyLow = load<u32>(source, SOURCE_LOW);
  const keyHigh = load<u32>(source, SOURCE_HIGH);
  const rhythm = load<i32>(source, RHYTHM);
  const longest = load<f64>(rhythm, LONGEST);
  const behind = source + load<i32>(source, MEMBER_COUNT) * CHOICE_SIZE;
  const most = load<i32>(rhythm, MOST) * CONNECTION_SIZE;
  let next = to;
  let isOver = false;
  for (let owner = load<i32>(source, ENDED_EPOCH) == epoch - 1 ? epoch : epoch - 1; owner <= epoch; owner += 1) {
    const bursts = burstsIn(source, owner);
    const ownerBegan = <f64>(owner - epoch) * EPOCH;
    for (let burst = 0; burst < bursts; burst += 1) {
      const name = <u32>(owner * MOST_BURSTS + burst);
      const half = half32(keyLow, keyHigh, name);
      let at = ownerBegan + scale32(wordOf(half, START_OF), EPOCH);
      if (at >= stop || at + longest < start) continue;
      if (next + most > end) return -1;
      const turned = half32(keyHigh, keyLow, name);
      let inBurst: u32 = 0;
      let beat = rhythm + BEATS;
      for (let member = source, m = 0; member < behind; member += CHOICE_SIZE, beat += BEAT_SIZE, m += 1) {
        const flow = flowOf(load<i32>(member, CHOICES), m, half);
        const times = timesOf(beat, m, half);
        const gap = load<i32>(beat, GAP);
        // What leaves no trace need not be made; what comes behind it in the burst is where it is all the same.
        const traced = !isIdle(flow);
        for (let i = 0; i < times; i += 1) {
          at += valueAt(gap, wordOf(half, GAP_OF + (inBurst + 1) * 64));
          if (at >= start && at < stop && traced) {
            store<u32>(next, whole32(at), AT);
            store<u32>(next, numberOf(flow), FLOW);
            store<u32>(next, connectionKeyLow(half, inBurst), KEY_LOW);
            store<u32>(next, connectionKeyHigh(turned, inBurst), KEY_HIGH);
            next += CONNECTION_SIZE;
          }
          inBurst += 1;
        }
      }
      if (at >= stop) isOver = true;
    }
  }
  if (!isOver) store<i32>(source, epoch, ENDED_EPOCH);
  return next;
}

/** Counts the connections of a source that begin from one epoch up to another. */
export function countBursts(source: i32, from: i32, to: i32): void {
  const start = Math.max(load<f64>(source, FROM), <f64>from * EPOCH);
  const stop = Math.min(load<f64>(source, TO), <f64>to * EPOCH);
  if (start >= stop) return;
  const longest = load<f64>(load<i32>(source, RHYTHM), LONGEST);
  const last = <i32>Math.floor((stop - 1) / EPOCH);
  for (let owner = <i32>Math.floor(start / EPOCH) - 1; owner <= last; owner += 1) {
    const ownerBegan = <f64>owner * EPOCH;
    // Bursts that cannot reach over an end count whole, whenever they are.
    if (ownerBegan >= start && ownerBegan + EPOCH + longest <= stop) countWhole(source, owner);
    else countWithin(source, owner, start, stop);
  }
}

function countWhole(source: i32, owner: i32): void {
  const bursts = burstsIn(source, owner);
  if (bursts == 0) return;
  const keyLow = load<u32>(source, SOURCE_LOW);
  const keyHigh = load<u32>(source, SOURCE_HIGH);
  const count = load<i32>(source, MEMBER_COUNT);
  let beat = load<i32>(source, RHYTHM) + BEATS;
  for (let m = 0; m < count; m += 1, beat += BEAT_SIZE) {
    const choice = load<i32>(source + m * CHOICE_SIZE, CHOICES);
    const alike = countsAlike(choice);
    if (alike && load<i32>(beat, REPEAT) == 0) {
      tally(firstOf(choice), bursts);
      continue;
    }
    let together = 0;
    for (let burst = 0; burst < bursts; burst += 1) {
      const name = <u32>(owner * MOST_BURSTS + burst);
      const half = half32(keyLow, keyHigh, name);
      const times = timesOf(beat, m, half);
      if (alike) together += times;
      else tally(numberOf(flowOf(choice, m, half)), times);
    }
    if (alike) tally(firstOf(choice), together);
  }
}

function countWithin(source: i32, owner: i32, start: f64, stop: f64): void {
  const keyLow = load<u32>(source, SOURCE_LOW);
  const keyHigh = load<u32>(source, SOURCE_HIGH);
  const rhythm = load<i32>(source, RHYTHM);
  const longest = load<f64>(rhythm, LONGEST);
  const count = load<i32>(source, MEMBER_COUNT);
  const bursts = burstsIn(source, owner);
  for (let burst = 0; burst < bursts; burst += 1) {
    const name = <u32>(owner * MOST_BURSTS + burst);
    const half = half32(keyLow, keyHigh, name);
    let at = <f64>owner * EPOCH + scale32(wordOf(half, START_OF), EPOCH);
    if (at >= stop || at + longest < start) continue;
    let inBurst: u32 = 0;
    let beat = rhythm + BEATS;
    for (let m = 0; m < count; m += 1, beat += BEAT_SIZE) {
      const times = timesOf(beat, m, half);
      let inside = 0;
      for (let i = 0; i < times; i += 1) {
        at += valueAt(load<i32>(beat, GAP), wordOf(half, GAP_OF + (inBurst + 1) * 64));
        if (at >= start && at < stop) inside += 1;
        inBurst += 1;
      }
      if (inside > 0) tally(numberOf(flowOf(load<i32>(source + m * CHOICE_SIZE, CHOICES), m, half)), inside);
    }
  }
}
