import { DESCRIPTIONS, type Description } from './descriptions.js';

/** The way to a part of the language: keys, `*` for an id, `[]` for a member of a list. */
export type LanguagePath = readonly string[];

/** What is said about a part of the language: the entry that agrees with most of the end of its path. */
export function descriptionAt(path: LanguagePath): Description | undefined {
  for (let from = 0; from < path.length; from += 1) {
    const key = path.slice(from).join('.');
    if (Object.hasOwn(DESCRIPTIONS, key)) return DESCRIPTIONS[key];
  }
  return undefined;
}
