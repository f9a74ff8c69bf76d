import { type ProgramMemory, reserve, startProgram } from '../generators/bulk/startProgram.js';
import { LAG } from '../generators/crowdstrike/deliveryLag.js';
import type { FalconRecords } from '../generators/crowdstrike/falconRecords.js';
import type { SysmonRecords } from '../generators/sysmon/sysmonRecords.js';
import type { Plan } from '../scenarios/plan.js';
import { BurstSource } from '../scenarios/sources/burstSource.js';
import { EPOCH_MICROSECONDS, type Source } from '../scenarios/sources/source.js';
import { TimerSource } from '../scenarios/sources/timerSource.js';
import { type Counts, noCounts, tallyOf } from './counts.js';
import type { Sensor } from './formats.js';
import type { Model } from './model.js';
import { MODEL_CODE } from './modelCode.js';
import { TableWriter } from './modelTables.js';
import type { ResolvedPins } from './pins.js';
import type { RecordMaker } from './recordMaker.js';

type Global = { value: number };
/** What `assembly/model` exports: functions, variables, and sizes of entries. */
interface Exports {
  readonly memory: ProgramMemory;
  find(epoch: number): number;
  count(from: number, to: number): void;
  order(count: number): void;
  givePorts(count: number, began: number, since: number): number;
  addRecords(count: number, began: number, since: number, lag: number): void;
  setCounts(sysmon: number, falcon: number): void;
  stamp(from: number, to: number): number;
  orderByArrival(arrival: number, count: number, began: number, order: number): number;
  carry(columns: number, widths: number, width: number, arrival: number, count: number, until: number): number;
}
type Name =
  | 'hosts' | 'flows' | 'bursts' | 'timers' | 'timerCount' | 'found' | 'ordered' | 'room' | 'keys' | 'spareKeys' | 'underWay'
  | 'special' | 'sysmonCount' | 'falconCount' | 'FREE' | 'SYSMON_COLUMNS' | 'FALCON_COLUMNS' | 'HOST_SIZE' | 'FLOW_SIZE'
  | 'TIMER_SIZE' | 'ACTIVITY_SIZE' | 'CONNECTION_SIZE' | 'OTHER_EVENTS' | 'UNSEEN_PORTS' | 'TCP_COUNT'; // biome-ignore format: a list
type Variables = Readonly<Record<Name, Global>>;

/** Columns of each sensor's records in the order of `assembly/model/columns.ts`, the last ones its own. */
const SYSMON = {
  flow: Uint32Array, side: Uint8Array, keyLow: Uint32Array, keyHigh: Uint32Array, port: Uint16Array, recordId: Float64Array,
  created: Float64Array, tenth: Uint8Array, utc: Float64Array, arrival: Float64Array, host: Uint32Array, seen: Float64Array,
  connection: Uint32Array,
}; // biome-ignore format: a list
const FALCON = {
  flow: Uint32Array, keyLow: Uint32Array, keyHigh: Uint32Array, port: Uint16Array, context: Float64Array, arrival: Float64Array,
  host: Uint32Array,
}; // biome-ignore format: a list
type ArrayType = typeof Uint32Array | typeof Uint8Array | typeof Uint16Array | typeof Float64Array;
/** Columns of so many records; there is room for more in them. */
type Columns<Types extends Readonly<Record<string, ArrayType>>> = { length: number } & {
  readonly [Name in keyof Types]: InstanceType<Types[Name]>;
};
/** Positions of the columns of arrivals. */
const ARRIVAL = { sysmon: Object.keys(SYSMON).indexOf('arrival'), falcon: Object.keys(FALCON).indexOf('arrival') };

/** Where the program finds the widths of the columns it carries. */
const WIDTHS = 0x100;
/** Connections that have room at first. */
const LEAST_ROOM = 1024;
/** Records that have room for each connection: two of Sysmon's, one of Falcon's, and of either some that are carried. */
const CARRIED = 0.5;
const SYSMON_EACH = 2 + CARRIED;
const FALCON_EACH = 1 + CARRIED;

/**
 * The maker as a program of its own, in `assembly/model`, with a memory of its own. What a story pins it leaves to {@link Model}, and what
 * the story tells connection by connection it is given; tests hold it to {@link PlainMaker}.
 */
