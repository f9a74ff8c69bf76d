import { countingPass } from '../countingPass.js';
import type { Counts } from '../counts.js';
import { InterruptedError } from '../interruptedError.js';
import type { PreparedRun } from '../prepareRun.js';
import type { MadeSlice, MakerOptions, SliceReport, SliceSource, Take } from '../sliceMaker.js';
import { lookBackTo, sliceRange } from '../slices.js';
import { Inbox, inboxOf } from './inbox.js';
import type { Block, Shipment, SliceWork } from './messages.js';
import { type RunningWorker, startWorker } from './startWorker.js';

/**
 * Bytes of output in a block, about. A slice that does not follow the one before it is dearer, so blocks are as large as the
 * outputs of a worker allow.
 */
const BLOCK_BYTES = 6 * 2 ** 20;
/** Blocks that a thread has: one that it makes, and the next, so that it need not wait for it. Whoever waits has cold caches then. */
const BLOCKS = 2;
/**
 * Outputs of a thread, of 1 MiB each: what it has under way at the most. Room for a block that waits for its turn; with half as many the threads
 * wait for each other half of the time.
 */
const OUTPUTS = 8;
/** Slices of a block at the most, however small they are. */
const MOST_SLICES = 64;

interface Hand {
  readonly worker: RunningWorker;
  readonly inbox: Inbox;
  /** What has come and is not taken yet. */
  readonly shipments: Shipment[];
}

export interface PoolOptions {
  readonly count: number;
  /** What the threads run. */
  readonly file: string;
  readonly run: PreparedRun;
  readonly options: MakerOptions;
  /** All slices that will be asked for, in this order. */
  readonly range: Pick<Block, 'from' | 'to'>;
  readonly signal?: AbortSignal;
  /** Megabytes of a thread's heap at the most; absent: what Node gives. */
  readonly oldGeneration?: number;
}

/**
 * Makes slices in threads, and hands them over in order.
 *
 * Each thread makes a block of consecutive slices at a time and has a fixed number of outputs, so what is under way is bounded. No thread
 * waits for another: the one whose block is next gets its outputs back, since they are taken and written.
 */
export class WorkerPool implements SliceSource {
  readonly #hands: Hand[];
  /** Blocks that are being made, in order, and by whom. */
  readonly #blocks: { readonly hand: Hand }[] = [];
  #nextSlice: number;
  readonly #countsAt: (epoch: number) => Counts;
  /** Of the blocks so far: how long the next one should be. */
  #slices = 0;
  #bytes = 0;
  /** What is taken next from the present shipment. */
  #present: { readonly hand: Hand; readonly shipment: Shipment; readonly inUse: Promise<void>[]; next: number } | undefined;
  #arrived: (() => void) | undefined;
  #error: Error | undefined;

  constructor(private readonly pool: PoolOptions) {
    const { file, run, options, range, count } = pool;
    this.#countsAt = countingPass(run);
    this.#nextSlice = range.from;
    pool.signal?.addEventListener('abort', this.#interrupt);
    this.#hands = Array.from({ length: count }, () => {
      const shipments: Shipment[] = [];
      const inbox = inboxOf(OUTPUTS);
      const work: SliceWork = { kind: 'slices', recipe: run.recipe, options, outputs: OUTPUTS, inbox };
      const take = (shipment: Shipment) => this.#take(hand, shipment);
      const hand: Hand = {
        shipments,
        inbox: new Inbox(inbox),
        worker: startWorker<Shipment>(file, work, take, (error) => this.#fail(error), pool.oldGeneration),
      };
      return hand;
    });
    for (let block = 0; block < BLOCKS; block += 1) for (const hand of this.#hands) this.#giveBlock(hand);
  }

  /** Slices are to be asked for in the order of the range. */
  async make(epoch: number, take: Take): Promise<MadeSlice | undefined> {
    for (;;) {
      if (this.#error) throw this.#error;
      this.#present ??= await this.#nextShipment();
      const { hand, shipment, inUse, next } = this.#present;
      const content = shipment.contents[next];
      if (content === undefined) {
        this.#present = undefined;
        if (shipment.endsBlock) this.#blocks.shift();
        this.#giveBack(hand, shipment.output, inUse);
        continue;
      }
      this.#present.next += 1;
      if (content === null) return undefined;
      if ('parts' in content) {
        if (content.epoch !== epoch) throw new Error(`expected slice ${epoch}, received ${content.epoch}`);
        return { bytes: bytesOf(content), isLast: content.isLast, report: Promise.resolve(content) };
      }
      const taken = take(content.output, content.bytes, content.ends);
      // Whoever waits next learns of a failure; until then it must not count as unhandled.
      taken.catch(() => undefined);
      inUse.push(taken);
      if (inUse.length > 1) await inUse.at(-2);
    }
  }

  /** Stops all threads. */
  async close(): Promise<void> {
    this.pool.signal?.removeEventListener('abort', this.#interrupt);
    await Promise.all(this.#hands.map(({ worker }) => worker.stop()));
  }

  #giveBlock(hand: Hand): void {
    const from = this.#nextSlice;
    if (from > this.pool.range.to) return;
    const perSlice = this.#slices === 0 ? BLOCK_BYTES : this.#bytes / this.#slices;
    const length = Math.max(1, Math.min(MOST_SLICES, Math.floor(BLOCK_BYTES / Math.max(1, perSlice))));
    const to = Math.min(this.pool.range.to, from + length - 1);
    this.#nextSlice = to + 1;
    this.#blocks.push({ hand });
    const counts = this.#countsAt(lookBackTo(sliceRange(this.pool.run.plan), from));
    hand.worker.send({ from, to, counts } satisfies Block);
    hand.inbox.signal();
  }

  #take(hand: Hand, shipment: Shipment): void {
    hand.shipments.push(shipment);
    for (const content of shipment.contents) {
      if (content === null || !('parts' in content)) continue;
      this.#slices += 1;
      this.#bytes += bytesOf(content);
    }
    if (shipment.endsBlock) this.#giveBlock(hand);
    this.#arrived?.();
  }

  readonly #interrupt = () => this.#fail(new InterruptedError('interrupted'));

  #fail(error: Error): void {
    this.#error ??= error;
    this.#arrived?.();
  }

  /** Sends an output back when all that stands in it is written. */
  #giveBack({ inbox }: Hand, output: number | undefined, inUse: readonly Promise<void>[]): void {
    if (output === undefined) return;
    Promise.all(inUse).then(
      () => inbox.giveBack(output),
      (error: Error) => this.#fail(error),
    );
  }

  async #nextShipment() {
    for (;;) {
      if (this.#error) throw this.#error;
      const { hand } = this.#blocks[0]!;
      const shipment = hand.shipments.shift();
      if (shipment) return { hand, shipment, inUse: [], next: 0 };
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }
}

const bytesOf = ({ parts }: SliceReport) => parts.reduce((sum, { bytes }) => sum + bytes, 0);
