import { type ProgramMemory, reserve, startProgram } from '../generators/bulk/startProgram.js';
import type { SysmonRecords } from '../generators/index.js';
import type { HostState } from './hostState.js';
import { STAMPS_CODE } from './stampsCode.js';

/** What `assembly/stamps` exports: a function, and the places of its areas of memory. */
interface Exports {
  readonly memory: ProgramMemory;
  stamp(count: number): void;
}
type Places = Readonly<Record<'COLUMNS' | 'HOSTS' | 'FREE' | 'HOST_SIZE', { readonly value: number }>>;

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

  constructor(states: readonly HostState[]) {
    const exports = startProgram<Exports & Places>(STAMPS_CODE);
    this.#exports = exports;
    this.#places = exports;
    const { FREE, HOSTS, HOST_SIZE } = this.#places;
    this.#free = FREE.value + states.length * HOST_SIZE.value;
    const { memory } = exports;
    reserve(memory, this.#free);
    new Int32Array(memory.buffer)[HOSTS.value / 4] = FREE.value;
    const numbers = new Float64Array(memory.buffer, FREE.value, (states.length * HOST_SIZE.value) / 8);
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
    const { memory } = this.#exports;
    reserve(memory, at);
    const bytes = new Uint8Array(memory.buffer);
    new Int32Array(memory.buffer).set(places, this.#places.COLUMNS.value / 4);
    for (const [n, given] of columns.slice(0, 3).entries())
      bytes.set(new Uint8Array(given.buffer, given.byteOffset, given.byteLength), places[n]!);
    this.#exports.stamp(count);
    for (const [n, column] of found.entries()) {
      const to = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
      to.set(bytes.subarray(places[n + 2]!, places[n + 2]! + column.byteLength));
    }
  }
}
