import { scale32 } from '../shared/scale32';
import { whole32 } from '../shared/whole32';

/*
 * From which flows each connection of a source takes one, in 32 bits: the flow itself, where it is always the same; else minus the place of a
 * list. Of a list, i32: twice its length, and one more where connections of all its flows count for the same hosts; then the flows.
 */

/** Bits of a flow here, above those of its number: nobody tells of it, and it takes no port that is counted. */
const IDLE: u32 = 1 << 30;

/** One of the flows, drawn by a random word. */
@inline
export function chosen(choice: i32, word: u32): u32 {
  if (choice >= 0) return choice;
  const list = -choice;
  return load<u32>(list + (<i32>whole32(scale32(word, <f64>(load<i32>(list) >> 1))) << 2), 4);
}

/** Whether {@link chosen} needs its word. */
@inline
export function isOpen(choice: i32): bool {
  return choice < 0;
}

@inline
export function isIdle(flow: u32): bool {
  return (flow & IDLE) != 0;
}

@inline
export function numberOf(flow: u32): u32 {
  return flow & ~IDLE;
}

/** Whether connections count for the same hosts whatever is chosen: as those of {@link firstOf} do. */
@inline
export function countsAlike(choice: i32): bool {
  return choice >= 0 || (load<i32>(-choice) & 1) != 0;
}

@inline
export function firstOf(choice: i32): u32 {
  return numberOf(choice >= 0 ? choice : load<u32>(-choice, 4));
}
