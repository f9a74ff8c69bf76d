/** A document with the keys of every object in it in alphabetical order; lists keep theirs. */
export function sortedKeys<Document>(document: Document): Document {
  if (typeof document !== 'object' || document === null) return document;
  if (Array.isArray(document)) return document.map(sortedKeys) as Document;
  const entries = Object.entries(document).map(([key, value]) => [key, sortedKeys(value)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as Document;
}
