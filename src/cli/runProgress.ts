import type { Progress } from '../engine/index.js';
import type { Plan } from '../scenarios/plan.js';
import type { Io } from './io.js';
import { type Pace, progressMeter } from './progressMeter.js';
import { statusLine } from './statusLine.js';

/** Between two lines for programs, milliseconds. */
const LINE_PAUSE = 1000;

/**
 * Says on stderr how far a long run is: on a terminal a line that is drawn again and again, else a line of JSON per second. A run that takes
 * less than that says nothing.
 *
 * @param events - Record at which the run stops; absent: none.
 * @param now - Milliseconds since any moment.
 */
export function runProgress(
  io: Pick<Io, 'stderr' | 'interactive'>,
  plan: Pick<Plan, 'from' | 'to'>,
  events: number | undefined,
  now = () => performance.now(),
): { readonly show: (done: Progress) => void; readonly clear: () => void } {
  const began = now();
  const meter = progressMeter(began, shareOf(plan, events));
  const line = statusLine(io, now);
  let last = began;
  return {
    show(done) {
      const at = now();
      const pace = meter(done, at);
      line.show(() => forPeople(pace));
      if (io.interactive || at - last < LINE_PAUSE) return;
      last = at;
      io.stderr.write(`${JSON.stringify({ progress: forPrograms(pace) })}\n`);
    },
    clear: line.clear,
  };
}

function shareOf({ from, to }: Pick<Plan, 'from' | 'to'>, events: number | undefined) {
  return ({ records, upTo }: Progress): number | undefined => {
    if (events !== undefined) return records / events;
    return Number.isFinite(to) ? Math.min(1, Math.max(0, (upTo - from) / (to - from))) : undefined;
  };
}

/** Units of a length of time, and up to how many seconds they are used. */
const UNITS = [
  ['s', 1, 120],
  ['min', 60, 7200],
  ['h', 3600, Infinity],
] as const;

function span(seconds: number): string {
  const whole = Math.round(seconds);
  const [unit, length] = UNITS.find(([, , most]) => whole < most)!;
  return `${Math.ceil(whole / length)} ${unit}`;
}

function forPeople({ records, bytes, recordsPerSecond, bytesPerSecond, share, secondsLeft }: Pace): string {
  return [
    ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
    `${records} records`,
    `${Math.round(bytes / 1e6)} MB`,
    `${Math.round(recordsPerSecond)} records/s`,
    `${Math.round(bytesPerSecond / 1e6)} MB/s`,
    ...(secondsLeft === undefined ? [] : [`${span(secondsLeft)} left`]),
  ].join(', ');
}

function forPrograms({ records, bytes, recordsPerSecond, bytesPerSecond, upTo, share, secondsLeft }: Pace) {
  return {
    records,
    bytes,
    recordsPerSecond: Math.round(recordsPerSecond),
    bytesPerSecond: Math.round(bytesPerSecond),
    upTo: new Date(Math.floor(upTo / 1000)).toISOString(),
    ...(share !== undefined && { share: Math.floor(share * 10_000) / 10_000 }),
    ...(secondsLeft !== undefined && { secondsLeft: Math.round(secondsLeft) }),
  };
}
