import type { Progress } from '../engine/index.js';
import type { Plan } from '../scenarios/plan.js';
import type { Io } from './io.js';

/** Shortest time between two lines of progress, milliseconds. */
const PAUSE = 250;

/** Shows how far a long run is, on a terminal only; a short run never shows anything. */
export function progressLine(
  { stderr, interactive }: Io,
  plan: Plan,
): { readonly show: (done: Progress) => void; readonly clear: () => void } {
  // Progress is for people: it may look at the clock, which no record ever does.
  let last = performance.now();
  const began = last;
  let shown = false;
  return {
    show({ records, bytes, upTo }) {
      const now = performance.now();
      if (!interactive || now - last < PAUSE) return;
      last = now;
      shown = true;
      const rate = Math.round(records / ((now - began) / 1000));
      const part = Number.isFinite(plan.to)
        ? `${Math.min(100, Math.floor(((upTo - plan.from) / (plan.to - plan.from)) * 100))} %, `
        : '';
      stderr.write(`\r\u001b[K${part}${records} records, ${Math.round(bytes / 1e6)} MB, ${rate} records/s`);
    },
    clear() {
      if (shown) stderr.write('\r\u001b[K');
    },
  };
}
