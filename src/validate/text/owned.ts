/** The same text by itself: a part of a text, kept, keeps the whole of it in memory. */
export function owned(part: string): string {
  return Buffer.from(part, 'utf16le').toString('utf16le');
}
