import { relative } from 'node:path';

/** A folder as its user would name it: from where he is, unless that leads upwards. */
export function shownFolder(cwd: string, folder: string): string {
  const shown = relative(cwd, folder);
  return shown.startsWith('..') ? folder : shown || '.';
}
