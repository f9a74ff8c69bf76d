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
  const anchored: SysmonWriter = {
    written: 0,
    tenth: 0,
    place(at) {
      writer.place(at);
      anchored.written = writer.written;
      anchored.tenth = writer.tenth;
      for (const anchor of anchors) {
        const late = anchor.written - anchored.written || anchor.tenth - anchored.tenth;
        if (at === anchor.at || (at < anchor.at ? late < 0 : late > 0)) {
          anchored.written = anchor.written;
          anchored.tenth = anchor.tenth;
        }
      }
    },
  };
  return anchored;
}
