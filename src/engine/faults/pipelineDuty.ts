import type { FaultKind } from '../../model/faultKind.js';
import type { PlannedFault } from '../../scenarios/plan.js';

/** What a correct pipeline makes of a record that a fault has met: what labels and the documentation say. */
export const pipelineDuties: Readonly<Record<FaultKind, string>> = {
  late: 'place it by the time of its event, look again at rules whose window has passed, and alert once',
  duplicate: 'keep one: Computer and EventRecordID, or id, aid and cid, are the same in all copies',
  lost: 'do without it: nothing of it arrives, and a gap in EventRecordID alone proves no loss',
  reorder: 'sort by the time of the event within a few seconds, and by EventRecordID within a host',
  clockJump: 'order the host by EventRecordID or arrival: its wall clock (TimeCreated, ContextTimeStamp) was set',
  outage: 'take it as of the time of its event: that many records came at once is no activity',
  shiftFields: 'refuse or repair it: empty fields were left out, so values stand under the names of fields before theirs',
};

/** What a correct pipeline makes of a record that a fault of a plan has met. */
export const pipelineDuty = ({ kind, drops }: PlannedFault): string => pipelineDuties[drops ? 'lost' : kind];
