import type { Report } from '../reporter.js';

/** Cuts text that arrives in pieces into records. */
export interface RecordReader {
  /** True between records, when all text so far has been dealt with. */
  readonly idle: boolean;
  /**
   * The text that comes next stands on this line: white space before it was read by somebody else.
   *
   * @param afterRecord - True if records were too.
   */
  resume(line: number, afterRecord: boolean): void;
  push(text: string): void;
  end(): void;
}

/** What a reader tells about what it found. */
export interface RecordSink {
  /** The record begins on this line; issues reported from now on belong to it. */
  at(line: number): void;
  readonly report: Report;
  record(text: string): void;
}

/** Counts line feeds without looking beyond `to`, however long the text behind it is. */
export function countLineFeeds(text: string, to = text.length): number {
  const part = to < text.length ? text.slice(0, to) : text;
  let count = 0;
  for (let at = part.indexOf('\n'); at !== -1; at = part.indexOf('\n', at + 1)) count += 1;
  return count;
}
