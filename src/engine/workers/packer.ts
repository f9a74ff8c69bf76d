import type { SliceReport, Take } from '../sliceMaker.js';
import type { Piece, Shipment } from './messages.js';

/** One piece of the bulk writer and the ends of its records fit into a buffer, whatever the format. */
export const BUFFER_SIZE = 2 ** 20 + 2 ** 17;
/** Ends of records are 32-bit integers. */
const END_SIZE = 4;

/** Packs pieces into buffers: copies them, since the writer fills its memory again while they are on their way. */
export class Packer {
  #buffer: ArrayBuffer | undefined;
  #contents: (Piece | SliceReport | null)[] = [];
  #at = 0;
  #packed: Promise<void> = Promise.resolve();

  /**
   * @param freeBuffer - Waits for a buffer.
   * @param send - Takes a shipment; its buffer is gone then.
   */
  constructor(
    private readonly freeBuffer: () => Promise<ArrayBuffer>,
    private readonly send: (shipment: Shipment) => void,
  ) {}

  /** A piece waits for the one before it, which may wait for a buffer. */
  readonly take: Take = (output, bytes, ends) => {
    this.#packed = this.#packed.then(() => this.#pack(output, bytes, ends));
    return this.#packed;
  };

  async #pack(output: number, bytes: Uint8Array, ends: ArrayLike<number>): Promise<void> {
    let endsAt = aligned(this.#at + bytes.length);
    if (this.#buffer && endsAt + ends.length * END_SIZE > this.#buffer.byteLength) this.ship(false);
    if (!this.#buffer) endsAt = aligned(bytes.length);
    const size = endsAt + ends.length * END_SIZE;
    this.#buffer ??= await this.freeBuffer();
    // Labels may be of any length; such a buffer is not used again.
    if (size > this.#buffer.byteLength) this.#buffer = new ArrayBuffer(size);
    new Uint8Array(this.#buffer).set(bytes, this.#at);
    new Uint32Array(this.#buffer, endsAt, ends.length).set(ends);
    this.#contents.push({ output, at: this.#at, length: bytes.length, endsAt, records: ends.length });
    this.#at = aligned(size);
  }

  async report(report: SliceReport | undefined): Promise<void> {
    await this.#packed;
    this.#buffer ??= await this.freeBuffer();
    this.#contents.push(report ?? null);
  }

  /** Sends what is packed. */
  ship(endsBlock: boolean): void {
    const buffer = this.#buffer!;
    const contents = this.#contents;
    this.#buffer = undefined;
    this.#contents = [];
    this.#at = 0;
    this.send({ buffer, contents, endsBlock });
  }
}

const aligned = (at: number) => Math.ceil(at / END_SIZE) * END_SIZE;
