import type { Process } from '../../model/process.js';
import { allHold, type Condition, canMeet } from '../expand/frames.js';
import type { Story } from '../language/story.js';
import { type ProcessSpan, spanOf } from './processSpans.js';
import type { Schedule } from './schedule.js';
import { neverBefore, type Timed } from './timed.js';

/** A process that listens, and when. */
export interface Listener {
  /** Index of its step. */
  readonly step: number;
  readonly process: Process;
  readonly begins: Timed;
  /** Absent: as long as the process lives. */
  readonly ends?: Timed;
  /** When it is over in either case; absent: after the story. */
  readonly until?: Timed;
  /** It listens where all of these hold for the seed, */
  readonly conditions: readonly Condition[];
  /** as they do for this one, or do not. */
  readonly happens: boolean;
}

/** Who listens at which port of which host because the story says so. */
export class Listeners {
  readonly #at = new Map<string, Listener[]>();

  add(host: string, protocol: string, port: number, listener: Listener): void {
    const key = `${host} ${protocol}/${port}`;
    this.#at.set(key, [...(this.#at.get(key) ?? []), listener]);
  }

  /** Those that listen at a port at some time. */
  of(host: string, protocol: string, port: number): readonly Listener[] {
    return this.#at.get(`${host} ${protocol}/${port}`) ?? [];
  }

  /** Who listens there for all of a time, whatever the seed. @param given - What holds for the seed by then. */
  accepting(
    host: string,
    protocol: string,
    port: number,
    { from, to, conditions: given }: { readonly from: Timed; readonly to: Timed; readonly conditions: readonly Condition[] },
  ): Process | undefined {
    return this.of(host, protocol, port).find(
      ({ begins, ends, conditions }) =>
        allHold(conditions, given) && neverBefore(from, begins) && (!ends || neverBefore(ends, to)),
    )?.process;
  }

  /** A process other than this one that listens there in a time, for some seed. */
  other(
    { host, name }: Process,
    protocol: string,
    port: number,
    {
      from,
      to,
      conditions: given,
    }: { readonly from: Timed; readonly to: Timed | undefined; readonly conditions: readonly Condition[] },
  ): Process | undefined {
    return this.of(host.id, protocol, port).find(
      ({ process, begins, until, conditions }) =>
        process.name !== name &&
        canMeet(conditions, given) &&
        !(until && neverBefore(from, until)) &&
        !(to && neverBefore(begins, to)),
    )?.process;
  }

  /** Who listens there at a moment, for this seed. */
  openAt(host: string, protocol: string, port: number, at: number): Process | undefined {
    return this.of(host, protocol, port).find(
      ({ happens, begins, ends }) => happens && begins.at <= at && (!ends || at <= ends.at),
    )?.process;
  }
}

/** The listeners that the steps of a story are. @param times - When its steps begin and end. */
export function listenersOf(
  story: Story,
  processes: ReadonlyMap<string, Process>,
  times: Pick<Schedule, 'begins' | 'ends' | 'happens'>,
  spans: ReadonlyMap<string, ProcessSpan>,
): Listeners {
  const listeners = new Listeners();
  story.steps.forEach(({ listen }, n) => {
    const process = listen && processes.get(listen.process);
    if (!listen || !process) return;
    const until = listen.for === undefined ? spanOf(spans, process)?.ends : times.ends[n];
    listeners.add(process.host.id, listen.protocol, listen.port, {
      step: n,
      process,
      begins: times.begins[n]!,
      conditions: story.frames[n]!.conditions,
      happens: times.happens[n]!,
      ...(listen.for !== undefined && { ends: times.ends[n]! }),
      ...(until && { until }),
    });
  });
  return listeners;
}
