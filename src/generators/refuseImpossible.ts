/** What XML 1.0 cannot carry: most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const IMPOSSIBLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Thrown for a value that no record can carry, instead of writing one that nobody can read. */
export class FormatError extends Error {
  readonly code = 'IMPOSSIBLE_VALUE';
}

/**
 * Refuses values that XML cannot carry, whatever the format is: all forms of one record say the same.
 *
 * @param varying - Fields that differ from record to record: their values are marks, or no text of the world. Told by name, since a
 * value that is a mark itself must not pass for one.
 * @throws {@link FormatError} with the name of the field and the character.
 */
export function refuseImpossible(
  fields: readonly (readonly [name: string, value: string])[],
  varying: ReadonlySet<string>,
): void {
  for (const [name, value] of fields) if (!varying.has(name)) refuseImpossibleValue(name, value);
}

/** The same for one value. */
export function refuseImpossibleValue(name: string, value: string): void {
  if (isPossible(value)) return;
  const found = IMPOSSIBLE.exec(value)!;
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  throw new FormatError(`${name}: expected characters that XML 1.0 can carry, received U+${code} at position ${found.index}`);
}

/** Whether XML can carry a value. */
export const isPossible = (value: string): boolean => !IMPOSSIBLE.test(value);
