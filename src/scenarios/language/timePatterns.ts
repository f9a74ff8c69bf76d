import { parseDelay, parseDuration, parseSpan } from '../duration.js';
import { parseAfter, parseAt, parseFineInstant, parseInstant, parseStart } from '../moment.js';

const NUMBER = String.raw`\d+(?:\.\d+)?`;
const UNIT = '(?:us|ms|s|m|h|d)';
const TIME = `(?:${NUMBER}${UNIT})+`;
const SPAN = String.raw`(?:${TIME}(?:\.\.${TIME})?|${NUMBER}\.\.${NUMBER}${UNIT})`;
const NAME = '[a-z][a-z0-9-]{0,63}';
const DELAY = `(?:${SPAN}|${NAME})`;
const INSTANT = String.raw`\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z`;
const ID = '[a-z0-9][a-z0-9-]*';
const STEP = `(?:end\\s+of\\s+)?${ID}`;
const WITH_TIME = String.raw`\s*\+\s*${DELAY}`;

const whole = (pattern: string) => new RegExp(String.raw`^\s*(?:${pattern})\s*$`, 'u');

/**
 * What texts look like that a parser understands, for readers that have no parser: an editor sees so much, and only the parser sees the
 * rest, such as 30 February.
 */
export const TIME_PATTERNS: ReadonlyMap<unknown, RegExp> = new Map<unknown, RegExp>([
  [parseDuration, whole(`-?${SPAN}`)],
  [parseSpan, whole(`-?${SPAN}`)],
  [parseDelay, whole(DELAY)],
  [parseInstant, whole(INSTANT)],
  [parseFineInstant, whole(INSTANT)],
  [parseAt, whole(`${INSTANT}|-?${SPAN}`)],
  [parseAfter, whole(`${STEP}(?:${WITH_TIME})?`)],
  [parseStart, whole(`${INSTANT}|-?${SPAN}|${STEP}${WITH_TIME}|end\\s+of\\s+${ID}`)],
]);
