import type { Event3 } from './event3.js';

/** The event as Windows renders it for people, before any forwarder: a heading, then a line per field. @param lineEnd - Collectors differ. */
export function message({ data, original = data }: Event3, lineEnd: '\n' | '\r\n'): string {
  return ['Network connection detected:', ...original.map(([name, value]) => `${name}: ${value}`)].join(lineEnd);
}
