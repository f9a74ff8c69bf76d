import type { FalconRecords } from '../crowdstrike/falconRecords.js';
import { FormatError } from '../refuseImpossible.js';
import type { SensorFormats } from '../sensorFormats.js';
import type { SysmonRecords } from '../sysmon/sysmonRecords.js';
import type { BulkFormat, BulkWriter, Written } from './bulkWriter.js';
import { FALCON_COLUMNS, SYSMON_COLUMNS } from './columns.js';
import { encodeTemplate } from './encodeTemplate.js';
import { type ProgramMemory, reserve, startProgram } from './startProgram.js';
import { WRITER_CODE } from './writerCode.js';

/** What `assembly/writer` exports: functions, and the places of its areas of memory. */
interface Exports {
  readonly memory: ProgramMemory;
  init(): void;
  write(
    sysmon: number,
    falcon: number,
    order: number,
    from: number,
    to: number,
    output: number,
    filled: number,
    count: number,
  ): number;
}
type Place =
  | 'COLUMNS'
  | 'FREE'
  | 'MOST_RECORDS'
  | 'OUTPUT'
  | 'OUTPUT_STEP'
  | 'RECORD_ENDS'
  | 'STATE_AT'
  | 'STATE_MISSING'
  | 'TEMPLATES'
  | 'TEMPLATES_END';
type Places = Readonly<Record<Place, { readonly value: number }>>;

interface VectorFormat extends BulkFormat {
  /** Where its tables of templates stand. */
  readonly sysmon: number;
  readonly falcon: number;
}

/**
 * Writes from columns and prepared templates: a program of its own, in `assembly/writer`, with a memory of its own.
 */
export class VectorWriter implements BulkWriter {
  readonly #exports: Exports;
  readonly #places: Places;
  #bytes: Uint8Array;
  #words: Int32Array;
  /** The next template goes here. */
  #top: number;
  /** What is placed for good: tables. */
  #free: number;
  readonly #tables: { readonly at: number; readonly length: number }[] = [];
  /** The order of the records that were taken. */
  #order = 0;
  #orderLength = 0;

  constructor() {
    const exports = startProgram<Exports & Places>(WRITER_CODE);
    this.#exports = exports;
    this.#places = exports;
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#words = new Int32Array(this.#exports.memory.buffer);
    this.#top = this.#places.TEMPLATES.value;
    this.#free = this.#places.FREE.value;
    this.#exports.init();
  }

  open(formats: SensorFormats, flows: number): VectorFormat {
    return { formats, sysmon: this.#table(flows * 2), falcon: this.#table(flows) };
  }

  #table(length: number): number {
    const at = this.#free;
    this.#free = up8(at + length * 4);
    this.#reserve(this.#free);
    this.#words.fill(0, at / 4, at / 4 + length); // records may have stood there
    this.#tables.push({ at, length });
    return at;
  }

  mustGrow(sysmon: SysmonRecords, falcon: FalconRecords): boolean {
    return this.#free + bytesOf(sysmon, falcon) > this.#bytes.length;
  }

  take(sysmon: SysmonRecords, falcon: FalconRecords): void {
    this.#reserve(this.#free + bytesOf(sysmon, falcon));
    const { COLUMNS } = this.#places;
    let at = this.#free;
    for (const [n, column] of columnsOf(sysmon, falcon).entries()) {
      this.#bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
      this.#words[COLUMNS.value / 4 + n] = at;
      at = up8(at + column.byteLength);
    }
    this.#order = at;
    this.#orderLength = 0;
  }

  order(order: Uint32Array): void {
    this.#orderLength = order.length;
    this.#bytes.set(new Uint8Array(order.buffer, order.byteOffset, order.byteLength), this.#order);
  }

  write(format: BulkFormat, from: number, output: number): Written {
    const { formats, sysmon, falcon } = format as VectorFormat;
    const places = this.#places;
    let filled = 0;
    let ends = 0;
    for (let missing = 0; missing >= 0; ) {
      ends = this.#exports.write(sysmon, falcon, this.#order, from, this.#orderLength, output, filled, ends);
      filled = this.#words[places.STATE_AT.value / 4]!;
      missing = this.#words[places.STATE_MISSING.value / 4]!;
      if (missing < 0) break;
      const isFalcon = this.#words[this.#order / 4 + from + ends]! < 0;
      this.#add(isFalcon ? 'falcon' : 'sysmon', formats, isFalcon ? falcon : sysmon, missing);
    }
    if (ends === 0 && from < this.#orderLength) throw new FormatError('a record is longer than 1 MiB');
    const start = places.OUTPUT.value + output * places.OUTPUT_STEP.value;
    const endsAt = places.RECORD_ENDS.value + output * places.MOST_RECORDS.value * 4;
    return {
      bytes: this.#bytes.subarray(start, start + filled),
      ends: new Uint32Array(this.#bytes.buffer, endsAt, ends),
    };
  }

  #add(sensor: 'sysmon' | 'falcon', formats: SensorFormats, table: number, number: number): void {
    const template = sensor === 'sysmon' ? formats.sysmon!.template(number) : formats.falcon!.template(number);
    let bytes = encodeTemplate<never>(sensor, template as never, this.#top);
    if (this.#top + bytes.length > this.#places.TEMPLATES_END.value) {
      for (const { at, length } of this.#tables) this.#words.fill(0, at / 4, at / 4 + length);
      this.#top = this.#places.TEMPLATES.value;
      bytes = encodeTemplate<never>(sensor, template as never, this.#top);
    }
    this.#bytes.set(bytes, this.#top);
    this.#words[table / 4 + number] = this.#top;
    this.#top += bytes.length;
  }

  #reserve(end: number): void {
    const { memory } = this.#exports;
    reserve(memory, end);
    if (memory.buffer === this.#bytes.buffer) return;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }
}

const up8 = (at: number) => Math.ceil(at / 8) * 8;

/** All columns, of the length of their records. */
const columnsOf = (sysmon: SysmonRecords, falcon: FalconRecords) => [
  ...SYSMON_COLUMNS.map((name) => sysmon[name].subarray(0, sysmon.length)),
  ...FALCON_COLUMNS.map((name) => falcon[name].subarray(0, falcon.length)),
];

/** Room for all columns and an order of all records, padded. */
function bytesOf(sysmon: SysmonRecords, falcon: FalconRecords): number {
  const columns = columnsOf(sysmon, falcon).reduce((sum, { byteLength }) => sum + byteLength + 8, 0);
  return columns + (sysmon.length + falcon.length) * 4 + 8;
}
