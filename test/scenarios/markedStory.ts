import { expect } from 'vitest';

/**
 * A story with one place replaced, and where the § of the replacement stands.
 *
 * @returns No `place` where the replacement has no §.
 */
export function markedStory(
  sound: string,
  original: string,
  replacement: string,
): { readonly text: string; readonly place?: { readonly line: number; readonly column: number } } {
  expect(sound.split(original)).toHaveLength(2);
  const text = sound.replace(original, () => replacement);
  if (!replacement.includes('§')) return { text };
  const before = text.slice(0, text.indexOf('§')).split('\n');
  return { text: text.replace('§', ''), place: { line: before.length, column: before.at(-1)!.length + 1 } };
}
