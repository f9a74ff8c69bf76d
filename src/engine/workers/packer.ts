import { OUTPUT_SIZE, type Place } from '../../generators/index.js';
import type { OutputTurns } from '../outputTurns.js';
import type { SliceReport, Take } from '../sliceMaker.js';
import type { Shipment } from './messages.js';

/** What is left of an output when the next one is begun: a record fits into it, or tries again in a whole one. */
const TOO_LITTLE = OUTPUT_SIZE / 16;

/**
 * Has the bulk writer fill outputs one behind the other, and sends each when it is full: where a piece stands, since the other thread sees
 * the same memory.
 */
export class Packer implements OutputTurns {
  /** What is being filled. */
  #place: Place | undefined;
  #contents: Shipment['contents'][number][] = [];

  /**
   * @param count - Outputs.
   * @param freeOutput - Waits for one that may be filled.
   * @param send - Takes a shipment.
   */
  constructor(
    readonly count: number,
    private readonly freeOutput: () => number,
    private readonly send: (shipment: Shipment) => void,
  ) {}

  async next(isWhole: boolean): Promise<Place> {
    if (this.#place && (isWhole || OUTPUT_SIZE - this.#place.at < TOO_LITTLE)) this.ship(false);
    this.#place ??= { output: this.freeOutput(), at: 0, records: 0 };
    return this.#place;
  }

  /** What becomes of the output says {@link ship}. */
  filled(): void {}

  /** What is too long for an output does not stand in one: it is copied on its way. */
  readonly take: Take = async (output, bytes, ends) => {
    if (bytes.buffer instanceof SharedArrayBuffer) {
      const { output: filled, at, records } = this.#place!;
      this.#place = { output: filled, at: at + bytes.length, records: records + ends.length };
      this.#contents.push({ output, bytes, ends: ends as Uint32Array });
    } else this.#contents.push({ output, bytes: bytes.slice(), ends: Uint32Array.from(ends) });
  };

  report(report: SliceReport | undefined): void {
    this.#contents.push(report ?? null);
  }

  /** Sends what is there. */
  ship(endsBlock: boolean): void {
    const output = this.#place?.output;
    const contents = this.#contents;
    this.#place = undefined;
    this.#contents = [];
    this.send({ contents, endsBlock, ...(output !== undefined && { output }) });
  }
}
