import { connectionFrom } from '../connection.js';
import type { SysmonDraft } from '../draft.js';
import { event3 } from '../event3.js';
import type { Host } from '../host.js';
import { type ProcessFields, processOf, type RoleId } from '../processes.js';
import { lagOf } from '../sysmonEvent3.js';
import { type EntryDraws, sightingsOf, startedActivity } from './entries.js';
import { type LogWriter, logWriter } from './logWriter.js';
import { event1, event5 } from './processEvents.js';

/** On Linux every record of a host is as late as the others, so that none overtakes another. */
const lagIn = ({ platform, spelling }: Host, lag: number) => lagOf(platform, platform === 'linux' ? spelling : lag);

/** Records of hosts in the order in which they happen. */
export function connectionCapture(writers: readonly LogWriter[], entries: readonly EntryDraws[]): SysmonDraft[] {
  const hosts = writers.map(({ host }) => host);
  let now = hosts[0]!.startsAt;
  return entries.flatMap((entry, n) => {
    now += entry.gap;
    return sightingsOf(hosts, entry, n).map(({ host, connection }, end) => {
      if (end > 0) now += entry.way;
      const moment = writers[host]!.next(now, lagIn(hosts[host]!, entry.lag), entry.ticks, end === 0 ? entry.skipped : 0);
      return event3(hosts[host]!, connection, moment);
    });
  });
}

interface Running {
  readonly writer: LogWriter;
  readonly process: ProcessFields;
}

/** The same with the start of every process before its first connection, and the end of some at the end. */
export function processCapture(writers: readonly LogWriter[], entries: readonly EntryDraws[]): SysmonDraft[] {
  const running = new Map<string, Running>();
  const drafts: SysmonDraft[] = [];
  let now = writers[0]!.host.startsAt;
  entries.forEach((entry, n) => {
    const place = entry.host % writers.length;
    const writer = writers[place]!;
    const activity = startedActivity(writer.host, entry.connection);
    const key = `${place} ${activity.process} ${entry.connection.instance}`;
    now += entry.gap;
    if (!running.has(key)) {
      now = Math.max(now, writer.idleFrom());
      const process = begun(writer, activity.process, entry.connection.instance, now);
      running.set(key, { writer, process });
      drafts.push(event1(writer.host, process, writer.next(now, 16, entry.ticks, entry.skipped)));
      now += 800;
    }
    const { process } = running.get(key)!;
    const connection = { ...connectionFrom(writer.host, activity, entry.connection, n), process };
    drafts.push(event3(writer.host, connection, writer.next(now, lagIn(writer.host, entry.lag), entry.ticks, entry.skipped)));
  });
  const ends = [...running.values()].filter((_, n) => n % 2 === 0);
  for (const { writer, process } of ends) {
    now = Math.max(now + 1, writer.idleFrom());
    drafts.push(event5(writer.host, process, writer.next(now, 16, 0, 0)));
  }
  return drafts;
}

function begun({ host, offset }: LogWriter, role: RoleId, instance: number, at: number): ProcessFields {
  return processOf(host, role, instance, Math.floor((at + offset) / 1000));
}

export function writersOf(hosts: readonly Host[], offsets: readonly number[]): LogWriter[] {
  return hosts.map((host, place) => logWriter(host, place === 0 ? 0 : (offsets[place % offsets.length] ?? 0)));
}
