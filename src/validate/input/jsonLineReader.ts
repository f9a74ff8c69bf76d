import type { RecordReader, RecordSink } from './recordReader.js';

/** Whatever changes the depth, or hides such characters: strings with their escapes. */
const TOKEN = /["{}[\]]|\\[\s\S]/g;

/**
 * Cuts JSON lines into records, and what else JSON files hold: an object that was laid out over several lines, if it begins with a line `{`
 * and ends with a line `}`; the elements of an array, if the file begins with `[`. The headings `Record 17` of evtx_dump are passed over.
 */
export class JsonLineReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #longest: number;
  #rest = '';
  #line = 1;
  #skipping = false;
  /** True within an object over several lines that was too long, until a record begins on a line of its own. */
  #passing = false;
  #laidOut: { line: number; text: string } | undefined;
  #array: ArrayCutter | undefined;
  #begun = false;

  constructor(sink: RecordSink, longest: number) {
    this.#sink = sink;
    this.#longest = longest;
  }

  get idle(): boolean {
    return this.#rest.trim() === '' && !this.#skipping && !this.#laidOut && !this.#passing && !this.#array;
  }

  resume(line: number): void {
    this.#rest = '';
    this.#line = line;
  }

  push(text: string): void {
    if (!this.#begun && text.trim() !== '') {
      this.#begun = true;
      if (text.trimStart().startsWith('[')) this.#array = new ArrayCutter(this.#sink, this.#longest, this.#line);
    }
    if (this.#array) this.#array.push(text);
    else this.#pushLines(text);
  }

  #pushLines(text: string): void {
    let start = 0;
    for (let feed = text.indexOf('\n'); feed !== -1; feed = text.indexOf('\n', start)) {
      this.#take(text.slice(start, feed));
      this.#endLine();
      start = feed + 1;
    }
    this.#take(text.slice(start));
  }

  end(): void {
    if (this.#array) this.#array.end();
    else {
      this.#endLine();
      this.#flushLaidOut();
    }
  }

  #take(piece: string): void {
    if (this.#skipping || piece === '') return;
    this.#rest += piece;
    if (this.#rest.length <= this.#longest) return;
    tooLong(this.#sink, this.#line, `a line of at most ${this.#longest} characters`, this.#rest);
    this.#rest = '';
    this.#skipping = true;
  }

  #endLine(): void {
    const line = this.#rest.trim();
    this.#rest = '';
    if (this.#skipping) this.#skipping = false;
    else if (line !== '' && !/^Record \d+$/.test(line)) this.#handle(line);
    this.#line += 1;
  }

  #handle(line: string): void {
    if (line.startsWith('{') && line !== '{') this.#flushLaidOut(); // a new record: the one before was cut off
    if (this.#laidOut) {
      this.#laidOut.text += `\n${line}`;
      if (this.#laidOut.text.length > this.#longest) {
        tooLong(this.#sink, this.#laidOut.line, `an object of at most ${this.#longest} characters`, this.#laidOut.text);
        this.#laidOut = undefined;
        this.#passing = true;
      } else if (line === '}' && depthOf(this.#laidOut.text) <= 0) this.#flushLaidOut();
    } else if (this.#passing && !line.startsWith('{"'))
      return; // the rest of an object that was too long
    else if (line === '{') this.#laidOut = { line: this.#line, text: line };
    else {
      this.#passing = false;
      this.#emit(this.#line, line);
    }
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

function tooLong(sink: RecordSink, line: number, expected: string, text: string): void {
  sink.at(line);
  sink.report('input/too-long', 'TOO_LONG', 'record', expected, text.slice(0, 200));
}

/** How many brackets are open at the end of a text. */
function depthOf(text: string): number {
  let depth = 0;
  let inString = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '"') inString = !inString;
    else if (!inString && token.length === 1) depth += token === '{' || token === '[' ? 1 : -1;
  }
  return depth;
}

/** Cuts the elements of one array. */
class ArrayCutter {
  #depth = 0;
  #inString = false;
  #element = '';
  #elementLine: number;
  #line: number;
  #skipping = false;
  readonly #sink: RecordSink;
  readonly #longest: number;
  #held = '';

  constructor(sink: RecordSink, longest: number, line: number) {
    this.#sink = sink;
    this.#longest = longest;
    this.#line = line;
    this.#elementLine = line;
  }

  push(text: string): void {
    const whole = this.#held + text;
    const cut = whole.endsWith('\\') ? whole.length - 1 : whole.length; // an escape is never cut in two
    this.#held = whole.slice(cut);
    this.#scan(whole.slice(0, cut));
  }

  end(): void {
    this.#scan(this.#held);
    this.#flush();
    if (this.#depth === 0) return;
    this.#sink.at(this.#line);
    this.#sink.report('input/truncated', 'MISSING', 'file', '"]" at the end of the array');
  }

  #scan(text: string): void {
    let start = 0;
    for (const match of text.matchAll(/["{}[\],\n]|\\[\s\S]/g)) {
      const token = match[0];
      const { index } = match;
      if (token === '\n') this.#line += 1;
      else if (token === '"') this.#inString = !this.#inString;
      if (token.length > 1 || this.#inString) continue;
      const outside = this.#depth === 1 && (token === ',' || token === ']');
      if (outside || (this.#depth === 0 && token === '[')) {
        this.#add(text.slice(start, index));
        this.#flush();
        start = index + 1;
      }
      if (token === '{' || token === '[') this.#depth += 1;
      else if (token === '}' || token === ']') this.#depth -= 1;
    }
    this.#add(text.slice(start));
  }

  #add(piece: string): void {
    if (this.#skipping || piece === '') return;
    if (this.#element.trim() === '') {
      this.#element = piece.trimStart();
      this.#elementLine = this.#line - (this.#element.split('\n').length - 1);
    } else this.#element += piece;
    if (this.#element.length <= this.#longest) return;
    tooLong(this.#sink, this.#elementLine, `an object of at most ${this.#longest} characters`, this.#element);
    this.#element = '';
    this.#skipping = true;
  }

  #flush(): void {
    const text = this.#element.trim();
    this.#element = '';
    this.#skipping = false;
    if (text === '') return;
    this.#sink.at(this.#elementLine);
    this.#sink.record(text);
  }
}
