import { BoundedMap } from '../boundedMap.js';
import type { CheckId } from '../checks.js';
import type { Judged } from '../record/judged.js';
import type { RawRecord } from '../record/rawRecord.js';
import type { Report } from '../reporter.js';
import { owned } from '../text/owned.js';
import { ClockCheck } from './clockCheck.js';
import { checkClocks, checkStart, isOdd, isSameOffset, lagOf, sayLag } from './clocks.js';
import { imageOf } from './dataKinds.js';
import { F, isUnknown, UNKNOWN_PROCESS } from './fields.js';
import { FlowCheck } from './flowCheck.js';
import { LogOrder } from './logOrder.js';
import type { ProcessGuid } from './processGuid.js';
import { Process, ProcessOwner, ProcessTable } from './processTable.js';
import type { Platform, UnknownStyle } from './recordChecks.js';

/** Where a record comes from, as far as it matters here. */
export interface Origin {
  readonly platform: Platform;
  /** Whether the form leaves out fields, so that an absent one says nothing of the version. */
  readonly leavesOut: boolean;
}

/** What the last records of a host said. After a contradiction the newer word counts, so that one fault is said once. */
class Host extends ProcessOwner {
  readonly log = new LogOrder();
  readonly clock = new ClockCheck();
  /** By how many milliseconds TimeCreated was late in the last record, where that was odd. */
  offset = Number.NaN;
  writerProcess = Number.NaN;
  writerThread = Number.NaN;
  machineId: string | undefined = undefined;
  bootId: number | undefined = undefined;
  /** Who wrote when the boot number was last seen. */
  bootWriter = Number.NaN;
  style: '-' | 'empty' | undefined = undefined;
  letters: 'upper' | 'lower' | undefined = undefined;
  hasRuleName: boolean | undefined = undefined;

  constructor(
    name: string,
    readonly index: number,
  ) {
    super(name);
  }
}

/** Compares the records of a host with the earlier ones of the same capture, and the hosts of a capture with each other. */
export class SysmonCapture {
  readonly #limit: number;
  readonly #hosts: BoundedMap<string, Host>;
  readonly #processes: ProcessTable;
  readonly #flows = new FlowCheck();
  #hostCount = 0;
  #forgot = false;
  #saidForgotten = false;

  /** @param limit - Most hosts, and most processes, that are remembered. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#hosts = new BoundedMap(limit, (host) => {
      host.isForgotten = true;
      this.#forgot = true;
    });
    this.#processes = new ProcessTable(limit, () => {
      this.#forgot = true;
    });
  }

  /** @param style - How the record says "unknown". */
  check(record: RawRecord, origin: Origin, style: UnknownStyle): void {
    const computer = record.value(F.Computer);
    if (computer === undefined) {
      checkClocks(record, origin.platform);
      return;
    }
    const host = this.#host(computer);
    host.log.check(record);
    const restarted = checkWriter(host, record);
    if (restarted) forgetVersion(host); // the host may have another version of Sysmon now
    checkGuid(host, record, origin.platform);
    checkStyle(host, record, style);
    if (!origin.leavesOut) checkRuleName(host, record);
    const late = lagOf(record);
    host.clock.note(late);
    const offset = checkLag(host, record, late, origin.platform);
    this.#checkProcess(host, record, offset);
    this.#flows.check(host, record);
    this.#sayForgotten(record.report);
  }

  /** Remembers when a process began or ended; these events themselves are not checked. */
  note(record: RawRecord, what: 'start' | 'end'): void {
    const computer = record.value(F.Computer);
    const named = record.value(F.ProcessGuid);
    if (computer === undefined || !named?.guid || named.guid.isZero) return;
    const host = this.#host(computer);
    const process = this.#process(host, named, named.guid);
    if (what === 'end') process.endedAt = record.number(F.UtcTime);
    else {
      host.hasStarts = true;
      const [image, user] = [record.text(F.Image), record.text(F.User)];
      process.start = { processId: record.number(F.ProcessId), image: image && owned(image), user: user && owned(user) };
    }
    this.#sayForgotten(record.report);
  }

