import { BoundedMap } from '../boundedMap.js';
import type { RawRecord } from '../record/rawRecord.js';
import type { Report } from '../reporter.js';
import { F } from './fields.js';
import { platformCodeOf } from './platform.js';
import { ProcessTable, type Sensor } from './processTable.js';
import { RecentIds } from './recentIds.js';

/** Compares the records of a sensor with the earlier ones of the same capture. */
export class FalconCapture {
  readonly #limit: number;
  readonly #sensors: BoundedMap<string, Sensor>;
  readonly #processes: ProcessTable;
  readonly #records: RecentIds;
  #owners = 0;
  #forgot = false;
  #saidForgotten = false;

  /** @param limit - Most sensors, and most processes, that are remembered. */
  constructor(limit: number) {
    this.#limit = limit;
    const forget = () => {
      this.#forgot = true;
    };
    this.#sensors = new BoundedMap(limit, forget);
    this.#processes = new ProcessTable(limit, forget);
    this.#records = new RecentIds(4 * limit); // an id costs less than a sensor does
  }

  check(record: RawRecord): void {
    const sensor = this.#sensor(record);
    if (!sensor) return;
    this.#checkSensor(sensor, record);
    this.#checkRepeat(sensor, record);
    this.#checkProcess(sensor, record);
    if (this.#forgot) this.#sayForgotten(record.report);
  }

  /** Remembers when a process began or ended; these events themselves are not checked. */
  note(record: RawRecord, what: 'start' | 'end'): void {
    const sensor = this.#sensor(record);
    const id = record.value(F.TargetProcessId)?.text;
    if (!sensor || id === undefined) return;
    const process = this.#processes.get(sensor, id);
    const at = record.number(what === 'start' ? F.ProcessStartTime : F.ContextTimeStamp);
    if (what === 'start') {
      sensor.hasStarts = true;
      process.started = true;
      if (!Number.isNaN(at)) process.start = at;
    } else if (!Number.isNaN(at)) process.end = at;
    if (this.#forgot) this.#sayForgotten(record.report);
  }

  /** The capture ends: says what only shows then. */
  end(report: Report): void {
    const missing = new Map<Sensor, string[]>();
    for (const { sensor, id, process } of this.#processes.entries()) {
      if (!process.connects || process.started || !sensor.hasStarts) continue;
      const ids = missing.get(sensor);
      if (ids) ids.push(id);
      else missing.set(sensor, [id]);
    }
    for (const [{ agent }, ids] of missing) {
      const which = ids.length === 1 ? `process ${ids[0]}` : `${ids.length} processes, ${ids[0]} among them,`;
      const expected = `a ProcessRollup2 of ${which} on sensor ${agent}`;
      report('falcon-ip6/stream-process-missing', 'MISSING', 'ContextProcessId', expected);
    }
  }

  /** An id that has not the form of one is masked, and may be that of many. */
  #sensor(record: RawRecord): Sensor | undefined {
    const value = record.value(F.aid);
    if (!value || value.findings.length > 0) return undefined;
    let sensor = this.#sensors.get(value.text);
    if (!sensor) {
      sensor = { agent: value.text, hasStarts: false, owner: this.#newOwner(), processes: new Map() };
      this.#sensors.set(value.text, sensor);
    }
    return sensor;
  }

  #newOwner(): number {
    this.#owners += 1;
    return this.#owners;
  }

  #checkSensor(sensor: Sensor, record: RawRecord): void {
    const customer = record.value(F.cid);
    if (customer && customer.findings.length === 0 && customer.text !== sensor.customer) {
      if (sensor.customer !== undefined) {
        const expected = `${sensor.customer}, as before for this aid`;
        record.say('falcon-ip6/stream-customer', 'INCONSISTENT', F.cid, expected);
        sensor.owner = this.#newOwner(); // the same id is another record there
      }
      sensor.customer = customer.text;
    }
    const platform = platformCodeOf(record);
    if (platform === undefined || platform === sensor.platform) return;
    if (sensor.platform !== undefined) {
      const expected = `${sensor.platform}, as before for this aid`;
      record.say('falcon-ip6/stream-platform', 'INCONSISTENT', F.event_platform, expected);
    }
    sensor.platform = platform;
  }

  #checkRepeat(sensor: Sensor, record: RawRecord): void {
    const id = record.number(F.id);
    if (!Number.isNaN(id) && this.#records.seen(id, record.rest(F.id), sensor.owner))
      record.say('falcon-ip6/stream-duplicate', 'DUPLICATE', F.id, 'an id not seen before on this sensor');
  }

  #checkProcess(sensor: Sensor, record: RawRecord): void {
    const id = record.value(F.ContextProcessId);
    if (!id || Number.isNaN(record.number(F.ContextProcessId))) return;
    const process = this.#processes.get(sensor, id.text);
    process.connects = true;
    const seenAt = record.number(F.ContextTimeStamp);
    const say = (at: number, order: string) => {
      const expected = `${at / 1000} or ${order}`;
      record.say('falcon-ip6/stream-process-life', 'INCONSISTENT', F.ContextTimeStamp, expected);
    };
    if (seenAt < process.start) say(process.start, `later, when process ${id.text} began`);
    if (seenAt > process.end) say(process.end, `earlier, when process ${id.text} ended`);
  }

  #sayForgotten(report: Report): void {
    if (this.#saidForgotten) return;
    this.#saidForgotten = true;
    const expected = `at most ${this.#limit} sensors and ${this.#limit} processes to remember`;
    report('input/forgotten', 'TOO_LONG', 'file', expected, 'more than that');
  }
}
