import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { wellFormed } from './wellFormed.js';

/** A path as a URI (RFC 3986): an absolute one with its scheme, another as a relative reference. */
export function fileUri(path: string): string {
  const text = wellFormed(path);
  if (isAbsolute(text)) return pathToFileURL(text).href;
  return text.split(sep).map(encodeURIComponent).join('/');
}
