import { countUpTo } from '../countUpTo.js';
import type { SysmonWriter } from './writer.js';

/** A record whose instant of writing is known beforehand. */
export interface WriterAnchor {
  /** The record's own time, microseconds since 1970-01-01 UTC, true time. */
  readonly at: number;
  /** When it is written, true time. */
  readonly written: number;
  readonly tenth: number;
}

/**
 * A writer that keeps to anchors: what comes before one is not written after it, nor what comes after it before.
 *
 * @param anchors - In the order of both their times.
 */
export function anchoredWriter(writer: SysmonWriter, anchors: readonly WriterAnchor[]): SysmonWriter {
  if (anchors.length === 0) return writer;
  const times = Float64Array.from(anchors, ({ at }) => at);
  const anchored: SysmonWriter = {
    written: 0,
    tenth: 0,
    place(at) {
      writer.place(at);
      // Both times of the anchors rise: those next to the record decide.
      const next = countUpTo(times, at);
      const last = anchors[next - 1];
      let kept: Instant = writer;
      if (last && (last.at === at || isLater(last, kept))) kept = last;
      const following = anchors[next];
      if (following && isLater(kept, following)) kept = following;
      anchored.written = kept.written;
      anchored.tenth = kept.tenth;
    },
  };
  return anchored;
}

type Instant = Pick<SysmonWriter, 'written' | 'tenth'>;

const isLater = (one: Instant, other: Instant) => (one.written - other.written || one.tenth - other.tenth) > 0;
