import { expect } from 'vitest';
import type { Format } from '../../src/generators/index.js';

const GUARD = 0xa5;
const MARGIN = 9;

/** One record as text; the format must keep to the room that it asked for and touch nothing around its record. */
export function writeRecord<Records>(format: Format<Records>, records: Records, i = 0): string {
  const room = format.room(records, i);
  const out = new Uint8Array(room + 2 * MARGIN).fill(GUARD);
  const end = format.write(records, i, out, MARGIN);
  expect(end - MARGIN).toBeLessThanOrEqual(room);
  const untouched = [...out.subarray(0, MARGIN), ...out.subarray(room + MARGIN)];
  expect(untouched).toEqual(untouched.map(() => GUARD));
  return Buffer.from(out.subarray(MARGIN, end)).toString('utf8');
}
