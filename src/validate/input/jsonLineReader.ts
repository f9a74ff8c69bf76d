import type { RecordReader, RecordSink } from './recordReader.js';

/**
 * Cuts JSON lines into records. An object that was laid out over several lines is read too, if it begins with a line
 * `{` and ends with a line `}`.
 */
export class JsonLineReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #longest: number;
  #rest = '';
  #line = 1;
  #skipping = false;
  #laidOut: { line: number; text: string } | undefined;

  constructor(sink: RecordSink, longest: number) {
    this.#sink = sink;
    this.#longest = longest;
  }

  push(text: string): void {
    let start = 0;
    for (let feed = text.indexOf('\n'); feed !== -1; feed = text.indexOf('\n', start)) {
      this.#take(text.slice(start, feed));
      this.#endLine();
      start = feed + 1;
    }
    this.#take(text.slice(start));
  }

  end(): void {
    this.#endLine();
    this.#flushLaidOut();
  }

  #take(piece: string): void {
    if (this.#skipping || piece === '') return;
    this.#rest += piece;
    if (this.#rest.length <= this.#longest) return;
    this.#sink.at(this.#line);
    this.#sink.report(
      'input/too-long',
      'TOO_LONG',
      'record',
      `a line of at most ${this.#longest} characters`,
      this.#rest.slice(0, 200),
    );
    this.#rest = '';
    this.#skipping = true;
  }

  #endLine(): void {
    const line = this.#rest.trim();
    this.#rest = '';
    if (this.#skipping) this.#skipping = false;
    else if (line !== '') this.#handle(line);
    this.#line += 1;
  }

  #handle(line: string): void {
    if (line.startsWith('{') && line !== '{') this.#flushLaidOut(); // a new record: the one before was cut off
    if (this.#laidOut) {
      this.#laidOut.text += `\n${line}`;
      if (line === '}' || this.#laidOut.text.length > this.#longest) this.#flushLaidOut();
    } else if (line === '{') this.#laidOut = { line: this.#line, text: line };
    else this.#emit(this.#line, line);
  }

  #flushLaidOut(): void {
    const open = this.#laidOut;
    this.#laidOut = undefined;
    if (open) this.#emit(open.line, open.text);
  }

  #emit(line: number, text: string): void {
    this.#sink.at(line);
    this.#sink.record(text);
  }
}
