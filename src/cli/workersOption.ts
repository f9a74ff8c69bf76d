import { availableParallelism } from 'node:os';
import { estimateLoad, type FormatId, sensorsOf } from '../engine/index.js';
import type { Plan } from '../scenarios/plan.js';
import { wholeNumber } from './wholeNumber.js';

/** `--workers`: a number, or `auto`. */
export type Workers = number | 'auto';

const MOST = 64;
/** More than so many make one ordered output hardly faster: one thread writes it. */
const MOST_AUTO = 4;
/**
 * Records of one format from which on threads save more than they take to start and to get fast, about twice what both ways take the same time
 * for: sooner in a folder, where slices are hashed besides.
 */
const WORTH_IT = { folder: 4_000_000, stdout: 8_000_000 };

const { coerce, ...option } = wholeNumber('workers', 1, MOST, 'auto or ');

export const workersOption = {
  ...option,
  coerce: (value: unknown): Workers => (value === 'auto' ? 'auto' : coerce(value)),
  default: 'auto',
  describe: `Threads that make the records, 1 to ${MOST}; auto: ${MOST_AUTO} or as many as there are cores, for large runs`,
} as const;

/** How many threads a run takes. The bytes are the same with any number. */
export function chosenWorkers(
  workers: Workers,
  plan: Plan,
  formats: readonly FormatId[],
  events: number | undefined,
  to: keyof typeof WORTH_IT,
): number {
  if (workers !== 'auto') return workers;
  const cores = availableParallelism();
  if (cores === 1) return 1;
  const sensors = [...new Set(formats.flatMap(sensorsOf))];
  return estimateLoad(plan, sensors, events).records * formats.length < WORTH_IT[to] ? 1 : Math.min(MOST_AUTO, cores);
}

/** How many parts of a run are made at a time: they have nothing in common that they would wait for. */
export function chosenShardWorkers(workers: Workers): number {
  return workers === 'auto' ? availableParallelism() : workers;
}
