/** Candidates beyond this many are not compared: the cure of an error must not cost more than finding it. */
const MOST_CANDIDATES = 2_000;

/**
 * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, replacements and swaps of neighbours.
 *
 * @returns The distance, or `limit + 1` where it is larger than `limit`.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, beforePrevious[column - 2]! + 1);
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length]!;
}

/** How many slips of the finger still leave a name recognisable: none in 2 letters, one in 5, two in 8, three beyond. */
const slipsAllowed = (name: string) => (name.length < 3 ? 0 : name.length < 6 ? 1 : name.length < 9 ? 2 : 3);

/**
 * The valid name that the writer most likely meant.
 *
 * @returns undefined where nothing is close: a far-fetched guess is worse than none. The first of equally close names wins.
 */
export function nearestName(received: string, candidates: Iterable<string>): string | undefined {
  const written = received.toLowerCase();
  if (written.length > 128) return undefined;
  let best: string | undefined;
  let limit = slipsAllowed(written);
  let compared = 0;
  for (const candidate of candidates) {
    compared += 1;
    if (compared > MOST_CANDIDATES) break;
    const distance = editDistance(written, candidate.toLowerCase(), limit);
    // A name made only of replaced letters is another name: `ws` is not `dc`.
    if (distance > limit || distance >= Math.max(written.length, candidate.length)) continue;
    best = candidate;
    if (distance === 0) break;
    limit = distance - 1;
  }
  return best;
}

/** The cure of an unknown name, `did you mean copy?`, or undefined where nothing is close. */
export function didYouMean(received: string, candidates: Iterable<string>): string | undefined {
  const nearest = nearestName(received, candidates);
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}
