import { ENTITIES, type EntityPart } from '../composition/composition.js';
import type { FalconRecords } from '../crowdstrike/falconRecords.js';
import type { Format } from '../format.js';
import { NumberTable } from '../numberTable.js';
import { FormatError } from '../refuseImpossible.js';
import type { SensorFormats } from '../sensorFormats.js';
import type { SysmonRecords } from '../sysmon/sysmonRecords.js';
import type { BulkFormat, BulkWriter, Place, Written } from './bulkWriter.js';
import { FALCON_COLUMNS, SYSMON_COLUMNS } from './columns.js';
import { encodeShape } from './encodeShape.js';
import { encodeTemplate, PADDING, up8 } from './encodeTemplate.js';
import { END_SIZE, MOST_RECORDS, OUTPUT_SIZE, putInto } from './outputs.js';
import { type ProgramMemory, reserve, startProgram } from './startProgram.js';
import { WRITER_CODE } from './writerCode.js';

/** What `assembly/writer` exports: functions, and the places of its areas of memory. */
interface Exports {
  readonly memory: ProgramMemory<SharedArrayBuffer>;
  init(): void;
  /** Says whether texts are so many that most are in no cache. */
  setFarApart(value: boolean): void;
  write(
    sysmon: number,
    falcon: number,
    order: number,
    from: number,
    to: number,
    start: number,
    end: number,
    ends: number,
    filled: number,
    count: number,
  ): number;
}
type Name = 'COLUMNS' | 'FALCON_ENTRY' | 'FREE' | 'STATE_AT' | 'STATE_MISSING' | 'SYSMON_ENTRY';
type Places = Readonly<Record<Name, { readonly value: number }>>;

/** What records of one sensor are made of, in one format. */
interface Table {
  readonly sensor: 'sysmon' | 'falcon';
  readonly format: Format<never> | undefined;
  /** Where it stands, how many flows (and sides) it has, and how many bytes it has for each. */
  readonly at: number;
  readonly length: number;
  readonly entry: number;
  /** Shapes by number, and the texts of hosts and ends by the name of their part. */
  readonly shapes: Map<number, PlacedShape>;
  readonly texts: Map<string, NumberTable>;
}

/** A shape in the memory of the program. */
interface PlacedShape {
  readonly at: number;
  /** Its parts that belong to hosts and ends: which of the three, and the texts. */
  readonly parts: readonly { readonly part: EntityPart; readonly entity: number; readonly texts: NumberTable }[];
}

interface VectorFormat extends BulkFormat {
  readonly sysmon: Table;
  readonly falcon: Table;
}

/** Bytes from one output to the next: what is written behind the last record, in blocks, and the ends of records have room behind each. */
const ENDS_AT = OUTPUT_SIZE + 2 ** 16;
const OUTPUT_STEP = ENDS_AT + MOST_RECORDS * END_SIZE;

/** Bytes for all that is prepared: enough for an office of a hundred hosts in one format, and of ten thousand. */
const LEAST_ARENA = 2 ** 25;
const MOST_ARENA = 5 * 2 ** 25;
const ARENA_PER_FLOW = 160;
/** Bytes of a part at the most: all of them together are no more than `assembly/writer/parts.ts` has room for. */
const MOST_PART = 2 ** 12;
/** Of one unit of UTF-16. */
const MOST_BYTES_PER_UNIT = 3;
const LAST_ASCII = 0x7f;

/**
 * Writes from columns and prepared texts: a program of its own, in `assembly/writer`, with a memory of its own. Records are put together
 * from parts that many flows share ({@link Composition}), or written from a template of their flow and side.
 */
export class VectorWriter implements BulkWriter {
  readonly #exports: Exports;
  readonly #places: Places;
  /** Where the first output begins. */
  readonly #outputs: number;
  #bytes: Uint8Array;
  #words: Int32Array;
  /** All that is prepared goes here, one behind the other; when it is full, all is forgotten and built anew as needed. */
  #arena = 0;
  #arenaEnd = 0;
  #top = 0;
  /** What is placed for good: tables. */
  #free: number;
  /** Records may have stood up to here. */
  #used = 0;
  readonly #tables: Table[] = [];
  /** The order of the records that were taken. */
  #order = 0;
  #orderLength = 0;

  constructor(outputs: number) {
    const exports = startProgram<Exports & Places>(WRITER_CODE);
    this.#exports = exports;
    this.#places = exports;
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#words = new Int32Array(this.#exports.memory.buffer);
    this.#outputs = this.#places.FREE.value;
    this.#free = this.#outputs + outputs * OUTPUT_STEP;
    this.#reserve(this.#free);
    this.#exports.init();
  }

