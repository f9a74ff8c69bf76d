import { readJsonShape } from '../json/readJsonShape.js';
import type { ReadShape } from '../record/shape.js';
import { readXmlShape } from '../xml/readXmlShape.js';
import { EventReader } from './eventReader.js';
import { JsonLineReader } from './jsonLineReader.js';
import type { RecordReader, RecordSink } from './recordReader.js';
import { LONGEST_PREFIX, SYSLOG_PREFIX } from './syslogPrefix.js';

/** How records of one syntax are found and taken apart. */
export interface Syntax {
  /** Takes apart a record that has been cut out. */
  readonly readShape: ReadShape;
  /** Cuts text into records, whatever happens in it. */
  readonly openReader: (sink: RecordSink, longest: number) => RecordReader;
  /** Passes over what may stand before a record. @returns Offset of what follows; the same offset if nothing stands there. */
  readonly skip: (bytes: Buffer, at: number, end: number) => number;
  /** How much text, from here, the cutter should be given: up to the probable end of the record. */
  readonly pieceEnd: (bytes: Buffer, at: number) => number;
  /** True if a record may end here. @returns Offset behind it and what belongs to it; -1 if it may not, -2 if the bytes end too early to tell. */
  readonly closes: (bytes: Buffer, at: number, end: number) => number;
}

const END_TAG = Buffer.from('</Event>');
const LT = 0x3c;
const MINUS = 0x2d;
const LINE_FEED = 0x0a;

export const XML: Syntax = {
  readShape: readXmlShape,
  openReader: (sink, longest) => new EventReader(sink, longest),
  skip: (bytes, at, end) => {
    if (bytes[at] === LT && !isDigit(bytes[at + 1])) return at;
    if (bytes[at] === MINUS) {
      let next = at + 1;
      while (next < end && isBlank(bytes[next]!)) next += 1;
      return bytes[next] === LT ? next : at;
    }
    const open = bytes.subarray(at, Math.min(end, at + LONGEST_PREFIX)).indexOf(LT, 1);
    return open > 0 && SYSLOG_PREFIX.test(bytes.toString('utf8', at, at + open)) ? at + open : at;
  },
  pieceEnd: (bytes, at) => {
    const found = bytes.indexOf(END_TAG, at);
    return found === -1 ? bytes.length : found + END_TAG.length;
  },
  closes: (_bytes, at) => at,
};

export const JSON_LINES: Syntax = {
  readShape: readJsonShape,
  openReader: (sink, longest) => new JsonLineReader(sink, longest),
  skip: (_bytes, at) => at,
  pieceEnd: (bytes, at) => {
    const found = bytes.indexOf(LINE_FEED, at);
    return found === -1 ? bytes.length : found + 1;
  },
  closes: (bytes, at, end) => {
    for (let next = at; next < end; next += 1) {
      if (bytes[next] === LINE_FEED) return next;
      if (!isBlank(bytes[next]!)) return -1; // something else on the line: a fault, or another record
    }
    return -2;
  },
};

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
