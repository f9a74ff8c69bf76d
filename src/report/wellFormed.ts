/** Spells out halves of surrogate pairs, which no Unicode encoding has: `\ud800`. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, spelt);

/** A character as its number, for where it cannot be written. */
export const spelt = (character: string): string => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
