import { BoundedMap } from '../boundedMap.js';
import type { Report } from '../reporter.js';
import { compareDecimal } from '../text/integer.js';
import { compareMoments, type Moment } from '../text/time.js';
import type { EventRecord } from './eventRecord.js';
import { isUnknown } from './fields.js';
import { UNKNOWN_PROCESS } from './readFields.js';
import { unknownStyleOf } from './recordChecks.js';

/** What the last records of a host said. After a contradiction the newer word counts, so that one fault is said once. */
interface Host {
  recordId?: string;
  time?: Moment;
  writer?: string;
  machineId?: string;
  bootId?: number;
  /** Who wrote when the boot number was last seen. */
  bootWriter?: string | undefined;
  style?: '-' | 'empty';
  letters?: 'upper' | 'lower';
  hasRuleName?: boolean;
}

interface Process {
  processId?: number;
  image?: string;
  user?: string;
}

/** Compares the records of a host with the earlier ones of the same file. */
export class HostHistory {
  readonly #report: Report;
  readonly #hosts: BoundedMap<string, Host>;
  readonly #processes: BoundedMap<string, Process>;
  #saidForgotten = false;

  constructor(report: Report, limit: number) {
    this.#report = report;
    const forget = () => this.#forgotten(limit);
    this.#hosts = new BoundedMap(limit, forget);
    this.#processes = new BoundedMap(limit, forget);
  }

  check(record: EventRecord): void {
    const name = record.system.computer;
    if (name === undefined) return;
    const host: Host = this.#hosts.get(name) ?? {};
    this.#checkLog(host, record);
    this.#checkWriter(host, record);
    this.#checkGuid(host, record);
    this.#checkStyle(host, record);
    this.#hosts.set(name, host);
    this.#checkProcess(name, record);
  }

  #checkLog(host: Host, { system }: EventRecord): void {
    const { recordId, timeCreated } = system;
    if (recordId !== undefined) {
      if (host.recordId !== undefined && compareDecimal(recordId, host.recordId) <= 0) {
        const code = recordId === host.recordId ? 'DUPLICATE' : 'OUT_OF_ORDER';
        this.#report(
          'sysmon3/stream-record-id',
          code,
          'System/EventRecordID',
          `a number above ${host.recordId}, the one before`,
          recordId,
        );
      }
      host.recordId = recordId;
    }
    if (timeCreated !== undefined) {
      if (host.time && compareMoments(timeCreated, host.time) < 0) {
        const expected = `${written(host.time)} or later, as in the record before`;
        this.#report('sysmon3/stream-time', 'OUT_OF_ORDER', 'System/TimeCreated/@SystemTime', expected, written(timeCreated));
      }
      host.time = timeCreated;
    }
  }

  #checkWriter(host: Host, { system: { writer } }: EventRecord): void {
    if (writer === undefined) return;
    if (host.writer !== undefined && host.writer !== writer) {
      const expected = `process/thread ${host.writer}, as in the record before`;
      this.#report('sysmon3/stream-writer', 'INCONSISTENT', 'System/Execution', expected, writer);
    }
    host.writer = writer;
  }

  #checkGuid(host: Host, { data: { guid, texts } }: EventRecord): void {
    if (!guid || guid.isZero) return;
    const say = (check: 'stream-machine-id' | 'stream-boot-id' | 'stream-guid-case', expected: string) =>
      this.#report(`sysmon3/${check}`, 'INCONSISTENT', 'EventData/ProcessGuid', expected, texts.get('ProcessGuid'));
    if (host.machineId !== undefined && host.machineId !== guid.machineId)
      say('stream-machine-id', `{${host.machineId}-…, the machine id of this host`);
    host.machineId = guid.machineId;
    if (guid.bootId !== undefined) {
      const { bootId } = host;
      const sameWriter = host.bootWriter === host.writer;
      if (bootId !== undefined && (guid.bootId < bootId || (guid.bootId > bootId && sameWriter))) {
        say('stream-boot-id', `boot number ${bootId} (not ${guid.bootId}) as in the record before`);
      }
      host.bootId = guid.bootId;
      host.bootWriter = host.writer;
    }
    if (guid.letters === 'upper' || guid.letters === 'lower') {
      if (host.letters !== undefined && host.letters !== guid.letters)
        say('stream-guid-case', `${host.letters}-case letters, as in the record before`);
      host.letters = guid.letters;
    }
  }

  #checkStyle(host: Host, { data }: EventRecord): void {
    const style = unknownStyleOf(data);
    if (style === '-' || style === 'empty') {
      if (host.style !== undefined && host.style !== style) {
        this.#report(
          'sysmon3/stream-unknown-style',
          'INCONSISTENT',
          'EventData',
          `unknown values ${host.style}, as in the record before`,
          style,
        );
      }
      host.style = style;
    }
    const hasRuleName = data.texts.has('RuleName');
    if (host.hasRuleName !== undefined && host.hasRuleName !== hasRuleName) {
      const [expected, received] = host.hasRuleName ? ['RuleName', 'no RuleName'] : ['no RuleName', 'RuleName'];
      this.#report(
        'sysmon3/stream-rule-name',
        'INCONSISTENT',
        'EventData/RuleName',
        `${expected}, as in the record before`,
        received,
      );
    }
    host.hasRuleName = hasRuleName;
  }

  #checkProcess(computer: string, { data: { guid, processId, image, user } }: EventRecord): void {
    if (!guid || guid.isZero) return;
    const key = `${computer}\n${guid.text}`;
    const process: Process = this.#processes.get(key) ?? {};
    const say = (check: 'id' | 'image' | 'user', field: string, known: string | number, received: string | number) =>
      this.#report(
        `sysmon3/stream-process-${check}`,
        'INCONSISTENT',
        `EventData/${field}`,
        `${known}, as before for this ProcessGuid`,
        String(received),
      );
    if (processId !== undefined) {
      if (process.processId !== undefined && process.processId !== processId)
        say('id', 'ProcessId', process.processId, processId);
      process.processId ??= processId;
    }
    if (image !== undefined && image !== UNKNOWN_PROCESS && !isUnknown(image)) {
      if (process.image !== undefined && process.image.toLowerCase() !== image.toLowerCase())
        say('image', 'Image', process.image, image);
      process.image ??= image;
    }
    if (user !== undefined && !isUnknown(user)) {
      if (process.user !== undefined && process.user.toLowerCase() !== user.toLowerCase())
        say('user', 'User', process.user, user);
      process.user ??= user;
    }
    this.#processes.set(key, process);
  }

  #forgotten(limit: number): void {
    if (this.#saidForgotten) return;
    this.#saidForgotten = true;
    this.#report(
      'input/forgotten',
      'TOO_LONG',
      'file',
      `at most ${limit} hosts and ${limit} processes to remember`,
      'more than that',
    );
  }
}

function written(moment: Moment): string {
  const seconds = new Date(moment.ms).toISOString().slice(0, 19);
  return `${seconds}.${moment.fraction}Z`;
}
