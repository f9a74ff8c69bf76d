import { COUNTERS } from './memory';

const BITS: u64 = 10;
const VALUES: i32 = 1 << 10;
const MASK: u64 = <u64>VALUES - 1;
/** Keys have 30 bits: three times ten. */
const SHIFT: u64 = 32;
/** Below this many, moving one by one is quicker than counting. */
const FEW: i32 = 48;

/**
 * Sorts numbers of 64 bits by bits 32 to 61; those alike keep their order.
 *
 * @param from - The numbers. @param spare - Room for as many.
 * @returns Where they stand sorted: one of the two.
 */
export function sortKeys(from: i32, spare: i32, count: i32): i32 {
  if (count < FEW) {
    sortFew(from, count);
    return from;
  }
  memory.fill(COUNTERS, 0, VALUES * 4 * 3);
  for (let i = 0; i < count; i += 1) {
    const key = load<u64>(from + (i << 3)) >> SHIFT;
    count1(<i32>(key & MASK));
    count1(VALUES + <i32>((key >> BITS) & MASK));
    count1(2 * VALUES + <i32>((key >> (2 * BITS)) & MASK));
  }
  for (let table = 0; table < 3; table += 1) {
    let sum: u32 = 0;
    const behind = COUNTERS + (table + 1) * VALUES * 4;
    for (let at = COUNTERS + table * VALUES * 4; at < behind; at += 4) {
      const here = load<u32>(at);
      store<u32>(at, sum);
      sum += here;
    }
  }
  pass(from, spare, count, 0, SHIFT);
  pass(spare, from, count, 1, SHIFT + BITS);
  pass(from, spare, count, 2, SHIFT + 2 * BITS);
  return spare;
}

@inline
function count1(place: i32): void {
  const at = COUNTERS + (place << 2);
  store<u32>(at, load<u32>(at) + 1);
}

@inline
function pass(from: i32, to: i32, count: i32, table: i32, shift: u64): void {
  for (let i = 0; i < count; i += 1) {
    const key = load<u64>(from + (i << 3));
    const at = COUNTERS + table * VALUES * 4 + (<i32>((key >> shift) & MASK) << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    store<u64>(to + (place << 3), key);
  }
}

function sortFew(from: i32, count: i32): void {
  for (let i = 1; i < count; i += 1) {
    const key = load<u64>(from + (i << 3));
    let at = from + (i << 3);
    for (; at > from && load<u64>(at - 8) >> SHIFT > key >> SHIFT; at -= 8) store<u64>(at, load<u64>(at - 8));
    store<u64>(at, key);
  }
}
