import { isJsonObject, type JsonLayout, type JsonNode, type JsonObject } from './json.js';

/** JSON texts in which characters are written as references, some by a rule. */
const referenced =
  (isIt: (character: string) => boolean, hex = (digits: string) => digits) =>
  (text: string): string =>
    `"${[
      ...JSON.stringify(text)
        .slice(1, -1)
        .matchAll(/\\u[\da-f]{4}|\\.|[\s\S]/gu),
    ]
      .map(([character]) => {
        if (character.length > 1 || !isIt(character)) return character;
        return `\\u${hex(character.charCodeAt(0).toString(16).padStart(4, '0'))}`;
      })
      .join('')}"`;

/** Other layouts of the same JSON. */
export const jsonLayouts: Readonly<Record<string, Partial<JsonLayout>>> = {
  'blanks-between-tokens': { gap: ' ' },
  'letters-as-references': { text: referenced((character) => /[aeiou]/u.test(character)) },
  'letters-as-references-in-capitals': {
    text: referenced(
      (character) => /[jkmno]/u.test(character),
      (digits) => digits.toUpperCase(),
    ),
  },
  'solidus-escaped': { text: (text) => JSON.stringify(text).replaceAll('/', '\\/') },
  'beyond-ascii-as-references': { text: referenced((character) => character > '~' && character.length === 1) },
};

/** The same object with its keys, at every level, in another order. */
export function inOrder(node: JsonNode, sort: (keys: readonly string[]) => readonly string[]): JsonNode {
  if (!isJsonObject(node)) return node;
  const keys = sort(node.entries.map(([key]) => key));
  const find = (name: string) => node.entries.find(([key]) => key === name)!;
  return { entries: keys.map((name) => [name, inOrder(find(name)[1], sort)]) } satisfies JsonObject;
}

export const keyOrders: Readonly<Record<string, (keys: readonly string[]) => readonly string[]>> = {
  'keys-backwards': (keys) => [...keys].reverse(),
  'keys-by-name': (keys) => [...keys].sort(),
};