  /** The capture ends: says what only shows then. */
  end(report: Report): void {
    for (const [, host] of this.#hosts.entries()) {
      host.log.end(host.name, report);
      host.clock.end(host.name, report);
    }
    const missing = new Map<ProcessOwner, string[]>();
    for (const { owner, guid, connects, start } of this.#processes.entries()) {
      if (!connects || start || !owner.hasStarts) continue;
      const guids = missing.get(owner);
      if (guids) guids.push(guid);
      else missing.set(owner, [guid]);
    }
    for (const [{ name }, guids] of missing) {
      const which = guids.length === 1 ? `process ${guids[0]}` : `${guids.length} processes, ${guids[0]} among them,`;
      report('sysmon3/stream-no-event-1', 'MISSING', 'EventData/ProcessGuid', `an Event 1 of ${which} on ${name}`);
    }
  }

  #host(computer: Judged): Host {
    const { memo } = computer;
    if (memo instanceof Host && !memo.isForgotten) return memo;
    let host = this.#hosts.get(computer.text);
    if (!host) {
      this.#hostCount += 1;
      host = new Host(computer.text, this.#hostCount);
      this.#hosts.set(host.name, host);
    }
    computer.memo = host;
    return host;
  }

  #process(host: Host, named: Judged, guid: ProcessGuid): Process {
    const { memo } = named;
    if (memo instanceof Process && memo.owner === host && !memo.isForgotten) return memo;
    const process = this.#processes.get(host, guid.text);
    named.memo = process;
    return process;
  }

  #checkProcess(host: Host, record: RawRecord, offset: number): void {
    const named = record.value(F.ProcessGuid);
    if (!named?.guid || named.guid.isZero) return;
    const process = this.#process(host, named, named.guid);
    process.connects = true;
    if (!process.saidStart && !checkStart(record, offset)) process.saidStart = true;
    checkIdentity(process, record);
    if (process.start) checkEvent1(process, record);
    if (process.endedAt !== undefined && record.number(F.UtcTime) > process.endedAt) {
      const expected = `${new Date(process.endedAt).toISOString()} or earlier, when Event 5 ended the process`;
      record.say('sysmon3/stream-after-end', 'INCONSISTENT', F.UtcTime, expected);
      process.endedAt = undefined; // said once
    }
  }

  #sayForgotten(report: Report): void {
    if (!this.#forgot || this.#saidForgotten) return;
    this.#saidForgotten = true;
    const expected = `at most ${this.#limit} hosts and ${this.#limit} processes to remember`;
    report('input/forgotten', 'TOO_LONG', 'file', expected, 'more than that');
  }
}

/** @returns Whether another process or thread writes than before. */
function checkWriter(host: Host, record: RawRecord): boolean {
  const [process, thread] = [record.number(F.WriterProcess), record.number(F.WriterThread)];
  if (Number.isNaN(process) || Number.isNaN(thread)) return false;
  const changed = !Number.isNaN(host.writerProcess) && (host.writerProcess !== process || host.writerThread !== thread);
  if (changed) {
    const expected = `process/thread ${host.writerProcess}/${host.writerThread}, as in the record before`;
    record.say('sysmon3/stream-writer', 'INCONSISTENT', F.WriterProcess, expected, `${process}/${thread}`);
  }
  host.writerProcess = process;
  host.writerThread = thread;
  return changed;
}

function forgetVersion(host: Host): void {
  host.style = undefined;
  host.hasRuleName = undefined;
}

/**
 * A clock that is off by a constant is said once.
 *
 * @returns Milliseconds by which the clock of UtcTime is known to be late; 0 where that is not known.
 */
function checkLag(host: Host, record: RawRecord, late: number, platform: Platform): number {
  if (Number.isNaN(late)) return 0;
  const { offset } = host;
  host.offset = isOdd(late, platform) ? late : Number.NaN;
  if (Number.isNaN(host.offset)) return 0;
  if (isSameOffset(late, offset)) return late;
  sayLag(record, late, platform);
  return 0;
}

