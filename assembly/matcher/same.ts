import { MASKS } from './memory';

export const VECTOR: i32 = 16;

/** Puts down the masks, once. */
export function initMasks(): void {
  memory.fill(MASKS, 0xff, VECTOR);
  memory.fill(MASKS + VECTOR, 0, VECTOR);
}

/** Whether the same bytes stand at both places. Up to 15 bytes behind them are read, and make no difference. */
@inline
export function same(left: i32, right: i32, length: i32): bool {
  if (length < VECTOR) {
    const difference = v128.xor(v128.load(left), v128.load(right));
    return !v128.any_true(v128.and(difference, v128.load(MASKS + VECTOR - length)));
  }
  const last = length - VECTOR;
  for (let i = 0; i < last; i += VECTOR) {
    if (v128.any_true(v128.xor(v128.load(left + i), v128.load(right + i)))) return false;
  }
  return !v128.any_true(v128.xor(v128.load(left + last), v128.load(right + last)));
}