export class VectorMaker implements RecordMaker {
  readonly #exports: Exports;
  readonly #variables: Variables;
  readonly #others: readonly Source[];
  readonly #lag: number;
  /** Where tables end, and all that grows begins. */
  readonly #dynamic: number;
  #sysmonAt: number[] = [];
  #falconAt: number[] = [];
  /** Where the order of each sensor's records goes. */
  readonly #orderAt = { sysmon: 0, falcon: 0 };
  /** What stands there. Looking at a memory anew takes longer than a record, so it is done where the places change. */
  #sysmonColumns!: Columns<typeof SYSMON>;
  #falconColumns!: Columns<typeof FALCON>;
  /** Numbers of a host's entry, and the place of its counters among them. */
  readonly #hostNumberCount: number;
  readonly #firstCounter: number;

  /** @throws Error where a Node cannot have the program. */
  constructor(
    { sources }: Plan,
    private readonly model: Model,
    private readonly pins: ResolvedPins,
  ) {
    const exports = startProgram<Exports & Variables>(MODEL_CODE);
    this.#exports = exports;
    this.#variables = exports;
    const { memory } = exports;
    const tables = new TableWriter(
      (end) => {
        reserve(memory, end);
        return memory.buffer;
      },
      exports.FREE.value,
      {
        host: exports.HOST_SIZE.value,
        otherEvents: exports.OTHER_EVENTS.value,
        unseenPorts: exports.UNSEEN_PORTS.value,
        flow: exports.FLOW_SIZE.value,
        timer: exports.TIMER_SIZE.value,
        activity: exports.ACTIVITY_SIZE.value,
      },
    );
    exports.hosts.value = tables.hosts(model.states, (host) => ({
      stamped: pins.touches(host),
      ports: pins.movesPorts(host),
    }));
    exports.flows.value = tables.flows(model.facts, (flow) => pins.immediate(flow));
    const timers: TimerSource[] = [];
    const others: Source[] = [];
    this.#others = others;
    exports.bursts.value = tables.bursts(burstsOf(sources, timers, others), model.facts);
    exports.timers.value = tables.timers(timers);
    exports.timerCount.value = timers.length;
    this.#lag = tables.distribution(LAG);
    this.#dynamic = tables.at;
    this.#hostNumberCount = exports.HOST_SIZE.value / 8;
    this.#firstCounter = exports.TCP_COUNT.value / 8;
    for (const [n, types] of [SYSMON, FALCON].entries())
      new Uint8Array(memory.buffer).set(
        Object.values(types).map(({ BYTES_PER_ELEMENT }) => BYTES_PER_ELEMENT),
        WIDTHS + n * 16,
      );
    this.#layOut(LEAST_ROOM);
  }

