import { whole32 } from '../shared/whole32';
import { EPOCH } from './epoch';
import { keys, spareKeys } from './memory';
import { sortKeys } from './sortKeys';

/**
 * Finds the records that arrive within a slice.
 *
 * @param arrival - Column of the arrivals of so many records. @param began - When the slice begins.
 * @param order - Takes their positions by arrival, u32 each; of one moment, in the order in which they stand.
 * @returns How many they are.
 */
export function orderByArrival(arrival: i32, count: i32, began: f64, order: i32): i32 {
  let inside = 0;
  for (let i = 0; i < count; i += 1) {
    const since = load<f64>(arrival + (i << 3)) - began;
    if (since < 0 || since >= EPOCH) continue;
    store<u64>(keys + (inside << 3), (<u64>whole32(Math.floor(since)) << 32) | <u64>i);
    inside += 1;
  }
  const sorted = sortKeys(keys, spareKeys, inside);
  for (let i = 0; i < inside; i += 1) store<u32>(order + (i << 2), load<u32>(sorted + (i << 3)));
  return inside;
}

/**
 * Moves the records that have not arrived by a moment to the front of their columns.
 *
 * @param columns - Where the columns begin, i32 each. @param widths - Bytes of an entry of each column, u8 each, so many.
 * @returns How many they are.
 */
export function carry(columns: i32, widths: i32, width: i32, arrival: i32, count: i32, until: f64): i32 {
  let kept = 0;
  for (let i = 0; i < count; i += 1) {
    if (load<f64>(arrival + (i << 3)) < until) continue;
    for (let c = 0; c < width; c += 1) {
      const size = load<u8>(widths + c);
      const column = load<i32>(columns + (c << 2));
      if (size == 8) store<u64>(column + (kept << 3), load<u64>(column + (i << 3)));
      else if (size == 4) store<u32>(column + (kept << 2), load<u32>(column + (i << 2)));
      else if (size == 2) store<u16>(column + (kept << 1), load<u16>(column + (i << 1)));
      else store<u8>(column + kept, load<u8>(column + i));
    }
    kept += 1;
  }
  return kept;
}
