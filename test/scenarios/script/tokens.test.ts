import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importsOf } from '../../../src/scenarios/script/importsOf.js';
import { textOf, tokensOf } from '../../../src/scenarios/script/tokens.js';
import { tries } from '../../support/soak.js';

const said = (text: string) => tokensOf(text).map((token) => token.text);
const imports = (text: string) => importsOf(tokensOf(text)).map(({ specifier, at }) => [specifier, at]);
/** What makes a scanner lose its way. */
const pieces = fc.constantFrom(
  '`',
  '${',
  '}',
  '{',
  '/',
  '//',
  '/*',
  '*/',
  '"',
  "'",
  '\\',
  '\n',
  '(',
  ')',
  '[',
  ']',
  'a',
  '1',
  'import',
  'export',
  'from',
  ' ',
  '\u2028',
  '💥',
  '#',
  '=>',
);
const scripts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces).map((list) => list.join('')),
);

describe('the tokens of a script', () => {
  it('stand where they say, in order, and leave out nothing but blanks and comments', () => {
    fc.assert(
      fc.property(scripts, (text) => {
        let end = 0;
        for (const token of tokensOf(text)) {
          expect(token.at).toBeGreaterThanOrEqual(end);
          expect(text.slice(end, token.at)).toMatch(/^(\s|\/\/[^\n]*|\/\*[\s\S]*|#![^\n]*)*$/u);
          expect(token.text.length).toBeGreaterThan(0);
          expect(text.startsWith(token.text, token.at)).toBe(true);
          end = token.at + token.text.length;
        }
      }),
      tries(500),
    );
  });

  it('of a text in quotes say what the engine reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [token, ...rest] = tokensOf(JSON.stringify(text));
        expect(rest).toEqual([]);
        expect(textOf(token!)).toBe(text);
      }),
      tries(300),
    );
    expect(textOf(tokensOf(String.raw`'\x41\u{1F4A5}\u0042\'\0'`)[0]!)).toBe("A💥B'\0");
  });

  it.each([
    ['a / b / c', ['a', '/', 'b', '/', 'c']],
    ['x = /[/"]/u', ['x', '=', '/[/"]/u']],
    ['return /a"/.test(b)', ['return', '/a"/', '.', 'test', '(', 'b', ')']],
    ['f(a) / 2 / "x"', ['f', '(', 'a', ')', '/', '2', '/', '"x"']],
    ['`a${ b + `c${d}` }e`', ['`a${', 'b', '+', '`c${', 'd', '}`', '}e`']],
    ['a // "b\nc /* \' */ d', ['a', 'c', 'd']],
    ["'a\\'b' \"c", ["'a\\'b'", '"c']],
    ['.5e3 + 0x1f + 1_000n', ['.5e3', '+', '0x1f', '+', '1_000n']],
    ['#!/usr/bin/env node\na', ['a']],
  ])('of %j are told apart', (text, tokens) => expect(said(text)).toEqual(tokens));

  it.each([
    ['brackets and slashes', '/['.repeat(200_000)],
    ['templates', '`${'.repeat(200_000)],
    ['quotes', '"\\'.repeat(300_000)],
    ['blanks', ' \n'.repeat(500_000)],
    ['imports', 'import '.repeat(150_000)],
    ['calls of import', 'import('.repeat(150_000)],
  ])('of a megabyte of %s are found', (_, text) => expect(importsOf(tokensOf(text)).length).toBeLessThan(2));
});

describe('the imports of a script', () => {
  it.each<[string, [string | undefined, number][]]>([
    ["import { a } from 'wiretale';", [['wiretale', 18]]],
    ["import a, { b as c } from './b.mjs'", [['./b.mjs', 26]]],
    [
      'import * as a from "./b.mjs"; import \'./c.mjs\'',
      [
        ['./b.mjs', 19],
        ['./c.mjs', 37],
      ],
    ],
    [
      "export * from './b.mjs'\nexport { a } from './c.mjs'",
      [
        ['./b.mjs', 14],
        ['./c.mjs', 42],
      ],
    ],
    ["export { a }; const from = 'x';", []],
    ["export const a = { from: 'x' }; 'import b from \"c\"'; // import d from 'e'", []],
    ['const a = import("node:fs")', [[undefined, 10]]],
    ['const a = `${import("x")}`', [[undefined, 13]]],
    ['const a = { import(x) { return x; } }; a.import(1); import.meta', []],
  ])('of %j are found', (text, found) => expect(imports(text)).toEqual(found));
});
