import { fieldValues } from './fieldValues.js';
import { LineReader } from './lineReader.js';
import { matches } from './matches.js';
import type { Query } from './query.js';
import { readRecord } from './readRecord.js';

/** Longest line that is read, in bytes; real records have 1 to 3 KB. */
export const LONGEST_LINE = 1_048_576;

/** Lines of one kind: how many, and the number of the first. */
export interface Lines {
  readonly count: number;
  readonly first: number;
}

const NONE: Lines = { count: 0, first: 0 };
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LINE_FEED = Uint8Array.of(0x0a);
const BLANK = /^\s*$/u;

/** First bytes of what is no NDJSON, whatever follows. */
const FOREIGN: Readonly<Record<number, string>> = { 60: 'XML', 254: 'UTF-16 text', 255: 'UTF-16 text' };
const BEFORE_TEXT: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20, ...BYTE_ORDER_MARK]);

/** Searches one file whose bytes arrive in pieces, unpacked already. */
export class Search {
  readonly #query: Query;
  readonly #reader: LineReader;
  readonly #absent: Set<string>;
  #found: Uint8Array[] = [];
  #begun = false;
  records = 0;
  matched = 0;
  /** Lines that are neither empty nor a JSON object. */
  notObjects = NONE;
  tooLong = NONE;
  /** The kind of file, if it is one in which nothing can be found: `XML`. */
  foreign: string | undefined;

  constructor(query: Query, longest = LONGEST_LINE) {
    this.#query = query;
    this.#absent = new Set(query.terms.map(({ field }) => field));
    const tooLong = (number: number) => {
      this.tooLong = oneMore(this.tooLong, number);
    };
    this.#reader = new LineReader({ line: (bytes, number) => this.#line(bytes, number), tooLong }, longest);
  }

  /** Fields of the query that no record had so far. */
  get absent(): readonly string[] {
    return [...this.#absent];
  }

  /** @returns The lines that match, byte for byte, each with a line end. */
  push(chunk: Uint8Array): Uint8Array {
    if (!this.#begun) this.#begin(chunk);
    if (this.foreign === undefined) this.#reader.push(chunk);
    return this.#take();
  }

  end(): Uint8Array {
    if (this.foreign === undefined) this.#reader.end();
    return this.#take();
  }

  #begin(chunk: Uint8Array): void {
    const first = chunk.find((byte) => !BEFORE_TEXT.has(byte));
    this.#begun = first !== undefined;
    this.foreign = FOREIGN[first ?? 0];
  }

  #line(whole: Uint8Array, number: number): void {
    // The mark belongs to the file and not to its first line.
    const marked = number === 1 && BYTE_ORDER_MARK.every((byte, index) => whole[index] === byte);
    const bytes = marked ? whole.subarray(BYTE_ORDER_MARK.length) : whole;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    const record = readRecord(text);
    if (!record) {
      if (!BLANK.test(text)) this.notObjects = oneMore(this.notObjects, number);
      return;
    }
    this.records += 1;
    for (const field of this.#absent) if (fieldValues(record, field).length > 0) this.#absent.delete(field);
    if (!matches(this.#query, record)) return;
    this.matched += 1;
    this.#found.push(bytes);
    if (bytes[bytes.length - 1] !== LINE_FEED[0]) this.#found.push(LINE_FEED);
  }

  #take(): Uint8Array {
    const found = Buffer.concat(this.#found);
    this.#found = [];
    return found;
  }
}

const oneMore = ({ count, first }: Lines, number: number): Lines => ({ count: count + 1, first: count === 0 ? number : first });
