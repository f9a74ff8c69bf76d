import { nesting, type Token, textOf } from './tokens.js';

/** Where a value is written, and those inside of it, as far as they are written there and not computed. */
export interface Literal {
  readonly at: number;
  /** Members by key, or by position in a list; `key` is where the key stands. */
  readonly members: ReadonlyMap<string | number, { readonly key: number; readonly literal: Literal }>;
  /** Of a single value. */
  readonly value?: string | number | boolean;
}

/** Deeper than any story. */
const DEEPEST = 40;
/** Objects behind a word at the most. */
const MOST_OBJECTS = 1_000;
const CONSTANTS: Readonly<Record<string, boolean>> = { true: true, false: false };
const DECLARING = new Set(['const', 'let', 'var']);

/** Finds out where the values of a script are written. */
export class LiteralReader {
  readonly #tokens: readonly Token[];
  /** Position of the token behind `const NAME =`, or what is written there. */
  readonly #declared = new Map<string, number | Literal>();
  #at = 0;
  /** Tokens that may still be passed over: a hostile script has many that nothing closes. */
  #budget = 5_000_000;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    let depth = 0;
    tokens.forEach((token, index) => {
      depth += nesting(token);
      const [name, equals] = [tokens[index + 1], tokens[index + 2]];
      if (depth === 0 && DECLARING.has(token.text) && name?.kind === 'word' && equals?.text === '=')
        this.#declared.set(name.text, index + 3);
    });
  }

  /** What is given to the first call of a function. */
  argumentOf(name: string): Literal | undefined {
    const call = this.#tokens.findIndex(({ text }, index) => text === name && this.#tokens[index + 1]?.text === '(');
    return call < 0 || !this.#tokens[call + 2] ? undefined : this.#read(call + 2, 0);
  }

  /** Objects that are written behind a word: `yield { ... }`. */
  objectsBehind(word: string): readonly Literal[] {
    const isBehind = ({ kind, text }: Token, index: number) =>
      kind === 'word' && text === word && this.#tokens[index + 1]?.text === '{';
    const places = [...this.#tokens.keys()].filter((index) => isBehind(this.#tokens[index]!, index));
    return places.slice(0, MOST_OBJECTS).map((index) => this.#read(index + 1, 0));
  }

  #read(index: number, depth: number): Literal {
    const before = this.#at;
    this.#at = index;
    const literal = this.#value(depth);
    this.#at = before;
    return literal;
  }

  /** Reads a value and goes on to the comma or bracket behind it. */
  #value(depth: number): Literal {
    const token = this.#tokens[this.#at]!;
    const members = new Map<string | number, { key: number; literal: Literal }>();
    const literal: { at: number; members: typeof members; value?: string | number | boolean } = { at: token.at, members };
    if (depth < DEEPEST && token.text === '{' && token.kind === 'sign') this.#object(members, depth);
    else if (depth < DEEPEST && token.text === '[' && token.kind === 'sign') this.#list(members, depth);
    else if (this.#ends(this.#at + 1)) {
      const value = single(token);
      if (value !== undefined) literal.value = value;
      const meant = token.kind === 'word' && depth < DEEPEST ? this.#constant(token.text, depth) : undefined;
      this.#skip();
      if (meant) return meant;
    }
    this.#skip();
    return literal;
  }

  #constant(name: string, depth: number): Literal | undefined {
    const declared = this.#declared.get(name);
    if (typeof declared !== 'number') return declared;
    if (!this.#tokens[declared]) return undefined;
    // Taken away while it is read: it may name itself.
    this.#declared.delete(name);
    const literal = this.#read(declared, depth + 1);
    this.#declared.set(name, literal);
    return literal;
  }

  #object(members: Map<string | number, { key: number; literal: Literal }>, depth: number): void {
    this.#at += 1;
    while (this.#at < this.#tokens.length && this.#tokens[this.#at]!.text !== '}') {
      // Of a method only its name counts.
      while (
        /^(?:async|get|set|\*)$/u.test(this.#tokens[this.#at]!.text) &&
        /^[^,:(}]/u.test(this.#tokens[this.#at + 1]?.text ?? '}')
      )
        this.#at += 1;
      const key = this.#tokens[this.#at]!;
      const next = this.#tokens[this.#at + 1];
      const name = key.kind === 'text' ? textOf(key) : key.text;
      if (key.kind === 'sign' || key.kind === 'template') this.#skip();
      else if (next?.text === ':' && this.#tokens[this.#at + 2]) {
        this.#at += 2;
        members.set(name, { key: key.at, literal: this.#value(depth + 1) });
      } else if (next?.text === '(') {
        members.set(name, { key: key.at, literal: { at: key.at, members: new Map() } });
        this.#skip();
      } else members.set(name, { key: key.at, literal: this.#value(depth + 1) });
      if (this.#tokens[this.#at]?.text === ',') this.#at += 1;
      else break;
    }
    this.#at += 1;
  }

  #list(members: Map<string | number, { key: number; literal: Literal }>, depth: number): void {
    this.#at += 1;
    for (let position = 0; this.#at < this.#tokens.length && this.#tokens[this.#at]!.text !== ']'; position += 1) {
      const { at, text } = this.#tokens[this.#at]!;
      // How many members a spread has is not written.
      if (text === '...') position = Number.NaN;
      const literal = this.#value(depth + 1);
      if (!Number.isNaN(position)) members.set(position, { key: at, literal });
      if (this.#tokens[this.#at]?.text !== ',') break;
      this.#at += 1;
    }
    this.#at += 1;
  }

  #ends(index: number): boolean {
    const token = this.#tokens[index];
    return !token || [',', '}', ']', ')', ';'].includes(token.text);
  }

  /** Goes on to the next comma, or to the bracket that closes what is around. */
  #skip(): void {
    let depth = 0;
    for (; this.#at < this.#tokens.length; this.#at += 1) {
      const token = this.#tokens[this.#at]!;
      if (depth === 0 && token.kind === 'sign' && (token.text === ',' || token.text === ';' || nesting(token) < 0)) return;
      this.#budget -= 1;
      if (this.#budget < 0) this.#at = this.#tokens.length;
      depth += nesting(token);
    }
  }
}

function single(token: Token): string | number | boolean | undefined {
  if (token.kind === 'text') return textOf(token);
  if (token.kind === 'number') return Number(token.text.replaceAll('_', ''));
  return token.kind === 'word' ? CONSTANTS[token.text] : undefined;
}
