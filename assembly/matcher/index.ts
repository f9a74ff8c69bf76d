/**
 * The inner loop of the fast reader: compares records with layouts that were learned, and finds their values. The host, which has these
 * functions and this memory, is `src/validate/fast/matcher.ts`; what the words mean is said there.
 */
export { learnBegin, learnEnd, learnPart, place } from './layouts';
export { ENDS, FIELDS, IDS, MOST_QUEUED, NUMBERS, QUEUE, RESTS, STARTS, STATE, WINDOW, WINDOW_SIZE } from './memory';
export { read } from './read';
export { ABSENT, noteFaulty, OWN, PLAIN, REMEMBERED } from './values';

import { forgetLayouts } from './layouts';
import { initMasks } from './same';
import { forgetValues } from './values';

/** Forgets everything: another file begins. */
export function reset(): void {
  initMasks();
  forgetLayouts();
  forgetValues();
}