  /** Places all areas that grow for so many connections; what they hold is gone. */
  #layOut(room: number): void {
    const { memory } = this.#exports;
    const variables = this.#variables;
    let at = this.#dynamic;
    const take = (bytes: number) => {
      const place = at;
      at = Math.ceil((at + bytes) / 16) * 16;
      return place;
    };
    const records = room * SYSMON_EACH;
    variables.room.value = room;
    variables.found.value = take(room * variables.CONNECTION_SIZE.value);
    variables.ordered.value = take(room * variables.CONNECTION_SIZE.value);
    variables.keys.value = take(records * 8);
    variables.spareKeys.value = take(records * 8);
    variables.underWay.value = take(room * 16 + 16);
    variables.special.value = take(records * 4);
    this.#orderAt.sysmon = take(records * 4);
    this.#orderAt.falcon = take(room * FALCON_EACH * 4);
    this.#sysmonAt = Object.values(SYSMON).map(({ BYTES_PER_ELEMENT }) => take(records * BYTES_PER_ELEMENT));
    this.#falconAt = Object.values(FALCON).map(({ BYTES_PER_ELEMENT }) => take(room * FALCON_EACH * BYTES_PER_ELEMENT));
    reserve(memory, at);
    const words = new Int32Array(memory.buffer);
    words.set(this.#sysmonAt, variables.SYSMON_COLUMNS.value / 4);
    words.set(this.#falconAt, variables.FALCON_COLUMNS.value / 4);
    this.#sysmonColumns = columnsAt(memory.buffer, SYSMON, this.#sysmonAt, records);
    this.#falconColumns = columnsAt(memory.buffer, FALCON, this.#falconAt, room * FALCON_EACH);
  }

  /** Makes more room; records stay. */
  #grow(room: number): void {
    const kept = [this.#sysmon, this.#falcon].map((records) =>
      Object.values(records).flatMap((column) => (typeof column === 'number' ? [] : [column.slice(0, records.length)])),
    );
    this.#layOut(room);
    for (const [n, places] of [this.#sysmonAt, this.#falconAt].entries())
      for (const [c, column] of kept[n]!.entries()) {
        const bytes = new Uint8Array(column.buffer);
        new Uint8Array(this.#exports.memory.buffer).set(bytes, places[c]!);
      }
  }

  get sysmon(): SysmonRecords {
    return this.#sysmon as unknown as SysmonRecords;
  }

  get falcon(): FalconRecords {
    return this.#falcon as unknown as FalconRecords;
  }

  get #sysmon(): Columns<typeof SYSMON> {
    this.#sysmonColumns.length = this.#variables.sysmonCount.value;
    return this.#sysmonColumns;
  }

  get #falcon(): Columns<typeof FALCON> {
    this.#falconColumns.length = this.#variables.falconCount.value;
    return this.#falconColumns;
  }

  get counts(): Counts {
    const numbers = this.#hostNumbers();
    const counts = noCounts(this.model.states.length);
    for (const name of COUNTER_NAMES) {
      const list = counts[name];
      for (let host = 0; host < list.length; host += 1) list[host] = numbers[this.#counter(host, name)]!;
    }
    return counts;
  }

  begin(counts: Counts): void {
    const numbers = this.#hostNumbers();
    for (const [name, list] of Object.entries(counts) as [keyof Counts, Float64Array][])
      for (const [host, count] of list.entries()) numbers[this.#counter(host, name)] = count;
    this.#exports.setCounts(0, 0);
  }

  #hostNumbers(): Float64Array {
    return new Float64Array(
      this.#exports.memory.buffer,
      this.#variables.hosts.value,
      this.model.states.length * this.#hostNumberCount,
    );
  }

  #counter(host: number, name: keyof Counts): number {
    return host * this.#hostNumberCount + this.#firstCounter + COUNTERS[name];
  }

  count(from: number, to: number): void {
    if (from >= to) return;
    this.#exports.count(from, to);
    if (this.#others.length === 0) return;
    const others = noCounts(this.model.states.length);
    const tally = tallyOf(this.model.facts, others);
    for (const source of this.#others) for (let epoch = from; epoch < to; epoch += 1) source.count(epoch, tally);
    const numbers = this.#hostNumbers();
    for (const [name, counts] of Object.entries(others) as [keyof Counts, Float64Array][])
      for (const [host, count] of counts.entries()) numbers[this.#counter(host, name)]! += count;
  }

  forget(until: number): void {
    const exports = this.#exports;
    const { SYSMON_COLUMNS, FALCON_COLUMNS, sysmonCount, falconCount } = this.#variables;
    const [sysmon, falcon] = [this.#sysmonAt, this.#falconAt];
    exports.setCounts(
      exports.carry(SYSMON_COLUMNS.value, WIDTHS, sysmon.length, sysmon[ARRIVAL.sysmon]!, sysmonCount.value, until),
      exports.carry(FALCON_COLUMNS.value, WIDTHS + 16, falcon.length, falcon[ARRIVAL.falcon]!, falconCount.value, until),
    );
  }

  add(epoch: number, since = -Infinity): void {
    const exports = this.#exports;
    const variables = this.#variables;
    const began = epoch * EPOCH_MICROSECONDS;
    const count = this.#find(epoch);
    exports.order(count);
    this.#givePorts(exports.givePorts(count, began, since), began);
    const [sysmon, falcon] = [variables.sysmonCount.value, variables.falconCount.value];
    exports.addRecords(count, began, since, this.#lag);
    this.#stamp(exports.stamp(sysmon, variables.sysmonCount.value), began);
    if (this.pins.receives) this.#receive(falcon);
  }

  /** @returns How many connections begin in an epoch; they are found, and there is room for all that comes of them. */
  #find(epoch: number): number {
    const exports = this.#exports;
    const variables = this.#variables;
    const listed: number[] = [];
    const sink = {
      add: (at: number, flow: number, keyLow: number, keyHigh: number) =>
        listed.push(at - epoch * EPOCH_MICROSECONDS, flow, keyLow, keyHigh, 0),
    };
    for (const source of this.#others) source.emit(epoch, sink);
    const words = variables.CONNECTION_SIZE.value / 4;
    for (;;) {
      const room = variables.room.value;
      const found = exports.find(epoch);
      const all = found + listed.length / words;
      // Records that are carried have their room beside those of a whole epoch.
      const fits =
        found >= 0 &&
        all <= room &&
        variables.sysmonCount.value <= room * CARRIED &&
        variables.falconCount.value <= room * CARRIED;
      if (fits) {
        new Uint32Array(exports.memory.buffer).set(listed, variables.found.value / 4 + found * words);
        return all;
      }
      this.#grow(Math.ceil((room * 3) / 16) * 8);
    }
  }

  /** Ports of hosts whose counter a story pins: the program has left the count in their place. */
  #givePorts(left: number, began: number): void {
    if (left === 0) return;
    const words = new Uint32Array(this.#exports.memory.buffer);
    const { special, ordered, CONNECTION_SIZE } = this.#variables;
    for (const c of words.subarray(special.value / 4, special.value / 4 + left)) {
      const connection = ordered.value / 4 + c * (CONNECTION_SIZE.value / 4);
      const [at, flow, , , counted] = words.subarray(connection, connection + 5);
      words[connection + 4] = this.model.countedPort(flow!, began + at!, counted!);
    }
  }

  #stamp(left: number, epochBegan: number): void {
    if (left === 0) return;
    const { special } = this.#variables;
    const words = new Uint32Array(this.#exports.memory.buffer);
    const records = words.subarray(special.value / 4, special.value / 4 + left);
    const sysmon = this.#sysmon;
    for (const record of records) {
      const began = epochBegan + words[sysmon.connection[record]! / 4]!;
      const [host, seen, counted] = [sysmon.host[record]!, sysmon.seen[record]!, sysmon.recordId[record]!];
      this.model.stamp(sysmon as unknown as SysmonRecords, { record, host, counted, began, seen });
    }
  }

  /** When the cloud receives events whose time a story pins. */
  #receive(from: number): void {
    const falcon = this.#falcon;
    for (let i = from; i < falcon.length; i += 1) falcon.arrival[i] = this.pins.received(falcon.flow[i]!) ?? falcon.arrival[i]!;
  }

  order(sensor: Sensor, epoch: number): Uint32Array {
    const { sysmonCount, falconCount } = this.#variables;
    const [places, count] = sensor === 'sysmon' ? [this.#sysmonAt, sysmonCount] : [this.#falconAt, falconCount];
    const arrival = places[ARRIVAL[sensor]]!;
    const at = this.#orderAt[sensor];
    const inside = this.#exports.orderByArrival(arrival, count.value, epoch * EPOCH_MICROSECONDS, at);
    return new Uint32Array(this.#exports.memory.buffer, at, inside);
  }
}

/** Sources by how their connections are made: bursts and timers by the program. */
function* burstsOf(sources: Iterable<Source>, timers: TimerSource[], others: Source[]): Iterable<BurstSource> {
  for (const source of sources)
    if (source instanceof BurstSource) yield source;
    else if (source instanceof TimerSource) timers.push(source);
    else others.push(source);
}

/** Columns of a memory, with room for so many entries. */
function columnsAt<const Types extends Readonly<Record<string, ArrayType>>>(
  memory: ArrayBuffer,
  types: Types,
  places: readonly number[],
  room: number,
): Columns<Types> {
  const columns = Object.entries(types).map(([name, type], n) => [name, new type(memory, places[n]!, room)]);
  return { ...Object.fromEntries(columns), length: 0 } as Columns<Types>;
}

/** Places of a host's counters behind the first of them. */
const COUNTERS = { tcp: 0, sysmon: 1, falcon: 2 } as const;
const COUNTER_NAMES = ['tcp', 'sysmon', 'falcon'] as const;
