import { FAULT_KINDS } from '../../../model/faultKind.js';
import type { StoryFault } from '../../language/story.js';
import type { Kind } from './kind.js';

/** Something goes wrong with records. It makes none: what becomes of those that others make is for the engine. */
export const fault: Kind<StoryFault> = {
  lasts(content) {
    const kind = FAULT_KINDS.find((name) => content[name] !== undefined)!;
    const lasts = content[kind]!.for ?? 0;
    return { exact: lasts, least: lasts, most: lasts };
  },
  calls: () => [],
  fewest: () => 0,
};
