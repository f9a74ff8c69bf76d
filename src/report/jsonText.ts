import { wellFormed } from './wellFormed.js';

/** JSON of one line; half a surrogate pair, which many readers refuse, is spelt out. */
export function jsonText(value: object): string {
  const json = JSON.stringify(value);
  // JSON.stringify escapes a surrogate only where it stands alone.
  return json.includes('\\ud')
    ? JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? wellFormed(part) : part))
    : json;
}
