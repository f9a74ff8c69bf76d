import type { FieldKind } from '../record/fieldKind.js';
import type { Layout, Slot } from '../record/layout.js';
import { quiet } from '../record/quiet.js';
import type { Leaf } from '../record/shape.js';
import { IGNORED, OF_LAYOUT } from '../record/slots.js';
import type { FalconCapture } from './capture.js';
import { F, FALCON_FIELDS, type FalconField } from './fields.js';
import { EVENT, hexId, processTime, uint64 } from './kinds.js';
import type { Names } from './names.js';
import { withoutLists } from './names.js';

const WHAT: Readonly<Record<string, 'start' | 'end'>> = {
  ProcessRollup2: 'start',
  SyntheticProcessRollup2: 'start',
  EndOfProcess: 'end',
  TerminateProcess: 'end',
};

/** What these events say of a process, in all forms; of two places the first counts. */
const PLACES: Readonly<Record<string, readonly [field: FalconField, kind: FieldKind]>> = {
  aid: ['aid', quiet(hexId)],
  TargetProcessId: ['TargetProcessId', quiet(uint64)],
  ProcessStartTime: ['ProcessStartTime', processTime],
  ContextTimeStamp: ['ContextTimeStamp', processTime],
  'crowdstrike.aid': ['aid', quiet(hexId)],
  'crowdstrike.TargetProcessId': ['TargetProcessId', quiet(uint64)],
  'crowdstrike.ProcessStartTime': ['ProcessStartTime', processTime],
  'process.entity_id': ['TargetProcessId', quiet(uint64)],
  'process.start': ['ProcessStartTime', processTime],
  '@timestamp': ['ContextTimeStamp', processTime],
};
/** Of LogScale it is the time of receipt. */
const isReceipt = (path: string, { type }: Leaf) => path === '@timestamp' && type === 'number';

/**
 * The layout of an event that is not checked. What it says of a process is kept for comparison.
 *
 * @param deciding - The name of the event, and what else decides that it is none of those that are checked.
 */
export function otherEvent(
  leaves: readonly Leaf[],
  names: Names,
  [event, ...others]: readonly [event: Leaf, ...others: (Leaf | undefined)[]],
  capture: FalconCapture | undefined,
): Layout {
  const what = Object.hasOwn(WHAT, event.text) ? WHAT[event.text] : undefined;
  const seen = new Set<FalconField>();
  const slots = leaves.map((leaf, i): Slot => {
    if (leaf === event || others.includes(leaf)) return OF_LAYOUT;
    const path = withoutLists(names.paths[i] ?? '');
    const place = what && Object.hasOwn(PLACES, path) && !isReceipt(path, leaf) ? PLACES[path] : undefined;
    if (!place || seen.has(place[0]) || (leaf.type !== 'string' && leaf.type !== 'number')) return IGNORED;
    seen.add(place[0]);
    return { field: F[place[0]], kind: place[1], constant: false };
  });
  return {
    form: undefined,
    slots,
    paths: FALCON_FIELDS,
    given: [],
    findings: [{ check: 'input/not-checked', code: 'NOT_CHECKED', path: event.path, expected: EVENT, received: event.text }],
    check: (record) => {
      if (what) capture?.note(record, what);
    },
  };
}