/** @param platform - On Linux the end of a ProcessGuid is no number of a boot. */
function checkGuid(host: Host, record: RawRecord, platform: Platform): void {
  const guid = record.value(F.ProcessGuid)?.guid;
  if (!guid || guid.isZero) return;
  const say = (check: CheckId, expected: string) => record.say(check, 'INCONSISTENT', F.ProcessGuid, expected);
  if (host.machineId !== undefined && host.machineId !== guid.machineId)
    say('sysmon3/stream-machine-id', `{${host.machineId}-…, the machine id of this host`);
  if (host.machineId !== guid.machineId) host.machineId = guid.machineId;
  if (guid.bootId !== undefined && platform !== 'linux') {
    const { bootId } = host;
    const sameWriter = Object.is(host.bootWriter, host.writerProcess);
    if (bootId !== undefined && (guid.bootId < bootId || (guid.bootId > bootId && sameWriter)))
      say('sysmon3/stream-boot-id', `boot number ${bootId} (not ${guid.bootId}) as in the record before`);
    host.bootId = guid.bootId;
    host.bootWriter = host.writerProcess;
  }
  if (guid.letters === 'upper' || guid.letters === 'lower') {
    if (host.letters !== undefined && host.letters !== guid.letters)
      say('sysmon3/stream-guid-case', `${host.letters}-case letters, as in the record before`);
    host.letters = guid.letters;
  }
}

function checkStyle(host: Host, record: RawRecord, style: UnknownStyle): void {
  if (style === '-' || style === 'empty') {
    if (host.style !== undefined && host.style !== style) {
      const expected = `unknown values ${host.style}, as in the record before`;
      record.report('sysmon3/stream-unknown-style', 'INCONSISTENT', 'EventData', expected, style);
    }
    host.style = style;
  }
}

function checkRuleName(host: Host, record: RawRecord): void {
  const hasRuleName = record.has(F.RuleName);
  if (host.hasRuleName !== undefined && host.hasRuleName !== hasRuleName) {
    const [expected, received] = host.hasRuleName ? ['RuleName', 'no RuleName'] : ['no RuleName', 'RuleName'];
    const path = record.path(F.RuleName);
    record.report('sysmon3/stream-rule-name', 'INCONSISTENT', path, `${expected}, as in the record before`, received);
  }
  host.hasRuleName = hasRuleName;
}

const sameText = (left: string, right: string) => left === right || left.toLowerCase() === right.toLowerCase();

/** One GUID, one pid, one image, one user. */
function checkIdentity(process: Process, record: RawRecord): void {
  const say = (check: CheckId, field: number, known: string | number) =>
    record.say(check, 'INCONSISTENT', field, `${known}, as before for this ProcessGuid`);
  const id = record.number(F.ProcessId);
  if (!Number.isNaN(id)) {
    if (process.processId === 0) process.processId = id;
    else if (process.processId !== id) say('sysmon3/stream-process-id', F.ProcessId, process.processId);
  }
  const image = record.value(F.Image);
  if (image && imageOf(image) !== UNKNOWN_PROCESS && !isUnknown(image.text)) {
    if (process.image === undefined) process.image = owned(image.text);
    else if (!sameText(process.image, image.text)) say('sysmon3/stream-process-image', F.Image, process.image);
  }
  const user = record.value(F.User)?.text;
  if (user !== undefined && !isUnknown(user)) {
    if (process.user === undefined) process.user = owned(user);
    else if (!sameText(process.user, user)) say('sysmon3/stream-process-user', F.User, process.user);
  }
}

/** What Event 1 said of the process. */
function checkEvent1(process: Process, record: RawRecord): void {
  const { processId, image, user } = process.start!;
  const id = record.number(F.ProcessId);
  const say = (check: CheckId, field: number, known: string | number) =>
    record.say(check, 'INCONSISTENT', field, `${known}, as in Event 1 of this ProcessGuid`);
  if (!Number.isNaN(processId) && !Number.isNaN(id) && processId !== id) say('sysmon3/stream-event-1', F.ProcessId, processId);
  const ours = record.text(F.User);
  if (user !== undefined && ours !== undefined && !isUnknown(ours) && !sameText(user, ours))
    say('sysmon3/stream-event-1', F.User, user);
  const known = record.value(F.Image);
  if (image === undefined || !known || image === known.text || imageOf(known) === UNKNOWN_PROCESS || isUnknown(known.text))
    return;
  if (!sameText(image, known.text)) say('sysmon3/stream-event-1', F.Image, image);
  else if (!process.saidImageCase) {
    process.saidImageCase = true;
    say('sysmon3/stream-image-case', F.Image, image);
  }
}
