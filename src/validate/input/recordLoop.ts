import { isUtf8 } from 'node:buffer';
import { cutLayout } from '../fast/cutLayout.js';
import { LayoutTree } from '../fast/layoutTree.js';
import { borrowMatcher, giveBack, type Matcher, MISMATCH, NEED_MORE } from '../fast/matcher.js';
import type { Settings } from '../options.js';
import { fillFromShape } from '../record/checkShape.js';
import type { LayoutOf } from '../record/layout.js';
import { RawRecord } from '../record/rawRecord.js';
import type { Shape } from '../record/shape.js';
import type { Reporter } from '../reporter.js';
import type { Tally } from '../summary.js';
import { countLineFeeds, type RecordReader } from './recordReader.js';
import { isBlank, type Syntax } from './syntax.js';
import { decodeUtf8, lengthOfOpenSequence } from './utf8.js';

const LINE_FEED = 0x0a;
/** After so many records that were read completely, learning from them is tried only now and then. */
const EAGER = 64;
const SELDOM = 16;

/** After so many records of unknown layout in a row, the fast reader is asked for every sixteenth only: the file is not one for it. */
const PATIENCE = 256;

/** The issues of a record that is read a second time, to be learned from, have been said. */
const silent = () => undefined;

/**
 * Reads the records of one file and checks each.
 *
 * A record goes through the fast reader if its layout is known; if not, through the complete one, which also reports whatever is wrong with
 * its form, and the fast one learns its layout. Both give the same values to the same checks.
 */
export class RecordLoop {
  readonly #syntax: Syntax;
  readonly #layoutOf: LayoutOf;
  readonly #reporter: Reporter;
  readonly #tally: Tally;
  readonly #longest: number;
  readonly #matcher: Matcher | undefined;
  readonly #record: RawRecord;
  /** Absent where all is read completely. */
  readonly #tree: LayoutTree | undefined;
  readonly #reader: RecordReader;
  /** Bytes that could not be dealt with yet. */
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  /** The last line of which it was said that it is not UTF-8. */
  #invalidLine = 0;
  #complete = 0;
  /** Records in a row that the fast reader did not know. */
  #misses = 0;
  /** True if the record before was read by the fast reader. */
  #afterFast = false;
  /** Records read, whatever they were. */
  seen = 0;

  constructor(syntax: Syntax, layoutOf: LayoutOf, reporter: Reporter, tally: Tally, { maxRecordLength, reader }: Settings) {
    this.#syntax = syntax;
    this.#layoutOf = layoutOf;
    this.#reporter = reporter;
    this.#tally = tally;
    this.#longest = maxRecordLength;
    this.#matcher = reader === 'fast' ? borrowMatcher() : undefined;
    this.#record = new RawRecord(reporter.report, this.#matcher?.slots);
    this.#tree = this.#matcher && new LayoutTree(this.#matcher, this.#record);
    const { report } = reporter;
    this.#reader = syntax.openReader({ at: (line) => this.#at(line), report, record: (text) => this.#read(text) }, this.#longest);
  }

  /** Takes the next bytes of the file. */
  push(bytes: Buffer): void {
    if (this.#rest.length === 0) {
      this.#take(bytes, false);
      return;
    }
    // What waited is completed with as little as possible: joining it with all that comes would copy the whole file.
    const cut = this.#syntax.pieceEnd(bytes, 0);
    this.#take(Buffer.concat([this.#rest, bytes.subarray(0, cut)]), false);
    const more = bytes.subarray(cut);
    if (more.length > 0) this.#take(this.#rest.length === 0 ? more : Buffer.concat([this.#rest, more]), false);
  }

