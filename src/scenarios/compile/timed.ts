/** When something happens, microseconds since 1970-01-01 UTC, true time. */
export interface Timed {
  /** For this seed, */
  readonly at: number;
  /** and for any: what must hold for a story holds between these. */
  readonly earliest: number;
  readonly latest: number;
  /** What it counts from; absent: the calendar. */
  readonly since?: Since;
}

/** That something counts from something else, and all that this counts from in turn. */
export interface Since {
  readonly base: Timed;
  /** How many there are up to the one that counts from the calendar. */
  readonly depth: number;
  /** One of those further up: by these all of them are passed in a few leaps, however many they are. */
  readonly leap: Timed;
  /** How long after the uppermost of them it is at least, */
  readonly least: Sum;
  /** and at most. */
  readonly most: Sum;
}

/** A sum that may have infinite parts: what is without them is not lost. */
interface Sum {
  readonly finite: number;
  readonly infinite: number;
}

/** The same for every seed. */
export const exactly = (at: number): Timed => ({ at, earliest: at, latest: at });

/** Something so long after something else. */
export function timedAfter(base: Timed, by: { readonly exact: number; readonly least: number; readonly most: number }): Timed {
  const { exact, least, most } = by;
  return { at: base.at + exact, earliest: base.earliest + least, latest: base.latest + most, since: since(base, least, most) };
}

const NOTHING: Sum = { finite: 0, infinite: 0 };

/** That something happens so long after something else. @param least - Microseconds, or -Infinity. @param most - Microseconds, or Infinity. */
export function since(base: Timed, least: number, most: number): Since {
  const above = base.since;
  const leap = above?.leap;
  // The leap of the leap is as long as the leap itself: so the two and this step are one leap (skew-binary numbers).
  const isTwin = above && leap && depthOf(base) - depthOf(leap) === depthOf(leap) - depthOf(leap.since?.leap ?? leap);
  return {
    base,
    depth: depthOf(base) + 1,
    leap: isTwin ? (leap.since?.leap ?? leap) : base,
    least: sum(above?.least ?? NOTHING, least),
    most: sum(above?.most ?? NOTHING, most),
  };
}

const sum = ({ finite, infinite }: Sum, more: number): Sum =>
  Number.isFinite(more) ? { finite: finite + more, infinite } : { finite, infinite: infinite + 1 };

const depthOf = (time: Timed): number => time.since?.depth ?? 0;

/**
 * Whether one time is never before another, whatever the seed.
 *
 * Where both count from one thing they are compared from there: a step 2 s after another is never before a process that starts 1 s after it,
 * whenever that is.
 */
export function neverBefore(later: Timed, earlier: Timed): boolean {
  if (later.earliest >= earlier.latest) return true;
  const common = commonBase(later, earlier);
  if (!common) return false;
  const least = lengthFrom(common.since?.least, later.since?.least);
  const most = lengthFrom(common.since?.most, earlier.since?.most);
  return most !== undefined && (least ?? -Infinity) >= most;
}

/** From a base to what counts from it; undefined: without a bound. */
function lengthFrom(base = NOTHING, end = NOTHING): number | undefined {
  return end.infinite > base.infinite ? undefined : end.finite - base.finite;
}

/** The nearest of all that both count from, themselves included. */
function commonBase(one: Timed, other: Timed): Timed | undefined {
  let [a, b] = depthOf(one) >= depthOf(other) ? [one, other] : [other, one];
  while (a.since && depthOf(a) > depthOf(b)) a = depthOf(a.since.leap) >= depthOf(b) ? a.since.leap : a.since.base;
  while (a !== b) {
    if (!a.since || !b.since) return undefined;
    // Equally deep ones leap equally far.
    [a, b] = a.since.leap === b.since.leap ? [a.since.base, b.since.base] : [a.since.leap, b.since.leap];
  }
  return a;
}
