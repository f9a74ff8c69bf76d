import type { JsonFault, JsonNode, JsonObject } from './jsonNode.js';

export type JsonResult = { readonly object: JsonObject } | { readonly other: JsonNode } | { readonly fault: JsonFault };

const DEEPEST = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

/** Reads one JSON text. Unlike `JSON.parse` it notices repeated keys and keeps the digits of numbers. */
export function parseJsonObject(text: string): JsonResult {
  try {
    return new Parser(text).parse();
  } catch (fault) {
    if (fault instanceof Fault) return { fault: { expected: fault.expected, at: fault.at } };
    throw fault;
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

  constructor(text: string) {
    this.#text = text;
  }

  parse(): JsonResult {
    this.#blank();
    const result: JsonResult = this.#text[this.#at] === '{' ? { object: this.#object(0) } : { other: this.#value(0) };
    this.#blank();
    if (this.#at < this.#text.length) throw this.#fault('nothing after the value');
    return result;
  }

  #object(depth: number): JsonObject {
    const fields = new Map<string, JsonNode>();
    const duplicates: string[] = [];
    this.#list('}', () => {
      if (this.#text[this.#at] !== '"') throw this.#fault('a key in double quotes');
      const key = this.#string();
      this.#blank();
      this.#expect(':');
      this.#blank();
      const value = this.#value(depth + 1);
      if (fields.has(key)) duplicates.push(key);
      else fields.set(key, value);
    });
    return { fields, duplicates };
  }

  #value(depth: number): JsonNode {
    if (depth > DEEPEST) throw this.#fault(`at most ${DEEPEST} values inside each other`);
    const start = this.#at;
    const first = this.#text[start];
    if (first === '"') return { kind: 'string', text: this.#string() };
    if (first === '{') {
      this.#object(depth);
      return { kind: 'object', text: this.#text.slice(start, this.#at) };
    }
    if (first === '[') {
      this.#list(']', () => this.#value(depth + 1));
      return { kind: 'array', text: this.#text.slice(start, this.#at) };
    }
    const literal = this.#match(LITERAL);
    if (literal !== undefined) return { kind: literal === 'null' ? 'null' : 'boolean', text: literal };
    const number = this.#match(NUMBER);
    if (number !== undefined) return { kind: 'number', text: number };
    throw this.#fault('a JSON value');
  }

  /** Items with commas between, from the bracket here to the closing one. */
  #list(closing: string, item: () => void): void {
    this.#at += 1;
    this.#blank();
    if (this.#text[this.#at] !== closing) {
      for (;;) {
        item();
        this.#blank();
        if (this.#text[this.#at] !== ',') break;
        this.#at += 1;
        this.#blank();
      }
    }
    this.#expect(closing);
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
