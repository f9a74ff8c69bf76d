import type { SysmonRecords } from '../generators/index.js';
import type { HostState } from './hostState.js';
import { STAMPS_CODE } from './stampsCode.js';

/** What `assembly/stamps` exports: a function, and the places of its areas of memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  stamp(count: number): void;
}
type Places = Readonly<Record<'COLUMNS' | 'HOSTS' | 'FREE' | 'HOST_SIZE', { readonly value: number }>>;

/** What is used of WebAssembly, whose types Node leaves to browsers. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly?: {
    readonly Module: new (code: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: unknown };
  };
};

let program: object | undefined;

const PAGE = 2 ** 16;
/** Columns of the records that are stamped, in their order, and the bytes of an entry. */
const FOUND = ['recordId', 'created', 'tenth', 'utc', 'arrival'] as const;

/** The stamps, or `undefined` where a Node cannot have them (without WebAssembly, or with its address space limited). */
export function openStamps(states: readonly HostState[]): Stamps | undefined {
  try {
    return new Stamps(states);
  } catch {
    return undefined;
  }
}

/**
 * Gives Sysmon records their ids and times: a program of its own, in `assembly/stamps`, with a memory of its own.
 *
 * It does what {@link HostState} says of a host without pins, record by record; tests hold it to that.
 */
class Stamps {
  readonly #exports: Exports;
  readonly #places: Places;
  /** Where columns begin, behind the hosts. */
  readonly #free: number;
  #buffer: ArrayBuffer;

  constructor(states: readonly HostState[]) {
    if (!WebAssembly) throw new Error('expected a Node with WebAssembly');
    program ??= new WebAssembly.Module(Buffer.from(STAMPS_CODE, 'base64'));
    const { exports } = new WebAssembly.Instance(program);
    this.#exports = exports as Exports;
    this.#places = exports as Places;
    this.#buffer = this.#exports.memory.buffer;
    const { FREE, HOSTS, HOST_SIZE } = this.#places;
    this.#free = FREE.value + states.length * HOST_SIZE.value;
    this.#reserve(this.#free);
    new Int32Array(this.#buffer)[HOSTS.value / 4] = FREE.value;
    const numbers = new Float64Array(this.#buffer, FREE.value, (states.length * HOST_SIZE.value) / 8);
    for (const [n, { stamps }] of states.entries()) numbers.set(stamps, (n * HOST_SIZE.value) / 8);
  }

  /**
   * Stamps the records from one on.
   *
   * @param hosts - Whose records they are, from the first of them on. @param seen - When each host saw the connection, true time.
   * Their ids are to be there but for the other events of their hosts: what was counted so far.
   */
  stamp(records: SysmonRecords, from: number, hosts: Uint32Array, seen: Float64Array): void {
    const count = records.length - from;
    if (count === 0) return;
    const found = FOUND.map((name) => records[name].subarray(from, records.length));
    const columns = [hosts.subarray(0, count), seen.subarray(0, count), ...found];
    const places: number[] = [];
    let at = this.#free;
    for (const { byteLength } of columns) {
      places.push(at);
      at = Math.ceil((at + byteLength) / 8) * 8;
    }
    this.#reserve(at);
    const bytes = new Uint8Array(this.#buffer);
    new Int32Array(this.#buffer).set(places, this.#places.COLUMNS.value / 4);
    for (const [n, given] of columns.slice(0, 3).entries())
      bytes.set(new Uint8Array(given.buffer, given.byteOffset, given.byteLength), places[n]!);
    this.#exports.stamp(count);
    for (const [n, column] of found.entries()) {
      const to = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
      to.set(bytes.subarray(places[n + 2]!, places[n + 2]! + column.byteLength));
    }
  }

  #reserve(end: number): void {
    const lacking = Math.ceil((end - this.#buffer.byteLength) / PAGE);
    if (lacking <= 0) return;
    // A tenth more, so that it does not grow with every epoch that is a little larger.
    this.#exports.memory.grow(lacking + Math.ceil(this.#buffer.byteLength / PAGE / 10));
    this.#buffer = this.#exports.memory.buffer;
  }
}
