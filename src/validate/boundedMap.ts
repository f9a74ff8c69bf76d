/**
 * A map that keeps the `limit` entries added last. What a stranger's file can make us remember has to end somewhere.
 */
export class BoundedMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  /** Goes over the keys as they are dropped: looking for the oldest from the beginning would pass over all that went before. */
  readonly #oldest: IterableIterator<Key> = this.#entries.keys();
  readonly #limit: number;
  readonly #onForget: (value: Value) => void;

  /** @param onForget - Called with each entry that is dropped to make room. */
  constructor(limit: number, onForget: (value: Value) => void) {
    this.#limit = Math.max(1, limit);
    this.#onForget = onForget;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: Key, value: Value): void {
    if (!this.#entries.has(key) && this.#entries.size >= this.#limit) {
      const oldest = this.#oldest.next().value as Key;
      const dropped = this.#entries.get(oldest)!;
      this.#entries.delete(oldest);
      this.#onForget(dropped);
    }
    this.#entries.set(key, value);
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  entries(): IterableIterator<[Key, Value]> {
    return this.#entries.entries();
  }
}
