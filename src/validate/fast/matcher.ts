import type { Scan } from '../record/fieldKind.js';
import { ABSENT, MOST_FIELDS, type RecordSlots } from '../record/recordSlots.js';
import { MATCHER_CODE } from './matcherCode.js';
import { SLOT_FORMS, type SlotForm } from './slotText.js';

/** What is not there was not what was looked for. */
export const MISMATCH = -1;
/** The text goes on behind the bytes that are there. */
export const NEED_MORE = -2;

/** What `assembly/matcher` exports: functions, and the places of its areas of memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  reset(): void;
  learnBegin(slots: number): number;
  place(length: number): number;
  learnPart(
    index: number,
    form: number,
    field: number,
    scan: number,
    table: number,
    least: number,
    most: number,
    step: number,
  ): number;
  learnEnd(): number;
  read(at: number, end: number, likely: number): number;
  noteFaulty(id: number): void;
}
type Place = 'IDS' | 'NUMBERS' | 'RESTS' | 'STARTS' | 'ENDS' | 'STATE' | 'QUEUE' | 'WINDOW' | 'WINDOW_SIZE' | 'MOST_QUEUED';
type Places = Readonly<Record<Place, { readonly value: number }>>;

/** Integers of the state, and of an item in the queue of values to judge. */
const [KNOWN, IS_AGAIN, IS_FAULTY, QUEUED] = [0, 1, 2, 3];
const ITEM = 4;

/** What is looked for behind constant text. */
export interface Wanted {
  readonly form: SlotForm;
  /** -1 for a value that no check looks at. */
  readonly field: number;
  readonly scan: Scan | undefined;
  /** Which kind of value in which form: values are remembered by it. */
  readonly table: number;
}

/** How a value is found, in the order in which the matcher numbers it. */
const SCANS: readonly Scan['as'][] = [
  'decimal',
  'utc-time',
  'system-time',
  'iso-millis',
  'epoch-millis',
  'epoch-seconds',
  'uuid',
];
const NO_BOUNDS = { least: 0, most: 0, step: 0 };

/** What is used of WebAssembly, whose types Node leaves to browsers; absent in a Node that may not compile (`--jitless`). */
const { WebAssembly } = globalThis as {
  readonly WebAssembly?: {
    readonly Module: new (code: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: unknown };
    validate(code: Uint8Array): boolean;
  };
};

/** The program, compiled once; `null` where it cannot run. */
let program: object | null | undefined;

function compiled(): object | null {
  if (program === undefined) {
    const code = Buffer.from(MATCHER_CODE, 'base64');
    program = WebAssembly?.validate(code) ? new WebAssembly.Module(code) : null;
  }
  return program;
}

/** Matchers that nobody uses: memory for them is dear to reserve. */
const idle: Matcher[] = [];

/** Whether memory for another one was refused; asking takes a second each time, so it is done once. */
let isRefused = false;

/**
 * A matcher that knows nothing yet; to be given back.
 *
 * @returns `undefined` where there is none to be had: in a Node without WebAssembly, on a processor without vectors, and where the address
 * space is limited or used up, of which the memory of each takes 10 GB (not of the memory itself).
 */
export function borrowMatcher(): Matcher | undefined {
  const matcher = idle.pop() ?? newMatcher();
  matcher?.reset();
  return matcher;
}

function newMatcher(): Matcher | undefined {
  if (isRefused || compiled() === null) return undefined;
  try {
    return new Matcher();
  } catch {
    isRefused = true;
    return undefined;
  }
}

export function giveBack(matcher: Matcher): void {
  idle.push(matcher);
}

/**
 * The inner loop of the fast reader, which compares bytes: a program of its own, in `assembly/matcher`, with a memory of its own.
 *
 * Layouts are learned part by part and numbered in the order in which they were learned. Offsets are into `bytes`.
 */
