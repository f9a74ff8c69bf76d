import { gzipMember } from './gzipMember.js';

/** Members on their way: 5 for each of the 4 threads of libuv's pool, so that they have work while ours makes the records of a slice. */
const ON_THEIR_WAY = 4 * 5;

export interface GzipOptions {
  /** 1 (fast) to 9 (small). */
  readonly level: number;
  /** Bytes of a member before packing, at most: it ends there, and at the end of a slice. */
  readonly memberSize: number;
}

/** Packs members for all files of a run: many at a time, but no more than that, from buffers that are used again. */
export class GzipPool {
  #free = ON_THEIR_WAY;
  readonly #waiting: (() => void)[] = [];
  readonly #buffers: Uint8Array[] = [];

  constructor(readonly options: GzipOptions) {}

  /** A buffer for one member. */
  buffer(): Uint8Array {
    return this.#buffers.pop() ?? new Uint8Array(this.options.memberSize);
  }

  /** Waits until one more member may be on its way; {@link pack} must follow. */
  async ready(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Packs a member and has it written.
   *
   * @param buffer - One of {@link buffer}, which is given back.
   * @param write - Called at once; waits for what must be written before, then for the member.
   * @returns When it is written: what `write` gives.
   */
  async pack<T>(buffer: Uint8Array, length: number, write: (member: Promise<Uint8Array>) => Promise<T>): Promise<T> {
    const member = gzipMember(buffer.subarray(0, length), this.options.level);
    // Who writes may still wait for what comes before, and learns of a failure then.
    member.catch(() => undefined);
    try {
      return await write(member);
    } finally {
      this.#buffers.push(buffer);
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
