/** Words of the memory: how often it was signalled, and behind that one for each output. */
const SIGNALS = 0;
const FIRST_OUTPUT = 1;
const FREE = 1;
const TAKEN = 0;

/**
 * What the main thread tells one that makes slices, in memory that both see: outputs that may be filled again, and that a message has come.
 * Who waits for it sleeps at once and wakes at once; by way of event loops it would be idle for longer than it works.
 */
export class Inbox {
  readonly #words: Int32Array;

  /** @param memory - Of {@link inboxOf}. */
  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
  }

  /** Says that an output may be filled again. */
  giveBack(output: number): void {
    Atomics.store(this.#words, FIRST_OUTPUT + output, FREE);
    this.signal();
  }

  /** Wakes the thread: a message has been sent. */
  signal(): void {
    Atomics.add(this.#words, SIGNALS, 1);
    Atomics.notify(this.#words, SIGNALS);
  }

  /** Sleeps until something is found. @param find - Asked now, and after each signal. */
  wait<T>(find: () => T | undefined): T {
    for (;;) {
      // Read before it is looked for: what comes behind changes the number, and then nobody sleeps.
      const signals = Atomics.load(this.#words, SIGNALS);
      const found = find();
      if (found !== undefined) return found;
      Atomics.wait(this.#words, SIGNALS, signals);
    }
  }

  /** @returns An output that may be filled, which is taken then. */
  readonly freeOutput = (): number | undefined => {
    for (let at = FIRST_OUTPUT; at < this.#words.length; at += 1)
      if (Atomics.compareExchange(this.#words, at, FREE, TAKEN) === FREE) return at - FIRST_OUTPUT;
    return undefined;
  };
}

/** The memory of an inbox, where all outputs are free. */
export function inboxOf(outputs: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer((FIRST_OUTPUT + outputs) * Int32Array.BYTES_PER_ELEMENT);
  new Int32Array(memory).fill(FREE, FIRST_OUTPUT);
  return memory;
}
