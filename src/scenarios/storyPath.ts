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

/** Characters of a line of the file that a message shows, */
const LINE_SHOWN = 160;
/** and of those so many before the place that it is about. */
const BEFORE_PLACE = 100;

/**
 * A line of the file, without its indentation, safe to print; of a long one the part around a place.
 *
 * @param column - Of the place, counted from 1 in the line.
 * @returns The text and where in it the place is, counted from 1.
 */
export function shownLine(line: string, column: number): { readonly excerpt: string; readonly excerptColumn: number } {
  const indentation = Math.min(line.length - line.trimStart().length, column - 1);
  const from = column - 1 - indentation > BEFORE_PLACE ? column - 1 - BEFORE_PLACE : indentation;
  const before = `${from > indentation ? '...' : ''}${visibleText(line.slice(from, column - 1))}`;
  const after = visibleText(line.slice(column - 1, from + LINE_SHOWN).trimEnd());
  return { excerpt: before + after, excerptColumn: before.length + 1 };
}
