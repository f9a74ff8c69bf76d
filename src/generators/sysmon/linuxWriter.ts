import { keyed32, scale32 } from '../../random/keyed32.js';
import type { RandomSource } from '../../random/randomSource.js';
import type { SysmonWriter } from './writer.js';

/** Between two moments whose delay is drawn, microseconds; in between it runs in a straight line. */
const PERIOD = 1_000_000;
/** Longest delay, microseconds. */
const MOST_DELAY = 2_950;

/**
 * When Sysmon for Linux writes its records: within 3 ms. It hears of a connection from the kernel at once and waits for no batch, so what
 * Windows does (`sysmonWriter`) has no counterpart here.
 *
 * The moment of writing is a continuous function of the record's own time that rises everywhere, since a delay changes by 3 ms a second at
 * the most; rounded to the microsecond, which is as fine as these records tell time, it never falls.
 *
 * @param random - Of the host and boot.
 */
export function linuxWriter({ keyLow, keyHigh }: RandomSource): SysmonWriter {
  const delay = (n: number) => scale32(keyed32(keyLow, keyHigh, n, 0), MOST_DELAY + 1);
  let from = Number.NEGATIVE_INFINITY;
  let first = 0;
  let rise = 0;
  const writer: SysmonWriter = {
    written: 0,
    tenth: 0,
    place(at) {
      if (at < from || at >= from + PERIOD) {
        const n = Math.floor(at / PERIOD);
        from = n * PERIOD;
        first = delay(n);
        rise = delay(n + 1) - first;
      }
      writer.written = at + first + Math.floor((rise * (at - from)) / PERIOD);
    },
  };
  return writer;
}
