import type { RandomSource } from './randomSource.js';

/**
 * Gives each of a few named things a slot of its own, by its name.
 *
 * A name's slot follows from the name alone; where two names meet, the one declared first keeps it and the other takes the next of its
 * own candidates. So a name added at the end moves nobody, and one added elsewhere moves a later one only if they meet.
 *
 * @param taken - Slots that are not free, such as pinned ones.
 * @returns Slots 0 to `size - 1`, in the order of the names.
 */
export function slotsByName(
  random: RandomSource,
  names: readonly string[],
  size: number,
  taken: ReadonlySet<number> = new Set(),
): number[] {
  const used = new Set(taken);
  if (used.size + names.length > size) throw new RangeError(`${names.length} names do not fit into ${size - used.size} slots`);
  return names.map((name) => {
    const candidates = random.fork(name);
    let slot = candidates.integer(0, size - 1);
    while (used.has(slot)) slot = candidates.integer(0, size - 1);
    used.add(slot);
    return slot;
  });
}