  open(formats: SensorFormats, flows: number): VectorFormat {
    if (this.#arena === 0) {
      this.#arena = this.#free;
      this.#top = this.#arena;
      this.#exports.setFarApart(flows * ARENA_PER_FLOW > LEAST_ARENA);
      this.#arenaEnd = this.#arena + Math.min(MOST_ARENA, Math.max(LEAST_ARENA, up8(flows * ARENA_PER_FLOW)));
      this.#free = this.#arenaEnd;
    }
    return {
      formats,
      sysmon: this.#table('sysmon', formats.sysmon as Format<never> | undefined, flows * 2),
      falcon: this.#table('falcon', formats.falcon as Format<never> | undefined, flows),
    };
  }

  #table(sensor: Table['sensor'], format: Table['format'], flows: number): Table {
    const length = format ? flows : 0;
    const entry = this.#places[sensor === 'sysmon' ? 'SYSMON_ENTRY' : 'FALCON_ENTRY'].value;
    // No entry reaches from one cache line into the next.
    const at = Math.ceil(this.#free / entry) * entry;
    this.#free = at + length * entry;
    this.#reserve(this.#free);
    const table = { sensor, format, at, length, entry, shapes: new Map(), texts: new Map() };
    if (at < this.#used) this.#clear(table);
    this.#tables.push(table);
    return table;
  }

  #clear({ at, length, entry }: Table): void {
    this.#bytes.fill(0, at, at + length * entry);
  }

  take(sysmon: SysmonRecords, falcon: FalconRecords): void {
    this.#reserve(this.#free + bytesOf(sysmon, falcon));
    const { COLUMNS } = this.#places;
    let at = this.#free;
    let place = COLUMNS.value / 4;
    const takeColumns = (columns: readonly Column[], records: number) => {
      for (const { buffer, byteOffset, BYTES_PER_ELEMENT } of columns) {
        const bytes = records * BYTES_PER_ELEMENT;
        if (bytes > 0) this.#bytes.set(new Uint8Array(buffer, byteOffset, bytes), at);
        this.#words[place] = at;
        place += 1;
        at = up8(at + bytes);
      }
    };
    takeColumns(sysmonColumns(sysmon), sysmon.length);
    takeColumns(falconColumns(falcon), falcon.length);
    this.#order = at;
    this.#orderLength = 0;
    this.#used = Math.max(this.#used, at + (sysmon.length + falcon.length) * 4);
  }

  order(order: Uint32Array): void {
    this.#orderLength = order.length;
    this.#bytes.set(new Uint8Array(order.buffer, order.byteOffset, order.byteLength), this.#order);
  }

  write(format: BulkFormat, from: number, place: Place): Written {
    const { sysmon, falcon } = format as VectorFormat;
    const places = this.#places;
    const output = this.#outputs + place.output * OUTPUT_STEP;
    const start = output + place.at;
    const endsAt = output + ENDS_AT + place.records * END_SIZE;
    const to = Math.min(this.#orderLength, from + MOST_RECORDS - place.records);
    let filled = 0;
    let ends = 0;
    for (let missing = 0; missing >= 0; ) {
      const end = output + OUTPUT_SIZE;
      ends = this.#exports.write(sysmon.at, falcon.at, this.#order, from, to, start, end, endsAt, filled, ends);
      filled = this.#words[places.STATE_AT.value / 4]!;
      missing = this.#words[places.STATE_MISSING.value / 4]!;
      if (missing < 0) break;
      const table = this.#words[this.#order / 4 + from + ends]! < 0 ? falcon : sysmon;
      this.#prepare(table, missing);
    }
    if (ends === 0 && place.at === 0 && from < this.#orderLength) throw new FormatError(TOO_LONG);
    const { buffer } = this.#bytes;
    return { bytes: new Uint8Array(buffer, start, filled), ends: new Uint32Array(buffer, endsAt, ends) };
  }

  put(bytes: Uint8Array, ends: ArrayLike<number>, place: Place): Written | undefined {
    const outputAt = this.#outputs + place.output * OUTPUT_STEP;
    return putInto(this.#exports.memory.buffer, { outputAt, endsAt: outputAt + ENDS_AT }, place, bytes, ends);
  }

  /** Says what a record of a flow (and side) is made of. Where the arena is full all is forgotten, and the program has to ask again. */
  #prepare(table: Table, number: number): void {
    const made = table.format!.composition?.madeOf(number);
    const shape = made && (table.shapes.get(made.shape) ?? this.#addShape(table, number, made.shape));
    if (!shape) {
      if (shape === undefined) this.#prepareWhole(table, number);
      return;
    }
    const entry = this.#entryOf(table, number);
    for (let n = 0; n < shape.parts.length; n += 1) {
      const { part, entity, texts } = shape.parts[n]!;
      const owner = made!.entities[entity]!;
      let place = texts.at(owner);
      if (place === 0) {
        place = this.#putText(table.format!.composition!.text(number, part));
        if (place === 0) return;
        if (this.#words[place / 4]! > MOST_PART) {
          this.#prepareWhole(table, number);
          return;
        }
        texts.set(owner, place);
      }
      this.#words[entry + 1 + n] = place;
    }
    this.#words[entry] = shape.at;
  }

  #entryOf({ at, entry }: Table, number: number): number {
    return (at + number * entry) / 4;
  }

  #prepareWhole(table: Table, number: number): void {
    const template = table.format!.template(number);
    const at = this.#put((place) => encodeTemplate<never>(table.sensor, template, place));
    if (at !== 0) this.#words[this.#entryOf(table, number)] = -at;
  }

  /** @returns null where all was forgotten; undefined for a shape of more parts than an entry has room for. */
  #addShape(table: Table, number: number, name: number): PlacedShape | null | undefined {
    const composition = table.format!.composition!;
    const shape = composition.shape(number);
    const parts = shape.flatMap((part) => ('entity' in part ? [part] : []));
    if (parts.length >= table.entry / 4) return undefined;
    const at = this.#put((place) => encodeShape<never>(table.sensor, shape, place));
    if (at === 0) return null;
    const placed = {
      at,
      parts: parts.map((part) => ({
        part,
        entity: ENTITIES.indexOf(part.entity),
        texts: this.#textsOf(table, composition.nameOf(number, part)),
      })),
    };
    table.shapes.set(name, placed);
    return placed;
  }

