import type { FieldKind, PlainResult } from '../record/fieldKind.js';
import { type Judged, PLAIN } from '../record/judged.js';
import type { Layout } from '../record/layout.js';
import type { RawRecord } from '../record/rawRecord.js';
import { ByteTable, type Remembered } from './byteTable.js';
import type { Edge, Known, Node } from './edge.js';
import { MISMATCH, NEED_MORE, Segment } from './segment.js';
import { FIND_END, type SlotForm, unescaped } from './slotText.js';

/** A value of a layout, and the constant text before it. */
export interface Part {
  readonly before: Uint8Array;
  readonly form: SlotForm;
  readonly kind: FieldKind | undefined;
  readonly field: number;
}

/** A layout cut into constant text and values. */
export interface Cut {
  readonly parts: readonly Part[];
  readonly after: Uint8Array;
  readonly layout: Layout;
  /** Fields whose value is in the constant text or in no text at all. */
  readonly given: readonly (readonly [field: number, value: Judged])[];
}

const newNode = (): Node => ({ edges: [], ends: [] });

/** So many layouts are learned in one file; the others are left to the complete reader. Real files have one to some dozens. */
const MOST_LAYOUTS = 256;
const MOST_SLOTS = 512;
const LINE_FEED = 0x0a;

/**
 * The fast reader. It is told how records are laid out by records that the complete reader has read, and reads further ones by comparing: a
 * record whose constant text is that of a known layout byte for byte, and whose values hold nothing that would end or escape them, has
 * the structure of that layout, whatever the values are. Everything else is a mismatch and goes to the complete reader.
 */
export class LayoutTree {
  readonly #root = newNode();
  readonly #tables = new Map<string, Map<FieldKind, ByteTable>>();
  readonly #record: RawRecord;
  readonly #plain: PlainResult = { number: 0, rest: 0 };
  #layouts = 0;
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  #known: Known | undefined;
  /** Whether the record still is as the last reading left it. */
  #isSame = false;
  /** Stands before the first value of every record. */
  readonly #first: Remembered = { table: undefined, raw: new Segment(new Uint8Array(0)), value: PLAIN, follower: undefined };
  /** The last remembered value of the record that is read. */
  #last = this.#first;

  /** @param record - Is filled with the values of each record. */
  constructor(record: RawRecord) {
    this.#record = record;
  }

  /** True while it has room for another layout. */
  get learns(): boolean {
    return this.#layouts < MOST_LAYOUTS;
  }

  learn({ parts, after, layout, given }: Cut): void {
    if (!this.learns || parts.length > MOST_SLOTS) return;
    let node = this.#root;
    const edges: Edge[] = [];
    for (const part of parts) {
      const { before, form, kind, field } = part;
      const known = node.edges.find(
        (edge) => edge.form === form && edge.kind === kind && edge.field === field && edge.segment.equals(before),
      );
      const edge = known ?? this.#newEdge(part);
      if (!known) node.edges.push(edge);
      edges.push(edge);
      node = edge.next;
    }
    if (node.ends.some(({ segment }) => segment.equals(after))) return;
    const lineFeeds = [...parts.map(({ before }) => before), after].reduce((sum, bytes) => sum + countLineFeeds(bytes), 0);
    const segment = new Segment(after);
    const isFaulty = layout.findings.length > 0 || given.some(([, value]) => value.isFaulty);
    node.ends.push({ segment, known: { layout, given, lineFeeds, isFaulty, edges, after: segment } });
    this.#layouts += 1;
  }

  /** From here on offsets are into these bytes. */
  window(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#end = bytes.length;
  }

  /**
   * Reads the record that begins here and fills the record with its values.
   *
   * @returns Offset behind it; `MISMATCH` if it has no known layout; `NEED_MORE` if the bytes end before that is certain.
   */
  read(at: number): number {
    const known = this.#known;
    this.#last = this.#first;
    if (known !== undefined && this.#isSame) {
      // The last record had all fields of this layout and no others, so each is overwritten.
      this.#record.again(this.#bytes, known.isFaulty);
      const end = this.#straight(known, at);
      if (end !== MISMATCH) return end;
    }
    this.#record.clear(this.#bytes);
    this.#last = this.#first;
    const end = this.#walk(this.#root, at);
    this.#isSame = end >= 0;
    if (end >= 0) this.#record.complete(this.#known!.layout, this.#known!.given);
    return end;
  }

  /** The record was filled by somebody else. */
  forget(): void {
    this.#isSame = false;
  }

  /** Line feeds within the record that was read last: they stand in its constant text only. */
  get lineFeeds(): number {
    return this.#known!.lineFeeds;
  }

