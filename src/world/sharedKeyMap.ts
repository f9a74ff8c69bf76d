/** The place of each key, by all keys of a map: there are as many lists of keys as kinds of hosts. */
const tables = new Map<string, ReadonlyMap<string, number>>();

/** A map for things of which each host of a kind has the same keys: the maps of all have one table of keys, and values of their own. */
export class SharedKeyMap<Value> implements ReadonlyMap<string, Value> {
  readonly #places: ReadonlyMap<string, number>;
  readonly #values: readonly Value[];

  /** @param entries - Their keys are all different. */
  constructor(entries: readonly (readonly [key: string, value: Value])[]) {
    const name = JSON.stringify(entries.map(([key]) => key));
    const places = tables.get(name) ?? new Map(entries.map(([key], place) => [key, place]));
    tables.set(name, places);
    this.#places = places;
    this.#values = entries.map(([, value]) => value);
  }

  get size(): number {
    return this.#values.length;
  }

  get(key: string): Value | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#values[place];
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  keys(): MapIterator<string> {
    return this.#places.keys();
  }

  *values(): MapIterator<Value> {
    yield* this.#values;
  }

  *entries(): MapIterator<[string, Value]> {
    for (const [key, place] of this.#places) yield [key, this.#values[place]!];
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  forEach(act: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this) act(value, key, this);
  }
}
