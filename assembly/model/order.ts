import { AT, CONNECTION_SIZE, KEY_HIGH, KEY_LOW } from './connection';
import { found, keys, ordered, spareKeys } from './memory';
import { sortKeys } from './sortKeys';

/** Puts the connections that were found into the order of time; their keys decide within a microsecond. */
export function order(count: i32): void {
  for (let i = 0; i < count; i += 1)
    store<u64>(keys + (i << 3), (<u64>load<u32>(found + i * CONNECTION_SIZE, AT) << 32) | <u64>i);
  const sorted = sortKeys(keys, spareKeys, count);
  let at = ordered;
  for (let i = 0; i < count; i += 1, at += CONNECTION_SIZE) {
    memory.copy(at, found + load<i32>(sorted + (i << 3)) * CONNECTION_SIZE, CONNECTION_SIZE);
    if (i > 0 && load<u32>(at, AT) == load<u32>(at - CONNECTION_SIZE, AT)) sinkByKey(at);
  }
}

/** Moves a connection before those of its microsecond whose keys are greater. */
function sinkByKey(from: i32): void {
  for (let at = from; at > ordered && isBefore(at, at - CONNECTION_SIZE); at -= CONNECTION_SIZE) {
    for (let word = 0; word < CONNECTION_SIZE; word += 4) {
      const moved = load<u32>(at + word);
      store<u32>(at + word, load<u32>(at + word - CONNECTION_SIZE));
      store<u32>(at + word - CONNECTION_SIZE, moved);
    }
  }
}

function isBefore(one: i32, other: i32): bool {
  if (load<u32>(one, AT) != load<u32>(other, AT)) return false;
  const high = load<u32>(one, KEY_HIGH);
  const otherHigh = load<u32>(other, KEY_HIGH);
  return high != otherHigh ? high < otherHigh : load<u32>(one, KEY_LOW) < load<u32>(other, KEY_LOW);
}