  #textsOf({ texts }: Table, name: string): NumberTable {
    const known = texts.get(name);
    if (known) return known;
    const places = new NumberTable();
    texts.set(name, places);
    return places;
  }

  /** Puts down the text of a host or end behind its length. @returns As {@link #put}. */
  #putText(text: string): number {
    const at = this.#top;
    const start = at + 4;
    const most = 4 + text.length * MOST_BYTES_PER_UNIT + PADDING;
    if (most > this.#arenaEnd - this.#arena) throw new FormatError(TOO_LONG);
    if (at + most > this.#arenaEnd) {
      this.#forget();
      return 0;
    }
    const bytes = this.#bytes;
    let length = 0;
    // Most texts are ASCII and short: one by one is quicker than a call of the encoder.
    for (; length < text.length; length += 1) {
      const unit = text.charCodeAt(length);
      if (unit > LAST_ASCII) break;
      bytes[start + length] = unit;
    }
    if (length < text.length) length = encoder.encodeInto(text, bytes.subarray(start)).written;
    this.#words[at / 4] = length;
    this.#top = up8(start + length);
    return at;
  }

  /**
   * Puts something down in the arena.
   *
   * @returns Where it is; 0 where the arena was full, so that all is forgotten.
   * @throws {@link FormatError} for what the whole arena has no room for: asking again would never end.
   */
  #put(encode: (at: number) => Uint8Array): number {
    const at = this.#top;
    const bytes = encode(at);
    if (bytes.length > this.#arenaEnd - this.#arena) throw new FormatError(TOO_LONG);
    if (at + bytes.length <= this.#arenaEnd) {
      this.#bytes.set(bytes, at);
      this.#top = at + bytes.length;
      return at;
    }
    this.#forget();
    return 0;
  }

  #forget(): void {
    this.#top = this.#arena;
    for (const table of this.#tables) {
      this.#clear(table);
      table.shapes.clear();
      table.texts.clear();
    }
  }

  #reserve(end: number): void {
    const { memory } = this.#exports;
    reserve(memory, end);
    if (memory.buffer === this.#bytes.buffer) return;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }
}

const TOO_LONG = 'a record is longer than 1 MiB';
const encoder = new TextEncoder();

type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;
const sysmonColumns = (records: SysmonRecords): readonly Column[] => SYSMON_COLUMNS.map((name) => records[name]);
const falconColumns = (records: FalconRecords): readonly Column[] => FALCON_COLUMNS.map((name) => records[name]);

/** Room for all columns and an order of all records, padded. */
function bytesOf(sysmon: SysmonRecords, falcon: FalconRecords): number {
  const bytes = (columns: readonly Column[], records: number) =>
    columns.reduce((sum, { BYTES_PER_ELEMENT }) => sum + records * BYTES_PER_ELEMENT + 8, 0);
  const columns = bytes(sysmonColumns(sysmon), sysmon.length) + bytes(falconColumns(falcon), falcon.length);
  return columns + (sysmon.length + falcon.length) * 4 + 8;
}
