/** What the guest may ask of the process around it: numbers and texts go in and out, never an object. */
export interface Host {
  /** @returns The number of a new stream of random values. */
  readonly fork: (stream: number, label: string) => number;
  readonly integer: (stream: number, min: number, max: number) => number;
  /** Takes a connection as JSON. @returns False when there are too many bytes of them. */
  readonly take: (connection: string) => boolean;
  /** Takes what the script prints. */
  readonly print: (text: string) => void;
}

/** What the process around asks of the guest. */
export interface Guest {
  readonly defineScenario: (definition: unknown) => unknown;
  /** @param made - What the script exports. @returns A {@link GuestStory} as JSON. */
  readonly story: (made: unknown) => string;
  /** Yields all connections. @param options - {@link GuestOptions} as JSON. @returns {@link GuestConnections} as JSON. */
  readonly connections: (options: string) => string;
}

/** A value that has no place in a story, and where it is. */
export interface OddValue {
  readonly path: readonly (string | number)[];
  /** What it is: `a function`. */
  readonly words: string;
}

export interface GuestStory {
  /** False: nothing that `defineScenario` gave. */
  readonly defined: boolean;
  readonly story?: unknown;
  readonly odd: readonly OddValue[];
  readonly hasConnections: boolean;
}

export interface GuestOptions {
  /** Microseconds since 1970-01-01 UTC. */
  readonly start: number;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly hosts: readonly object[];
  readonly users: readonly object[];
  /** Connections at the most. */
  readonly most: number;
}

export interface GuestConnections {
  readonly count: number;
  readonly odd: readonly OddValue[];
  /** Why it stopped before the end. */
  readonly stopped?: 'many' | 'long';
}

/**
 * What a script meets inside of its own world.
 *
 * It is evaluated there as text, so it names nothing from outside of itself: with no object of the process around within its reach, a
 * script finds no way back along constructors and prototypes.
 */
