import type { End, Flow, Flows } from '../../model/flow.js';

/** What flows between different ends have in common. */
export type FlowKind = Omit<Flow, 'index' | 'initiator' | 'responder'>;

/** Numbers of a row: those of the kind and of the two ends. */
const ROW = 3;

/**
 * The flows of a plan, numbered as they come.
 *
 * A large office has more than half a million of a few kinds between some hundred thousand ends. So a flow is three numbers, and made when
 * it is asked for.
 */
export class FlowTable implements Flows {
  /** With what few flows have: `more` is spread, which takes ten times as long as naming what all have. */
  readonly #kinds: { readonly kind: FlowKind; readonly more: Partial<FlowKind> | undefined }[] = [];
  readonly #ends: End[] = [];
  #rows = new Uint32Array(ROW * 64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @returns The number of the kind. */
  addKind(kind: FlowKind): number {
    const { protocol, sourcePort, destinationPort, meaning, background, ...more } = kind;
    return this.#kinds.push({ kind, more: Object.keys(more).length > 0 ? more : undefined }) - 1;
  }

  /** @returns The number of the end. */
  addEnd(end: End): number {
    return this.#ends.push(end) - 1;
  }

  /** The end of a number that {@link addEnd} gave. */
  end(number: number): End {
    return this.#ends[number]!;
  }

  /** @param kind - By its number, as the ends are. @returns The index of the flow. */
  add(kind: number, initiator: number, responder: number): number {
    const at = this.#length * ROW;
    if (at === this.#rows.length) {
      const rows = new Uint32Array(at * 2);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    this.#rows[at] = kind;
    this.#rows[at + 1] = initiator;
    this.#rows[at + 2] = responder;
    this.#length += 1;
    return this.#length - 1;
  }

  at(index: number): Flow | undefined {
    if (!(index >= 0 && index < this.#length)) return undefined;
    const { kind, more } = this.#kinds[this.#rows[index * ROW]!]!;
    const initiator = this.#ends[this.#rows[index * ROW + 1]!]!;
    const responder = this.#ends[this.#rows[index * ROW + 2]!]!;
    const { protocol, sourcePort, destinationPort, meaning, background } = kind;
    const flow = { index, protocol, initiator, responder, sourcePort, destinationPort, meaning, background };
    return more ? { ...flow, ...more } : flow;
  }

  endNumber(index: number, side: 'initiator' | 'responder'): number {
    return this.#rows[index * ROW + (side === 'initiator' ? 1 : 2)]!;
  }

  *[Symbol.iterator](): Iterator<Flow> {
    for (let index = 0; index < this.#length; index += 1) yield this.at(index)!;
  }
}
