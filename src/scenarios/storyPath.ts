import type { StoryPath } from './finding.js';
import { visibleStart, visibleText } from './visibleText.js';

/** Characters of a text from the file that a message shows. */
const SHOWN = 60;

/**
 * A path as messages write it: `steps[2] "copy".connect.port`.
 *
 * @param idOf - The id of a list's member, where it has one.
 */
export function formatPath(path: StoryPath, idOf: (path: StoryPath) => string | undefined): string {
  let text = '';
  path.forEach((segment, index) => {
    if (typeof segment === 'number') {
      const id = idOf(path.slice(0, index + 1));
      text += id === undefined ? `[${segment}]` : `[${segment}] ${quoted(id)}`;
    } else if (/^[\w-]+$/u.test(segment) && segment.length <= 64) text += text === '' ? segment : `.${segment}`;
    else text += `[${quoted(segment)}]`;
  });
  return text;
}

/** A text of the file in quotes, cut at 60 characters, invisible characters escaped. */
export const quoted = (text: string): string => `"${visibleStart(text, SHOWN)}"`;

/** A line of the file, without its indentation. */
export const shownLine = (line: string): string => visibleText(line.trim().slice(0, 160));
