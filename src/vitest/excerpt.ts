const LONGEST = 400;

// Whatever moves the cursor, hides text or turns its direction; line feeds stay, for a text is shown as it is.
const UNPRINTABLE = /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/gu;

/** The beginning of a value, safe to show. */
export function excerpt(value: unknown): string {
  const text = typeof value === 'string' ? value : described(value);
  const start = text.slice(0, LONGEST).replace(UNPRINTABLE, (character) => {
    return `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
  });
  return text.length > LONGEST ? `${start}… (${text.length} characters)` : start;
}

function described(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value; // a circle, a getter that throws
  }
}
