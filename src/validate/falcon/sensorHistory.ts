import { BoundedMap } from '../boundedMap.js';
import type { Report } from '../reporter.js';
import type { Connect } from './connect.js';
import type { Fields } from './forms.js';

/** Events that begin a process, with the field that says when. */
const STARTS: Readonly<Record<string, string>> = {
  ProcessRollup2: 'ProcessStartTime',
  SyntheticProcessRollup2: 'ProcessStartTime',
};
/** Events that end a process. */
const ENDS: readonly string[] = ['EndOfProcess', 'TerminateProcess'];

interface Sensor {
  customer?: string;
  platform?: string;
  hasStarts: boolean;
}

interface Process {
  readonly agent: string;
  readonly id: string;
  started?: boolean;
  /** Milliseconds since 1970. */
  start?: number;
  end?: number;
  connects: boolean;
}

/** Compares the records of a sensor with the earlier ones of the same file. */
export class SensorHistory {
  readonly #report: Report;
  readonly #sensors: BoundedMap<string, Sensor>;
  readonly #processes: BoundedMap<string, Process>;
  readonly #records: BoundedMap<string, true>;
  #saidForgotten = false;

  constructor(report: Report, limit: number) {
    this.#report = report;
    const forget = () => this.#forgotten(limit);
    this.#sensors = new BoundedMap(limit, forget);
    this.#processes = new BoundedMap(limit, forget);
    this.#records = new BoundedMap(limit, () => undefined); // a repeat comes soon or never
  }

  check(connect: Connect): void {
    const agent = connect.texts.get('aid');
    if (agent === undefined) return;
    this.#checkSensor(agent, connect);
    this.#checkRepeat(agent, connect);
    this.#checkProcess(agent, connect);
  }

  /** Remembers when a process began or ended; the events themselves are not checked. */
  note(event: string, fields: Fields): void {
    const [agent, id] = [fields.get('aid')?.text, fields.get('TargetProcessId')?.text];
    if (agent === undefined || id === undefined) return;
    const process = this.#process(agent, id);
    if (Object.hasOwn(STARTS, event)) {
      process.started = true;
      const at = milliseconds(fields.get(STARTS[event]!)?.text);
      if (at !== undefined) process.start = at;
      const sensor = this.#sensors.get(agent);
      this.#sensors.set(agent, { ...sensor, hasStarts: true });
    } else if (ENDS.includes(event)) {
      const at = milliseconds(fields.get('ContextTimeStamp')?.text);
      if (at !== undefined) process.end = at;
    }
  }

  end(): void {
    const missing = new Map<string, string[]>();
    for (const [, { agent, id, started, connects }] of this.#processes.entries()) {
      if (!connects || started || !this.#sensors.get(agent)?.hasStarts) continue;
      const ids = missing.get(agent);
      if (ids) ids.push(id);
      else missing.set(agent, [id]);
    }
    for (const [agent, ids] of missing) {
      const which = ids.length === 1 ? `process ${ids[0]}` : `${ids.length} processes, ${ids[0]} among them,`;
      this.#report(
        'falcon-ip6/stream-process-missing',
        'MISSING',
        'ContextProcessId',
        `a ProcessRollup2 of ${which} on sensor ${agent}`,
      );
    }
  }

  #checkSensor(agent: string, { texts, platform }: Connect): void {
    const sensor: Sensor = this.#sensors.get(agent) ?? { hasStarts: false };
    const customer = texts.get('cid');
    const say = (check: 'customer' | 'platform', path: string, known: string, received: string) =>
      this.#report(`falcon-ip6/stream-${check}`, 'INCONSISTENT', path, `${known}, as before for this aid`, received);
    if (customer !== undefined) {
      if (sensor.customer !== undefined && sensor.customer !== customer) say('customer', 'cid', sensor.customer, customer);
      sensor.customer = customer;
    }
    if (platform !== undefined) {
      if (sensor.platform !== undefined && sensor.platform !== platform)
        say('platform', 'event_platform', sensor.platform, platform);
      sensor.platform = platform;
    }
    this.#sensors.set(agent, sensor);
  }

  #checkRepeat(agent: string, { texts }: Connect): void {
    const id = texts.get('id');
    if (id === undefined) return;
    const key = `${id} ${agent} ${texts.get('cid') ?? ''}`;
    if (this.#records.get(key))
      this.#report('falcon-ip6/stream-duplicate', 'DUPLICATE', 'id', 'an id not seen before on this sensor', id);
    else this.#records.set(key, true);
  }

  #checkProcess(agent: string, { texts, seenAt }: Connect): void {
    const id = texts.get('ContextProcessId');
    if (id === undefined) return;
    const process = this.#process(agent, id);
    process.connects = true;
    if (seenAt === undefined) return;
    const say = (expected: string) =>
      this.#report('falcon-ip6/stream-process-life', 'INCONSISTENT', 'ContextTimeStamp', expected, texts.get('ContextTimeStamp'));
    if (process.start !== undefined && seenAt < process.start) say(`${process.start / 1000} or later, when process ${id} began`);
    if (process.end !== undefined && seenAt > process.end) say(`${process.end / 1000} or earlier, when process ${id} ended`);
  }

  #process(agent: string, id: string): Process {
    const key = `${agent} ${id}`;
    const process = this.#processes.get(key) ?? { agent, id, connects: false };
    this.#processes.set(key, process);
    return process;
  }

  #forgotten(limit: number): void {
    if (this.#saidForgotten) return;
    this.#saidForgotten = true;
    this.#report(
      'input/forgotten',
      'TOO_LONG',
      'file',
      `at most ${limit} sensors and ${limit} processes to remember`,
      'more than that',
    );
  }
}

/** Epoch seconds with decimals, as Falcon writes them. */
function milliseconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{10}(?:\.\d{1,6})?$/.test(text) ? Math.round(Number(text) * 1000) : undefined;
}
