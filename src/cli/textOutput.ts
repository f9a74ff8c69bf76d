import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Characters that are gathered before they are written. */
const ENOUGH = 65_536;

/** Gathers small pieces of text for a stream, and waits where its reader is slower than we are. */
export class TextOutput {
  readonly #stream: Writable;
  readonly #signal: AbortSignal;
  #text = '';

  constructor(stream: Writable, signal: AbortSignal) {
    this.#stream = stream;
    this.#signal = signal;
  }

  /** @returns Something to wait for, where enough has been gathered to be written. */
  add(text: string): Promise<void> | undefined {
    this.#text += text;
    return this.#text.length < ENOUGH ? undefined : this.flush();
  }

  get isEmpty(): boolean {
    return this.#text === '';
  }

  /** Writes what was gathered. */
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    // Rejects when the stream fails or when the run is stopped: a reader who has left never drains it.
    if (text !== '' && !this.#stream.write(text)) await once(this.#stream, 'drain', { signal: this.#signal });
  }
}
