import { addressKey } from './addressKey.js';
import type { Operator, Query, Term } from './query.js';
import { QueryError, type QueryErrorCode } from './queryError.js';
import { BARE, COMMENT, CURES, FIELD } from './tokens.js';

const BLANKS = /\s+/uy;
const OPERATOR = /!?=/y;
const WORD = /\S+/uy;
const PLAIN_PART = /[^"\\]+/uy;
const EMPTY_LINE = /\n[^\S\n]*\n/u;
const NETWORK = /^(.+)\/\d+$/u;
const LONGEST_SHOWN = 40;

/**
 * Reads a query: terms `FIELD=VALUE` or `FIELD!=VALUE` with blanks between, which must all hold.
 *
 * A value stands bare or in double quotes, where `\"` and `\\` are escapes. `//` begins a comment, up to the end of its line.
 *
 * @throws {@link QueryError} for anything else; nothing is guessed.
 */
export function parseQuery(text: string): Query {
  return new Parser(text).parse();
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Query {
    const terms: Term[] = [];
    for (;;) {
      const emptyLine = this.#skip();
      if (this.#at === this.#text.length) break;
      if (emptyLine && terms.length > 0)
        this.#fail('SECOND_QUERY', 'one query, without an empty line inside', 'give queries one at a time');
      terms.push(this.#term());
    }
    if (terms.length === 0) this.#fail('EMPTY_QUERY', 'at least one FIELD=VALUE');
    return { terms };
  }

  /** Passes over blanks and comments; true if there was an empty line among them, as it separates one query from the next. */
  #skip(): boolean {
    let emptyLine = false;
    for (;;) {
      if (EMPTY_LINE.test(this.#match(BLANKS) ?? '')) emptyLine = true;
      if (!this.#text.startsWith(COMMENT, this.#at)) return emptyLine;
      const end = this.#text.indexOf('\n', this.#at);
      this.#at = end < 0 ? this.#text.length : end;
    }
  }

  #term(): Term {
    const start = this.#at;
    const field = this.#match(FIELD);
    if (field === undefined)
      this.#fail('EXPECTED_TERM', 'FIELD=VALUE', this.#text[start] === '"' ? 'the name of a field has no quotes' : undefined);
    const operator = this.#match(OPERATOR) as Operator | undefined;
    if (operator === undefined) {
      // A word alone is the fault itself; before anything else the word is a field, and what follows is the fault.
      if (/^(?:\s(?!\s*!?=)|$)/u.test(this.#text.slice(this.#at)))
        this.#fail(
          'EXPECTED_TERM',
          'FIELD=VALUE',
          this.#cure(start) ?? 'words alone are not searched for: name the field',
          start,
        );
      this.#fail('EXPECTED_OPERATOR', '= or !=');
    }
    const value = this.#text[this.#at] === '"' ? this.#quoted() : this.#bare();
    if (this.#at < this.#text.length && !/\s/u.test(this.#text[this.#at]!))
      this.#fail('EXPECTED_BLANK', 'a blank after the value');
    return { field, operator, value };
  }

  #bare(): string {
    const start = this.#at;
    const value = this.#match(BARE);
    if (value === undefined)
      this.#fail('EXPECTED_VALUE', 'a value', this.#cure(start) ?? 'no blank stands beside =; the empty text is ""');
    const comment = value.indexOf(COMMENT);
    if (comment >= 0) this.#fail('EXPECTED_BLANK', 'a blank after the value', undefined, start + comment);
    const address = NETWORK.exec(value)?.[1];
    if (address !== undefined && addressKey(address) !== undefined)
      this.#fail('NETWORK_VALUE', 'one address', 'networks are not compared; in double quotes it is plain text', start);
    return value;
  }

  #quoted(): string {
    const start = this.#at;
    this.#at += 1;
    let value = '';
    for (;;) {
      value += this.#match(PLAIN_PART) ?? '';
      const stop = this.#text[this.#at];
      if (stop === undefined) this.#fail('OPEN_QUOTE', 'a closing double quote', undefined, start);
      if (stop === '"') {
        this.#at += 1;
        return value;
      }
      const escaped = this.#text[this.#at + 1];
      if (escaped !== '"' && escaped !== '\\') this.#fail('UNKNOWN_ESCAPE', '\\" or \\\\', 'write \\\\ for a backslash');
      value += escaped;
      this.#at += 2;
    }
  }

  #match(pattern: RegExp): string | undefined {
    const found = this.#peek(pattern, this.#at);
    this.#at += found?.length ?? 0;
    return found;
  }

  #peek(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.#text)?.[0];
  }

  #fail(code: QueryErrorCode, expected: string, cure?: string, position = this.#at): never {
    throw new QueryError(this.#text, {
      code,
      position,
      expected,
      received: this.#shown(position),
      cure: cure ?? this.#cure(position),
    });
  }

  #cure(position: number): string | undefined {
    return CURES.find(([seen]) => this.#peek(seen, position) !== undefined)?.[1];
  }

  #shown(position: number): string {
    if (position === this.#text.length) return 'the end of the query';
    const word = this.#peek(WORD, position);
    if (word === undefined) return 'a blank';
    const characters = Array.from(word.slice(0, 2 * LONGEST_SHOWN));
    return `"${characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN - 3).join('')}...` : word}"`;
  }
}
