import { hash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A stream of random values that belongs to a path of labels under a seed.
 *
 * `fork` by what a value is for, never by counter: a host, a step or a process more or less then changes nobody else's values.
 */
export interface RandomSource {
  /** 64 bits that name the stream: what `keyed32` takes on the path per event. */
  readonly keyLow: number;
  readonly keyHigh: number;
  /** The stream of something that belongs to this one. Forking draws nothing. */
  fork(label: string): RandomSource;
  /** The next integer of `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** The next member of a list. */
  pick<T>(list: readonly T[]): T;
  /** The next hexadecimal digits, lower case. */
  hex(digits: number): string;
}

/** The root of all randomness of a run. @param seed - Any whole number 0 to 2^32 - 1. */
export function createRandomSource(seed: number): RandomSource {
  return new Stream(keyOf('', `wiretale seed ${seed}`));
}

/** Where keys and labels are hashed: one place for all, since a large office forks a million times. */
let room = Buffer.alloc(256);

/** SHA-256 of a key and a label. Keys are text, a character per byte: small beside buffers, each of which has memory of its own. */
function keyOf(key: string, label: string): string {
  const most = key.length + 3 * label.length;
  if (room.length < most) room = Buffer.alloc(most);
  const from = room.write(key, 0, 'latin1');
  return hash('sha256', room.subarray(0, from + room.write(label, from, 'utf8')), 'binary');
}

const int32At = (key: string, at: number) =>
  key.charCodeAt(at) | (key.charCodeAt(at + 1) << 8) | (key.charCodeAt(at + 2) << 16) | (key.charCodeAt(at + 3) << 24);

/** A class: of hundreds of thousands of streams each has its key only. */
class Stream implements RandomSource {
  readonly keyLow: number;
  readonly keyHigh: number;
  readonly #key: string;
  #generator: ReturnType<typeof xoroshiro128plusFromState> | undefined;

  constructor(key: string) {
    this.#key = key;
    this.keyLow = int32At(key, 16);
    this.keyHigh = int32At(key, 20);
  }

  fork(label: string): RandomSource {
    return new Stream(keyOf(this.#key, label));
  }

  integer(min: number, max: number): number {
    // Built at the first draw: most streams are only forked.
    this.#generator ??= xoroshiro128plusFromState([0, 4, 8, 12].map((at) => int32At(this.#key, at)));
    // Changes no whole number, but V8 then keeps a small one in the place of a pointer to it.
    return Math.floor(uniformInt(this.#generator, min, max));
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)]!;
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.integer(0, 15).toString(16)).join('');
  }
}
