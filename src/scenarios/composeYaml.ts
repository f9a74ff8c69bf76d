import { Composer, type Document, Lexer, Parser } from 'yaml';

/** Deeper than any story; composing recurses, and a stack that overflows inside a regular expression ends the process. */
const DEEPEST = 32;
/** Beside the collections, the parser's stack holds the document and the value being read. */
const STACK_BESIDE = 2;
/** More than a story of 1 MiB has; a file of nothing but commas has a million and takes seconds. */
const MOST_TOKENS = 500_000;

/** A file that is refused before it is composed. */
export interface Refusal {
  readonly code: 'SYNTAX' | 'TOO_LARGE';
  readonly offset: number;
  readonly expected: string;
}

/** Composes the one document of a YAML 1.2 text with bounded depth and work; the library alone bounds neither. */
export function composeYaml(text: string): Document.Parsed | Refusal {
  const parser = new Parser();
  // Duplicate keys are found by the caller: the library compares every key with every other.
  const composer = new Composer({ strict: true, uniqueKeys: false, version: '1.2', schema: 'core', merge: false });
  const documents: Document.Parsed[] = [];
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens += 1;
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    const { offset, stack } = parser;
    if (tokens > MOST_TOKENS) return { code: 'TOO_LARGE', offset, expected: `at most ${MOST_TOKENS} words and signs` };
    if (stack.length > DEEPEST + STACK_BESIDE)
      return { code: 'SYNTAX', offset, expected: `at most ${DEEPEST} levels of nesting` };
    if (documents.length > 1) break;
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  const [document, second] = documents;
  if (second) return { code: 'SYNTAX', offset: second.range[0], expected: 'one document in the file' };
  return document!;
}