class Matcher {
  readonly #exports: Exports;
  readonly bytes: Buffer;
  readonly slots: RecordSlots;
  /** Where the bytes stand that are read, and how many there can be. */
  readonly window: number;
  readonly windowSize: number;
  readonly #state: Int32Array;
  readonly #queue: Int32Array;

  constructor() {
    const { exports } = new WebAssembly!.Instance(compiled()!);
    this.#exports = exports as Exports;
    const places = exports as Places;
    const { buffer } = this.#exports.memory;
    const integers = (place: Place, length: number) => new Int32Array(buffer, places[place].value, length);
    const floats = (place: Place) => new Float64Array(buffer, places[place].value, MOST_FIELDS);
    this.bytes = Buffer.from(buffer);
    this.slots = {
      ids: integers('IDS', MOST_FIELDS),
      numbers: floats('NUMBERS'),
      rests: floats('RESTS'),
      starts: integers('STARTS', MOST_FIELDS),
      ends: integers('ENDS', MOST_FIELDS),
      bytes: this.bytes,
    };
    this.window = places.WINDOW.value;
    this.windowSize = places.WINDOW_SIZE.value;
    this.#state = integers('STATE', ITEM);
    this.#queue = integers('QUEUE', places.MOST_QUEUED.value * ITEM);
  }

  /** Forgets everything. */
  reset(): void {
    this.#exports.reset();
    this.slots.ids.fill(ABSENT);
  }

  /** A layout with so many values begins. @returns False if there is no room for it. */
  learnBegin(values: number): boolean {
    return this.#exports.learnBegin(values) !== 0;
  }

  /**
   * Learns the next value of the layout.
   *
   * @param before - The constant text before it.
   * @param edge - What it is called where it has to be judged, if it is new.
   * @returns Whether it is new; `undefined` if there is no room.
   */
  learnPart(before: Uint8Array, edge: number, { form, field, scan, table }: Wanted): boolean | undefined {
    if (!this.#place(before)) return undefined;
    const { least, most, step } = scan?.as === 'decimal' ? scan : NO_BOUNDS;
    const how = scan ? SCANS.indexOf(scan.as) + 1 : 0;
    const learned = this.#exports.learnPart(edge, SLOT_FORMS.indexOf(form), field, how, table, least, most, step);
    return learned < 0 ? undefined : learned > 0;
  }

  /** @returns The number of the layout; -1 if it was known or there is no room. */
  learnEnd(after: Uint8Array): number {
    return this.#place(after) ? this.#exports.learnEnd() : -1;
  }

  #place(text: Uint8Array): boolean {
    const at = this.#exports.place(text.length);
    if (at !== 0) this.bytes.set(text, at);
    return at !== 0;
  }

  /**
   * Reads the record that begins here and puts its values into the slots.
   *
   * @param likely - The layout that is tried first, -1 for none. Fields that it does not have stay as they are.
   * @returns Offset behind it; `MISMATCH` if it has no known layout; `NEED_MORE` if the bytes end before that is certain.
   */
  read(at: number, end: number, likely: number): number {
    return this.#exports.read(at, end, likely);
  }

  /** The layout of the record that was read. */
  get known(): number {
    return this.#state[KNOWN]!;
  }

  /** Whether it was the likely one. */
  get isAgain(): boolean {
    return this.#state[IS_AGAIN] !== 0;
  }

  /** Whether a remembered value has a fault. */
  get isFaulty(): boolean {
    return this.#state[IS_FAULTY] !== 0;
  }

  /** How many values have to be judged before the record is looked at, or the next one is read. */
  get queued(): number {
    return this.#state[QUEUED]!;
  }

  /** Id, edge, start and end of a value that has to be judged: number 0 to 3. */
  queuedValue(item: number, number: number): number {
    return this.#queue[item * ITEM + number]!;
  }

  /** A remembered value has a fault. */
  noteFaulty(id: number): void {
    this.#exports.noteFaulty(id);
  }
}

export type { Matcher };
