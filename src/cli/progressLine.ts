import type { Progress } from '../engine/index.js';
import type { Plan } from '../scenarios/plan.js';
import type { Io } from './io.js';
import { statusLine } from './statusLine.js';

/** Shows how far a long run is, on a terminal only; a short run never shows anything. */
export function progressLine(io: Io, plan: Plan): { readonly show: (done: Progress) => void; readonly clear: () => void } {
  const line = statusLine(io);
  return {
    show: ({ records, bytes, upTo }) =>
      line.show((seconds) => {
        const part = Number.isFinite(plan.to)
          ? `${Math.min(100, Math.floor(((upTo - plan.from) / (plan.to - plan.from)) * 100))} %, `
          : '';
        return `${part}${records} records, ${Math.round(bytes / 1e6)} MB, ${Math.round(records / seconds)} records/s`;
      }),
    clear: line.clear,
  };
}
