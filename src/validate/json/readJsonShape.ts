import type { Leaf, LeafType, Shape } from '../record/shape.js';
import type { Report } from '../reporter.js';

const DEEPEST = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

/** Reads one JSON text. Unlike `JSON.parse` it notices repeated keys, keeps the digits of numbers, and says where each value stands. */
export function readJsonShape(text: string, report: Report): Shape | undefined {
  try {
    return new Parser(text).parse();
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    const { expected, at } = fault;
    // JSON that is wrong at its very end was cut off.
    if (at >= text.length) report('input/truncated', 'MISSING', 'record', `${expected} after "${text.slice(-40)}"`);
    else report('input/json-syntax', 'MALFORMED', 'record', `${expected} at character ${at + 1}`, text.slice(at, at + 60));
    return undefined;
  }
}

class Fault extends Error {
  constructor(
    readonly expected: string,
    readonly at: number,
  ) {
    super(expected);
  }
}

class Parser {
  #at = 0;
  readonly #text: string;
  readonly #leaves: Leaf[] = [];
  readonly #duplicates: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Shape {
    this.#blank();
    this.#value('', 0, true);
    this.#blank();
    if (this.#at < this.#text.length) throw this.#fault('nothing after the value');
    const [leaves, duplicates] = [this.#leaves, this.#duplicates];
    return { syntax: 'json', text: this.#text, elements: [], leaves, duplicates, looseTexts: [] };
  }

  /** @param kept - False for the second value of a key, which is read and left out. */
  #value(path: string, depth: number, kept: boolean): void {
    if (depth > DEEPEST) throw this.#fault(`at most ${DEEPEST} values inside each other`);
    const start = this.#at;
    const first = this.#text.charCodeAt(start);
    if (first === QUOTE) {
      const text = this.#string();
      if (kept) this.#leaves.push({ path, type: 'string', text, start: start + 1, end: this.#at - 1 });
    } else if (first === 0x7b) this.#object(path, depth, kept);
    else if (first === 0x5b) this.#array(path, depth, kept);
    else this.#scalar(path, kept);
  }

  #scalar(path: string, kept: boolean): void {
    const start = this.#at;
    const literal = this.#match(LITERAL);
    const text = literal ?? this.#match(NUMBER);
    if (text === undefined) throw this.#fault('a JSON value');
    const type: LeafType = literal === undefined ? 'number' : literal === 'null' ? 'null' : 'boolean';
    if (kept) this.#leaves.push({ path, type, text, start, end: this.#at });
  }

  #object(path: string, depth: number, kept: boolean): void {
    const start = this.#at;
    const prefix = path === '' ? '' : `${path}.`;
    const keys = new Set<string>();
    const any = this.#list('}', () => {
      if (this.#text.charCodeAt(this.#at) !== QUOTE) throw this.#fault('a key in double quotes');
      const key = this.#string();
      this.#blank();
      this.#expect(':');
      this.#blank();
      const repeated = keys.has(key);
      if (repeated && kept) this.#duplicates.push(prefix + key);
      keys.add(key);
      this.#value(prefix + key, depth + 1, kept && !repeated);
    });
    if (!any && kept) this.#leaves.push({ path, type: 'nothing', text: '{}', start, end: this.#at });
  }

  #array(path: string, depth: number, kept: boolean): void {
    const start = this.#at;
    const any = this.#list(']', () => this.#value(`${path}[]`, depth + 1, kept));
    if (!any && kept) this.#leaves.push({ path: `${path}[]`, type: 'nothing', text: '[]', start, end: this.#at });
  }

  /** Items with commas between, from the bracket here to the closing one. @returns Whether there are any. */
  #list(closing: string, item: () => void): boolean {
    this.#at += 1;
    this.#blank();
    const any = this.#text[this.#at] !== closing;
    while (any) {
      item();
      this.#blank();
      if (this.#text[this.#at] !== ',') break;
      this.#at += 1;
      this.#blank();
    }
    this.#expect(closing);
    return any;
  }

  #string(): string {
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; at < this.#text.length; at += 1) {
      const unit = this.#text.charCodeAt(at);
      if (unit === QUOTE) {
        this.#at = at + 1;
        return escaped ? this.#unescaped(start) : this.#text.slice(start + 1, at);
      }
      if (unit === BACKSLASH) {
        escaped = true;
        at += 1;
      } else if (unit < FIRST_PRINTABLE) {
        this.#at = at;
        throw this.#fault('no control character in a string');
      }
    }
    this.#at = this.#text.length;
    throw this.#fault('the closing quote of a string');
  }

  #unescaped(start: number): string {
    try {
      return JSON.parse(this.#text.slice(start, this.#at)) as string;
    } catch {
      this.#at = start;
      throw this.#fault('a string with the escapes of JSON');
    }
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) throw this.#fault(`"${character}"`);
    this.#at += 1;
  }

  #blank(): void {
    let unit = this.#text.charCodeAt(this.#at);
    while (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) {
      this.#at += 1;
      unit = this.#text.charCodeAt(this.#at);
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#at = pattern.lastIndex;
    return match[0];
  }

  #fault(expected: string): Fault {
    return new Fault(expected, this.#at);
  }
}
