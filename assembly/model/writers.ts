import { half32, keyed32, wordOf } from '../shared/keyed32';
import { scale32 } from '../shared/scale32';
import { whole32 } from '../shared/whole32';
import { BATCH_FROM, BATCH_UNTIL, BATCH_WIDTH, BATCH_WRITTEN, BOOT_AT, IS_LINUX, WRITER_HIGH, WRITER_LOW } from './host';

/** As `src/generators/sysmon/writer.ts`, which says what these are. */
const PERIOD: f64 = 650_000;
const JITTER: f64 = 200_000;
const LEAST_LAG: f64 = 930_000;
const LAG_SPREAD: f64 = 90_000;
const SKIPPED: f64 = 0.045 * 4_294_967_296;
const STALLED: f64 = 0.02 * 4_294_967_296;
const LEAST_WIDTH: f64 = 80_000;
const WIDTH_SPREAD: f64 = 170_000;
const BOUNDARY: u32 = 1;
const SKIP: u32 = 2;
const STALL: u32 = 3;
const LAG: u32 = 4;
const WIDTH: u32 = 5;

/** As `src/generators/sysmon/linuxWriter.ts`. */
const LINUX_PERIOD: f64 = 1_000_000;
const MOST_DELAY: f64 = 2_950;

/** When the record that was placed last is written, true time, and tenths of a microsecond besides. */
export let written: f64 = 0;
export let tenth: f64 = 0;

export function place(host: i32, at: f64): void {
  if (load<f64>(host, IS_LINUX) != 0) placeOnLinux(host, at);
  else placeOnWindows(host, at);
}

function placeOnWindows(host: i32, at: f64): void {
  if (at < load<f64>(host, BATCH_FROM) || at >= load<f64>(host, BATCH_UNTIL)) findBatch(host, at);
  const from = load<f64>(host, BATCH_FROM);
  const tenths = Math.floor((load<f64>(host, BATCH_WIDTH) * (at - from)) / (load<f64>(host, BATCH_UNTIL) - from));
  const whole = whole32(tenths) / 10;
  written = load<f64>(host, BATCH_WRITTEN) + <f64>whole;
  tenth = tenths - <f64>(whole * 10);
}

@inline
function boundary(bootAt: f64, half: u32, n: i32): f64 {
  return bootAt + <f64>n * PERIOD + scale32(wordOf(half, BOUNDARY), JITTER);
}

/** The n-th of eight is never skipped. @param half - Of n. */
@inline
function skipped(keyLow: u32, keyHigh: u32, half: u32, n: i32): bool {
  if ((n & 7) == 7) return false;
  return <f64>wordOf(half, SKIP) < SKIPPED || <f64>wordOf(half32(keyLow, keyHigh, n >> 3), STALL) < STALLED;
}

function findBatch(host: i32, at: f64): void {
  const bootAt = load<f64>(host, BOOT_AT);
  const keyLow = whole32(load<f64>(host, WRITER_LOW));
  const keyHigh = whole32(load<f64>(host, WRITER_HIGH));
  let n = <i32>Math.floor((at - bootAt) / PERIOD);
  let half = half32(keyLow, keyHigh, n);
  let until = boundary(bootAt, half, n);
  let before = n - 1;
  let halfBefore: u32;
  let from: f64;
  if (until <= at) {
    before = n;
    halfBefore = half;
    from = until;
    n += 1;
    half = half32(keyLow, keyHigh, n);
    until = boundary(bootAt, half, n);
  } else {
    halfBefore = half32(keyLow, keyHigh, before);
    from = boundary(bootAt, halfBefore, before);
  }
  // Seldom, so these loops end where they begin.
  while (skipped(keyLow, keyHigh, half, n)) {
    n += 1;
    half = half32(keyLow, keyHigh, n);
    until = boundary(bootAt, half, n);
  }
  while (skipped(keyLow, keyHigh, halfBefore, before)) {
    before -= 1;
    halfBefore = half32(keyLow, keyHigh, before);
    from = boundary(bootAt, halfBefore, before);
  }
  store<f64>(host, from, BATCH_FROM);
  store<f64>(host, until, BATCH_UNTIL);
  store<f64>(host, until + LEAST_LAG + scale32(wordOf(half, LAG), LAG_SPREAD), BATCH_WRITTEN);
  store<f64>(host, LEAST_WIDTH + scale32(wordOf(half, WIDTH), WIDTH_SPREAD), BATCH_WIDTH);
}

/** Batches of Linux are the seconds between two delays: what is written is the first of them, the width is how much it changes. */
function placeOnLinux(host: i32, at: f64): void {
  if (at < load<f64>(host, BATCH_FROM) || at >= load<f64>(host, BATCH_UNTIL)) {
    const keyLow = whole32(load<f64>(host, WRITER_LOW));
    const keyHigh = whole32(load<f64>(host, WRITER_HIGH));
    const n = Math.floor(at / LINUX_PERIOD);
    const first = scale32(keyed32(keyLow, keyHigh, <u32>(<i64>n), 0), MOST_DELAY + 1);
    const second = scale32(keyed32(keyLow, keyHigh, <u32>(<i64>n + 1), 0), MOST_DELAY + 1);
    store<f64>(host, n * LINUX_PERIOD, BATCH_FROM);
    store<f64>(host, (n + 1) * LINUX_PERIOD, BATCH_UNTIL);
    store<f64>(host, first, BATCH_WRITTEN);
    store<f64>(host, second - first, BATCH_WIDTH);
  }
  const rise = Math.floor((load<f64>(host, BATCH_WIDTH) * (at - load<f64>(host, BATCH_FROM))) / LINUX_PERIOD);
  written = at + load<f64>(host, BATCH_WRITTEN) + rise;
  tenth = 0;
}
