import type { Report } from '../finding.js';
import type { ConnectionPins } from '../pinsOf.js';
import type { ConnectionEnds } from './connectionEnds.js';

/** Pinned values of records that the sensor at their end can write. */
export function checkRecordPins(pins: ConnectionPins, ends: ConnectionEnds, report: Report): void {
  for (const side of ['initiator', 'responder'] as const) {
    const created = pins[side]?.TimeCreated;
    if (created && created.tenth !== 0 && ends[side].host?.os.platform === 'linux')
      report({
        code: 'WRONG_VALUE',
        path: [...pins.path, side, 'TimeCreated'],
        expected: 'a time of at most 6 decimals: Sysmon for Linux tells no more',
      });
  }
}
