/** When something happens, microseconds since 1970-01-01 UTC, true time. */
export interface Timed {
  /** For this seed, */
  readonly at: number;
  /** and for any: what must hold for a story holds between these. */
  readonly earliest: number;
  readonly latest: number;
  /** What it counts from, and how long after that it is at least and at most. */
  readonly since?: { readonly base: Timed; readonly least: number; readonly most: number };
}

/** The same for every seed. */
export const exactly = (at: number): Timed => ({ at, earliest: at, latest: at });

/** Something so long after something else. */
export function timedAfter(base: Timed, by: { readonly exact: number; readonly least: number; readonly most: number }): Timed {
  const { exact, least, most } = by;
  return {
    at: base.at + exact,
    earliest: base.earliest + least,
    latest: base.latest + most,
    since: { base, least, most },
  };
}

/** How far back two times are followed to what they both count from. */
const FURTHEST = 1_000;

/**
 * Whether one time is never before another, whatever the seed.
 *
 * Where both count from one thing they are compared from there: a step 2 s after another is never before a process that starts 1 s after it,
 * whenever that is.
 */
export function neverBefore(later: Timed, earlier: Timed): boolean {
  if (later.earliest >= earlier.latest) return true;
  /** How long after each of its bases the earlier one is at most. */
  const bases = new Map<Timed, number>();
  let most = 0;
  for (let at: Timed | undefined = earlier; at && bases.size < FURTHEST; at = at.since?.base) {
    bases.set(at, most);
    most += at.since?.most ?? 0;
  }
  let least = 0;
  let steps = 0;
  for (let at: Timed | undefined = later; at && steps < FURTHEST; at = at.since?.base) {
    const other = bases.get(at);
    if (other !== undefined) return least >= other;
    least += at.since?.least ?? 0;
    steps += 1;
  }
  return false;
}
