import type { Report } from '../finding.js';
import type { StoryStep } from '../language/story.js';
import type { ConnectionEnds } from './connectionEnds.js';

/** Pinned values of records that the sensor at their end can write. */
export function checkRecordPins(
  { pin }: StoryStep,
  ends: ConnectionEnds,
  path: readonly (string | number)[],
  report: Report,
): void {
  for (const side of ['initiator', 'responder'] as const) {
    const created = pin?.[side]?.TimeCreated;
    if (created && created.tenth !== 0 && ends[side].host?.os.platform === 'linux')
      report({
        code: 'WRONG_VALUE',
        path: [...path, side, 'TimeCreated'],
        expected: 'a time of at most 6 decimals: Sysmon for Linux tells no more',
      });
  }
}
