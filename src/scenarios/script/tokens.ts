/** A word, a sign or a value of a script, and where it begins. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'template' | 'regex' | 'sign';
  readonly text: string;
  /** UTF-16 units from the beginning. */
  readonly at: number;
}

const BLANK = /(?:\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?(?:\*\/|$)|^#![^\n]*)+/uy;
const WORD = /[\p{ID_Start}$_#@\\](?:[\p{ID_Continue}$\\\u200c]|\u200d)*/uy;
const NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)n?/uy;
const TEXT = /'(?:[^'\\\n\r]+|\\[\s\S])*'?|"(?:[^"\\\n\r]+|\\[\s\S])*"?/uy;
/** Bounded, for a line may have a slash at every place and no end of an expression. */
const REGEX = /\/(?![*/])(?:[^/\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r]){0,500}\]){1,500}\/[a-z]*/uy;
/** A template up to its end or to the next value inside. */
const TEMPLATE = /(?:[^`\\$]+|\\[\s\S]|\$(?!\{))*(?:`|\$\{|\\?$)/uy;
const SIGN = /\.\.\.|=>|[\s\S]/uy;

/** Behind these a slash begins a regular expression although they are words. */
const BEFORE_VALUES = new Set(
  'return typeof case in of delete void throw new do else yield await instanceof default extends'.split(' '),
);

/**
 * Cuts a script into tokens: enough to find imports, literals and loops in it. Whether the script is sound only the engine knows; of
 * what is none something is made, in linear time.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  /** Braces that are open; true: of a value inside of a template. */
  const open: boolean[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  const add = (kind: Token['kind'], found: string) => {
    tokens.push({ kind, text: found, at });
    at += found.length;
  };
  const template = (begin: number) => {
    at += begin;
    const found = match(TEMPLATE);
    at -= begin;
    add('template', text.slice(at, at + begin) + found);
    if (found.endsWith('${')) open.push(true);
  };
  while (at < text.length) {
    const blank = match(BLANK);
    at += blank.length;
    if (at >= text.length) break;
    const sign = text[at]!;
    if (sign === '`') template(1);
    else if (sign === '}' && open.at(-1)) {
      open.pop();
      template(1);
    } else if (match(WORD)) add('word', match(WORD));
    else if (/^\.?\d/u.test(text.slice(at, at + 2))) add('number', match(NUMBER));
    else if (sign === '"' || sign === "'") add('text', match(TEXT));
    else if (sign === '/' && beforeValue(tokens.at(-1)) && match(REGEX)) add('regex', match(REGEX));
    else {
      if (sign === '{') open.push(false);
      if (sign === '}') open.pop();
      add('sign', match(SIGN));
    }
  }
  return tokens;
}

/** Whether a value may follow: then a slash does not divide. */
function beforeValue(token: Token | undefined): boolean {
  if (!token) return true;
  if (token.kind === 'word') return BEFORE_VALUES.has(token.text);
  // What follows a template is its rest or an operator; behind `}` it may be either, and a pattern must close on its line.
  if (token.kind === 'template') return token.text.endsWith('${');
  return token.kind === 'sign' && token.text !== ')' && token.text !== ']';
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };

/** What a text in quotes says. */
export function textOf({ text }: Token): string {
  return text
    .slice(1, text.length > 1 && text.endsWith(text[0]!) ? -1 : undefined)
    .replace(
      /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|\r\n|([\s\S]))/gu,
      (_, ...found: (string | undefined)[]) => {
        const code = found[0] ?? found[1] ?? found[2];
        if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10_ffff));
        const sign = found[3] ?? '\n';
        return ESCAPES[sign] ?? (/[\n\r\u2028\u2029]/u.test(sign) ? '' : sign);
      },
    );
}

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

/** +1 for a token that opens something, -1 for one that closes it. */
export function nesting({ kind, text }: Token): number {
  // The first part of a template with a value opens, the last one closes, one between does both.
  if (kind === 'template') return (text.endsWith('${') ? 1 : 0) - (text.startsWith('}') ? 1 : 0);
  if (kind !== 'sign') return 0;
  return OPENING.has(text) ? 1 : CLOSING.has(text) ? -1 : 0;
}