export function guest(host: Host): Guest {
  const { stringify, parse } = JSON;
  const { toString: tagOf } = Object.prototype;
  const { isArray } = Array;
  const { isSafeInteger } = Number;
  const world = globalThis as unknown as Record<string, unknown>;
  const definitions = new WeakSet<object>();
  let definition: { readonly connections?: unknown } | undefined;

  /** Errors of the process around are objects of its own: they stay there. */
  const guarded =
    <In extends (string | number)[], Out>(ask: (...values: In) => Out) =>
    (...values: In): Out => {
      try {
        return ask(...values);
      } catch {
        throw new RangeError('the script asks for more than there is room for');
      }
    };
  const fork = guarded(host.fork);
  const draw = guarded(host.integer);
  const take = guarded(host.take);
  const print = guarded(host.print);

  const shown = (value: unknown): string => {
    if (typeof value === 'string') return value;
    try {
      return (typeof value === 'object' ? stringify(value) : undefined) ?? String(value);
    } catch {
      return 'an object';
    }
  };

  class Random {
    readonly #stream: number;
    constructor(stream: number) {
      this.#stream = stream;
    }
    fork(label: unknown) {
      if (typeof label !== 'string') throw new TypeError(`random.fork: expected a text, received ${shown(label)}`);
      return new Random(fork(this.#stream, label));
    }
    integer(min: unknown, max: unknown): number {
      if (
        !isSafeInteger(min) ||
        !isSafeInteger(max) ||
        (min as number) > (max as number) ||
        (max as number) - (min as number) >= 2 ** 53
      )
        throw new RangeError(
          `random.integer: expected two whole numbers, the smaller first, received ${shown(min)}, ${shown(max)}`,
        );
      return draw(this.#stream, min as number, max as number);
    }
    pick<T>(list: readonly T[]): T {
      if (!isArray(list) || list.length === 0)
        throw new RangeError(`random.pick: expected a list with members, received ${shown(list)}`);
      return list[this.integer(0, list.length - 1)] as T;
    }
    shuffle<T>(list: readonly T[]): T[] {
      if (!isArray(list)) throw new RangeError(`random.shuffle: expected a list, received ${shown(list)}`);
      const copy = [...(list as readonly T[])];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = this.integer(0, last);
        [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
      }
      return copy;
    }
    hex(digits: unknown): string {
      if (!isSafeInteger(digits) || (digits as number) < 0 || (digits as number) > 1024)
        throw new RangeError(`random.hex: expected 0 to 1024 digits, received ${shown(digits)}`);
      let text = '';
      while (text.length < (digits as number)) text += this.integer(0, 15).toString(16);
      return text;
    }
  }

  // What gives another value each time, what depends on the machine, and what takes memory that no limit counts.
  const refuse = (name: string, cure: string) => () => {
    throw new TypeError(`${name}: a script gives the same for the same seed; ${cure}`);
  };
  const RealDate = Date;
  class FixedDate extends RealDate {
    constructor(...values: readonly [number]) {
      if ((values as readonly unknown[]).length === 0) refuse('the clock', 'use start, which connections() is given')();
      super(...values);
    }
    static override now(): never {
      return refuse('the clock', 'use start, which connections() is given')() as never;
    }
  }
  Object.defineProperty(FixedDate, 'name', { value: 'Date' });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: FixedDate });
  Object.defineProperty(Math, 'random', { value: refuse('Math.random', 'use random, which connections() is given') });
  for (const name of [
    'ArrayBuffer SharedArrayBuffer Atomics DataView WebAssembly WeakRef FinalizationRegistry Intl eval',
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array',
    'BigInt64Array BigUint64Array',
  ]
    .join(' ')
    .split(' '))
    delete world[name];
  const log = (...values: unknown[]) => print(values.map(shown).join(' ').slice(0, 1_000));
  world.Date = FixedDate;
  world.console = Object.freeze({ log, info: log, debug: log, warn: log, error: log });

  const kindOf = (value: unknown) => {
    if (typeof value === 'number' || value === undefined || value === null) return `${value}`;
    if (typeof value === 'bigint') return `${value}n`;
    return typeof value === 'object'
      ? `an object of the class ${shown((value as object).constructor?.name)}`
      : `a ${typeof value}`;
  };

  /** Values that may still be looked at: an object may hold itself, twice. */
  let budget = 0;
  /** A value as YAML could have it; what it cannot is left out and told. */
  const plain = (value: unknown, path: (string | number)[], odd: OddValue[]): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    const tell = (words: string) => {
      if (odd.length < 100) odd.push({ path: [...path], words });
      return undefined;
    };
    // What comes after one that was too long is not told of as well.
    if (budget < 0) return undefined;
    budget -= isArray(value) ? value.length + 1 : 1;
    if (path.length > 40) return tell('values within values without end');
    if (budget < 0) return tell('more values than a story has');
    if (isArray(value)) return value.map((item, index) => plain(item, [...path, index], odd) ?? null);
    const prototype = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
    if (prototype !== Object.prototype && !(typeof value === 'object' && prototype === null)) return tell(kindOf(value));
    const copy = Object.create(null) as Record<string, unknown>;
    for (const [key, item] of Object.entries(value as object)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        odd.push({ path: [...path, key], words: `the key ${key}` });
        continue;
      }
      if (item === undefined || (path.length === 0 && key === 'connections')) continue;
      const made = plain(item, [...path, key], odd);
      if (made !== undefined) copy[key] = made;
    }
    return copy;
  };

  return {
    defineScenario(given) {
      if (typeof given !== 'object' || given === null)
        throw new TypeError(
          `defineScenario: expected an object with id, title, start, world and steps, received ${shown(given)}`,
        );
      definitions.add(given);
      return given;
    },
    story(made) {
      const defined = typeof made === 'object' && made !== null && definitions.has(made);
      if (!defined) return stringify({ defined, odd: [], hasConnections: false });
      definition = made;
      const odd: OddValue[] = [];
      const { connections } = definition;
      if (connections !== undefined && typeof connections !== 'function')
        odd.push({ path: ['connections'], words: kindOf(connections) });
      // A list that somebody returns would be taken without a word, and what is async has not come yet.
      else if (connections !== undefined && tagOf.call(connections) !== '[object GeneratorFunction]')
        odd.push({ path: ['connections'], words: 'a function that is no generator, or an async one' });
      budget = 500_000;
      return stringify({ defined, story: plain(made, [], odd), odd, hasConnections: typeof connections === 'function' });
    },
    connections(json) {
      const { most, ...options } = parse(json) as GuestOptions;
      const yielded = (definition as { connections(given: object): unknown }).connections({ random: new Random(0), ...options });
      if (
        typeof yielded !== 'object' ||
        yielded === null ||
        typeof (yielded as Iterable<unknown>)[Symbol.iterator] !== 'function'
      )
        throw new TypeError(
          `connections: expected a generator, *connections() { ... yield { ... } }, received ${shown(yielded)}`,
        );
      const odd: OddValue[] = [];
      let count = 0;
      for (const connection of yielded as Iterable<unknown>) {
        if (count === most) return stringify({ count, odd, stopped: 'many' });
        budget = 1_000;
        const text = stringify(plain(connection, ['connections', count], odd) ?? null);
        if (!take(text)) return stringify({ count, odd, stopped: 'long' });
        count += 1;
      }
      return stringify({ count, odd });
    },
  };
}