  #take(window: Buffer, final: boolean): void {
    const end = final ? window.length : window.length - lengthOfOpenSequence(window);
    const bytes = window.subarray(0, end);
    const at = this.#readAll(bytes, isUtf8(bytes), final);
    this.#rest = Buffer.from(window.subarray(at)); // the bytes of a file are good for so long only
  }

  /** Takes text that has no bytes: a string with half a surrogate pair. */
  pushText(text: string): void {
    this.#reader.push(text);
  }

  end(): void {
    this.#take(this.#rest, true);
    this.#reader.end();
    if (this.#matcher) giveBack(this.#matcher);
  }

  /** @returns Offset of what has to wait for more. */
  #readAll(bytes: Buffer, isText: boolean, final: boolean): number {
    const end = bytes.length;
    this.#tree?.window(bytes);
    let at = 0;
    while (at < end) {
      if (this.#reader.idle) {
        at = this.#skipBlank(bytes, at, end);
        if (at === end) break;
        if (isText && this.#tree && this.#isHopeful) {
          const behind = this.#readFast(this.#tree, bytes, at, end, final);
          if (behind >= 0) {
            at = behind;
            continue;
          }
          if (behind === NEED_MORE && !final && end - at <= this.#longest) return at;
        }
        this.#reader.resume(this.#line, this.#afterFast);
        this.#afterFast = false;
      }
      at = this.#readPiece(bytes, at, isText);
    }
    return at;
  }

  get #isHopeful(): boolean {
    return this.#misses < PATIENCE || this.#complete % SELDOM === 0;
  }

  #skipBlank(bytes: Buffer, start: number, end: number): number {
    let at = start;
    for (; at < end; at += 1) {
      const byte = bytes[at]!;
      if (byte === LINE_FEED) this.#line += 1;
      else if (!isBlank(byte)) break;
    }
    return at;
  }

  #readFast(tree: LayoutTree, bytes: Buffer, at: number, end: number, final: boolean): number {
    const start = this.#syntax.skip(bytes, at, end);
    const behind = tree.read(start);
    if (behind === MISMATCH) this.#misses += 1;
    if (behind < 0) return behind;
    this.#misses = 0;
    this.#afterFast = true;
    let close = this.#syntax.closes(bytes, behind, end);
    if (close === NEED_MORE && final) close = end;
    if (close < 0) return close;
    if (close - start > this.#longest) return MISMATCH;
    this.#at(this.#line);
    this.seen += 1;
    this.#check();
    this.#line += tree.lineFeeds;
    return close;
  }

  #readPiece(bytes: Buffer, at: number, isText: boolean): number {
    const end = this.#syntax.pieceEnd(bytes, at);
    const piece = bytes.subarray(at, end);
    const { text, faults } = isText ? { text: piece.toString(), faults: [] } : decodeUtf8(piece);
    let from = 0;
    for (const fault of faults) {
      this.#push(text.slice(from, fault));
      this.#sayInvalid();
      from = fault;
    }
    this.#push(text.slice(from));
    return end;
  }

  #push(text: string): void {
    this.#line += countLineFeeds(text);
    this.#reader.push(text);
  }

  /** Once for a line, behind all that is said of records that have ended by then. */
  #sayInvalid(): void {
    if (this.#line === this.#invalidLine) return;
    this.#invalidLine = this.#line;
    this.#reporter.at(this.#line);
    this.#reporter.report('input/encoding', 'MALFORMED', 'file', 'valid UTF-8', 'bytes that are not, read as U+FFFD');
  }

  /** Reads a record completely. */
  #read(text: string): void {
    this.seen += 1;
    let isSound = true;
    const shape = this.#syntax.readShape(text, (...finding) => {
      isSound = false;
      this.#reporter.report(...finding);
    });
    if (!shape) return;
    this.#tree?.forget();
    fillFromShape(this.#record, shape, this.#layoutOf(shape));
    this.#complete += 1;
    // What was wrong with the text itself would be said of this record, and not of those that are like it.
    if (isSound && (this.#complete < EAGER || this.#complete % SELDOM === 0)) this.#learn(text, shape);
    this.#check();
  }

  #learn(text: string, shape: Shape): void {
    if (!this.#tree?.learns) return;
    const bytes = Buffer.from(text);
    const byBytes = bytes.length === text.length ? shape : this.#syntax.readShape(bytes.toString('latin1'), silent);
    const cut = byBytes && cutLayout(bytes, byBytes, shape, this.#record.layout);
    if (cut) this.#tree.learn(cut);
  }

  #at(line: number): void {
    this.#reporter.at(line);
    this.#record.line = line;
  }

  #check(): void {
    const { form } = this.#record.layout;
    if (form) this.#tally.record(form);
    this.#record.check();
  }
}
