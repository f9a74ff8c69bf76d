import { withoutNumberQuotes } from '../template/marks.js';

/** A document as one line of JSON. Keys whose value is undefined are left out. */
export function jsonText(document: object): string {
  return withoutNumberQuotes(JSON.stringify(document));
}
