import type { Token } from './tokens.js';

/** Heads of loops that no condition ends. */
const ENDLESS = /^(?:while\((?:true|1|!0)\)|for\(;;)/u;
const LOOPS = new Set(['while', 'for', 'do']);

/** The only one of some places, if there is one. */
const only = (tokens: readonly Token[]): number | undefined => (tokens.length === 1 ? tokens[0]!.at : undefined);

const words = (tokens: readonly Token[], wanted: (token: Token, index: number) => boolean) =>
  tokens.filter((token, index) => token.kind === 'word' && tokens[index - 1]?.text !== '.' && wanted(token, index));

/** Where a script that goes on may do so, as far as it can be told from its text: an endless loop, or the only one. */
export function loopPlace(tokens: readonly Token[]): number | undefined {
  const loops = words(tokens, ({ text }) => LOOPS.has(text));
  const head = (index: number) =>
    tokens
      .slice(index, index + 5)
      .map(({ text }) => text)
      .join('');
  const endless = words(tokens, (_, index) => ENDLESS.test(head(index)));
  return endless[0]?.at ?? only(loops);
}

/** Where a script waits, as far as it can be told from its text: at the first `await`. */
export const waitPlace = (tokens: readonly Token[]): number | undefined => words(tokens, ({ text }) => text === 'await')[0]?.at;

/** Where a script throws what is no error and so has no place: at the only `throw` of such a value. */
export const throwPlace = (tokens: readonly Token[]): number | undefined =>
  only(words(tokens, ({ text }, index) => text === 'throw' && tokens[index + 1]?.text !== 'new'));
