import { nesting, type Token, textOf } from './tokens.js';

const STATEMENTS = new Set(['import', 'export']);

/** A module that a script asks for, and where it names it. */
export interface ScriptImport {
  /** Undefined for `import(...)`, whose name is known only when the script runs. */
  readonly specifier: string | undefined;
  readonly at: number;
}

/** All that a script imports, or exports from elsewhere; nothing behind the first `import(...)`. */
export function importsOf(tokens: readonly Token[]): readonly ScriptImport[] {
  const found: ScriptImport[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    depth += nesting(token);
    const next = tokens[index + 1];
    const isName = tokens[index - 1]?.text === '.' || next?.text === ':';
    if (token.kind !== 'word' || isName) continue;
    if (token.text === 'import' && next?.text === '(' && !isMethod(tokens, index + 1)) {
      return [...found, { specifier: undefined, at: token.at }];
    }
    if (depth === 0 && STATEMENTS.has(token.text)) {
      const from = specifierAt(tokens, index + 1, token.text);
      if (from) found.push({ specifier: textOf(from), at: from.at });
    }
  }
  return found;
}

/** `{ import(x) { ... } }` is a method of that name. */
function isMethod(tokens: readonly Token[], open: number): boolean {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    depth += nesting(tokens[at]!);
    if (depth === 0) return tokens[at + 1]?.text === '{';
  }
  return false;
}

/** The text behind `from`, or the one that is all of an import. */
function specifierAt(tokens: readonly Token[], begin: number, word: string): Token | undefined {
  const first = tokens[begin];
  if (word === 'import' && first?.kind === 'text') return first;
  if (word === 'export' && first?.text !== '{' && first?.text !== '*') return undefined;
  for (let at = begin; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at]!;
    if (kind === 'word' && text === 'from' && tokens[at + 1]?.kind === 'text') return tokens[at + 1];
    if (STATEMENTS.has(text) || !(kind === 'word' || '{},*'.includes(text) || kind === 'text')) return undefined;
    if (text === '}' && tokens[at + 1]?.text !== 'from') return undefined;
  }
  return undefined;
}
