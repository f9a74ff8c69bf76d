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
  return sourceOf(sha256(`wiretale seed ${seed}`));
}

const sha256 = (data: string | Buffer): Buffer => hash('sha256', data, 'buffer');

function sourceOf(key: Buffer): RandomSource {
  let generator: ReturnType<typeof xoroshiro128plusFromState> | undefined;
  const draw = (min: number, max: number) => {
    // Built at the first draw: most streams are only forked.
    generator ??= xoroshiro128plusFromState([0, 4, 8, 12].map((at) => key.readInt32LE(at)));
    return uniformInt(generator, min, max);
  };
  return {
    keyLow: key.readInt32LE(16),
    keyHigh: key.readInt32LE(20),
    fork: (label) => sourceOf(sha256(Buffer.concat([key, Buffer.from(label, 'utf8')]))),
    integer: draw,
    pick: (list) => list[draw(0, list.length - 1)]!,
    hex: (digits) => Array.from({ length: digits }, () => draw(0, 15).toString(16)).join(''),
  };
}
