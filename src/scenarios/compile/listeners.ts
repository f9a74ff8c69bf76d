import type { Process } from '../../model/process.js';
import type { Story } from '../language/story.js';
import { neverBefore, type Timed } from './timed.js';

/** A process that listens, and when. */
export interface Listener {
  readonly process: Process;
  readonly begins: Timed;
  /** Absent: as long as the process lives. */
  readonly ends?: Timed;
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

  /** Who listens there for all of a time, whatever the seed. */
  accepting(host: string, protocol: string, port: number, from: Timed, to: Timed): Process | undefined {
    return this.of(host, protocol, port).find(({ begins, ends }) => neverBefore(from, begins) && (!ends || neverBefore(ends, to)))
      ?.process;
  }
}

/** The listeners that the steps of a story are. @param times - When its steps begin and end. */
export function listenersOf(
  story: Story,
  processes: ReadonlyMap<string, Process>,
  times: { readonly begins: readonly Timed[]; readonly ends: readonly Timed[] },
): Listeners {
  const listeners = new Listeners();
  story.steps.forEach(({ listen }, n) => {
    const process = listen && processes.get(listen.process);
    if (!listen || !process) return;
    listeners.add(process.host.id, listen.protocol, listen.port, {
      process,
      begins: times.begins[n]!,
      ...(listen.for !== undefined && { ends: times.ends[n]! }),
    });
  });
  return listeners;
}
