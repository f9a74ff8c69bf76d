import type { Event3 } from './event3.js';

/** The event as Windows renders it for people: a heading, then a line per field. @param lineEnd - Collectors differ. */
export function message({ data }: Event3, lineEnd: '\n' | '\r\n'): string {
  return ['Network connection detected:', ...data.map(([name, value]) => `${name}: ${value}`)].join(lineEnd);
}
