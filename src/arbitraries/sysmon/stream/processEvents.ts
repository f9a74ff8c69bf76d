import type { SysmonDraft } from '../draft.js';
import { eras } from '../eras.js';
import { type Moment, systemSection } from '../event3.js';
import type { Host } from '../host.js';
import type { ProcessFields } from '../processes.js';
import { utcTimeText } from '../times.js';

/** Event 1, the start of a process, with the fields that other events can be held to. */
export const event1 = (host: Host, process: ProcessFields, moment: Moment): SysmonDraft =>
  processEvent(host, process, moment, 1, 5, { CommandLine: `"${process.Image}"` });

/** Event 5, the end of a process. */
export const event5 = (host: Host, process: ProcessFields, moment: Moment): SysmonDraft =>
  processEvent(host, process, moment, 5, 3, {});

function processEvent(
  host: Host,
  { User, ...process }: ProcessFields,
  moment: Moment,
  eventId: number,
  version: number,
  more: Readonly<Record<string, string>>,
): SysmonDraft {
  const { ruleName, unknown } = eras[host.era];
  const system = systemSection(host, moment, eventId, version);
  return {
    platform: host.platform,
    era: host.era,
    lookup: host.lookup,
    local: 'Source',
    // Another thread of the same service writes these.
    system: { ...system, threadId: String(Number(system.threadId) + 4) },
    data: { ...(ruleName ? { RuleName: unknown } : {}), UtcTime: utcTimeText(moment.utc), ...process, ...more, User },
  };
}
