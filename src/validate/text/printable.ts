const LONGEST = 120;

// Whatever moves the cursor, hides text or turns its direction: controls, line separators, bidi marks, lone surrogates.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Makes any text safe to show on one line of a terminal. */
export function visible(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}

/** Makes any text safe to show on one line of a terminal, and no longer than a reader can use. */
export function printable(text: string): string {
  return visible(text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text);
}