  #newEdge({ before, form, kind, field }: Part): Edge {
    // What ends a value is remembered with it, so values that end differently have tables of their own.
    let tables = this.#tables.get(form);
    if (!tables) {
      tables = new Map();
      this.#tables.set(form, tables);
    }
    if (kind && !tables.has(kind)) tables.set(kind, new ByteTable());
    const table = kind && tables.get(kind);
    const memory = { table, recent: undefined, earlier: undefined };
    return { segment: new Segment(before), form, findEnd: FIND_END[form], kind, field, ...memory, next: newNode() };
  }

  /** Tries the layout of the last record, which is mostly that of the next. */
  #straight(known: Known, start: number): number {
    const { edges } = known;
    let at = start;
    for (let i = 0; i < edges.length; i += 1) {
      const edge = edges[i]!;
      at = edge.segment.match(this.#view, at, this.#end);
      if (at < 0) return at;
      at = this.#slot(edge, at);
      if (at < 0) return at;
    }
    return known.after.match(this.#view, at, this.#end);
  }

  #walk(node: Node, at: number): number {
    const { edges, ends } = node;
    for (let i = 0; i < edges.length; i += 1) {
      const edge = edges[i]!;
      const start = edge.segment.match(this.#view, at, this.#end);
      if (start === MISMATCH) continue;
      if (start === NEED_MORE) return NEED_MORE;
      const behind = this.#slot(edge, start);
      if (behind === MISMATCH) continue;
      if (behind === NEED_MORE) return NEED_MORE;
      const end = this.#walk(edge.next, behind);
      if (end === MISMATCH) {
        if (edge.kind) this.#record.unset(edge.field);
        continue;
      }
      if (i > 0) {
        edges[i] = edges[0]!;
        edges[0] = edge;
      }
      return end;
    }
    for (let i = 0; i < ends.length; i += 1) {
      const { segment, known } = ends[i]!;
      const end = segment.match(this.#view, at, this.#end);
      if (end === MISMATCH) continue;
      if (i > 0) {
        ends[i] = ends[0]!;
        ends[0] = { segment, known };
      }
      this.#known = known;
      return end;
    }
    return MISMATCH;
  }

  #slot(edge: Edge, start: number): number {
    const { kind } = edge;
    if (kind === undefined) return edge.findEnd(this.#bytes, start, this.#end);
    if (kind.scan !== undefined) return this.#scanned(edge, kind, start);
    const { follower } = this.#last;
    if (follower !== undefined && follower.table === edge.table) {
      const behind = follower.raw.match(this.#view, start, this.#end);
      if (behind >= 0) return this.#found(edge, follower, behind);
    }
    const { recent, earlier } = edge;
    if (recent !== undefined && recent !== follower) {
      const behind = recent.raw.match(this.#view, start, this.#end);
      if (behind >= 0) return this.#found(edge, recent, behind);
    }
    if (earlier !== undefined) {
      const behind = earlier.raw.match(this.#view, start, this.#end);
      if (behind >= 0) {
        edge.earlier = recent;
        edge.recent = earlier;
        return this.#found(edge, earlier, behind);
      }
    }
    return this.#remembered(edge, kind, start);
  }

  /** @param behind - Offset behind the value and what ends it. */
  #found(edge: Edge, entry: Remembered, behind: number): number {
    this.#record.set(edge.field, entry.value);
    this.#last.follower = entry;
    this.#last = entry;
    return behind - 1;
  }

  #scanned(edge: Edge, kind: FieldKind, start: number): number {
    const plain = this.#plain;
    const behind = kind.scan!(this.#bytes, start, this.#end, plain);
    // Whether the value ends here the constant text behind it decides, which begins with what ends it.
    if (behind >= 0) {
      this.#record.setPlain(edge.field, plain.number, plain.rest, start, behind);
      return behind;
    }
    const end = edge.findEnd(this.#bytes, start, this.#end);
    if (end >= 0) this.#record.set(edge.field, kind.judge(unescaped(this.#bytes.toString('utf8', start, end), edge.form)));
    return end;
  }

  #remembered(edge: Edge, kind: FieldKind, start: number): number {
    const end = edge.findEnd(this.#bytes, start, this.#end);
    if (end < 0) return end;
    const table = edge.table!;
    let entry = table.get(this.#view, start, end + 1);
    if (entry === undefined) {
      const value = kind.judge(unescaped(this.#bytes.toString('utf8', start, end), edge.form));
      entry = table.set(this.#view, start, end + 1, value);
    }
    edge.earlier = edge.recent;
    edge.recent = entry;
    return this.#found(edge, entry, end + 1);
  }
}

function countLineFeeds(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 0);
}
