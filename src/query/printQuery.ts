import { addressKey } from './addressKey.js';
import type { Query } from './query.js';
import { BARE, COMMENT } from './tokens.js';

/** Writes a query on one line, so that {@link parseQuery} reads the same again. */
export function printQuery({ terms }: Query): string {
  return terms.map(({ field, operator, value }) => `${field}${operator}${printValue(value)}`).join(' ');
}

function printValue(value: string): string {
  return isBare(value) ? value : `"${value.replace(/["\\]/gu, '\\$&')}"`;
}

/** A slash is quoted where it could be taken for a comment or for the length of a network. */
function isBare(value: string): boolean {
  BARE.lastIndex = 0;
  if (BARE.exec(value)?.[0] !== value || value.includes(COMMENT)) return false;
  return !value.includes('/') || addressKey(value.slice(0, value.lastIndexOf('/'))) === undefined;
}
