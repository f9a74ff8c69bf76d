import type { MessagePort } from 'node:worker_threads';
import { prepareRecipe } from '../prepareRun.js';
import { SliceMaker } from '../sliceMaker.js';
import type { Block, Order, SliceWork } from './messages.js';
import { BUFFER_SIZE, Packer } from './packer.js';

/**
 * Buffers of a worker: what it has under way at the most. Room for a block that waits for its turn and half of the next; with half as many
 * the threads wait for each other half of the time.
 */
const BUFFERS = 5;

/** The work of a thread that makes slices: block after block, until it is stopped. */
export async function makeBlocks(port: MessagePort, { recipe, options }: SliceWork): Promise<never> {
  const blocks = createQueue<Block>();
  const buffers = createQueue<ArrayBuffer>();
  for (let n = 0; n < BUFFERS; n += 1) buffers.add(new ArrayBuffer(BUFFER_SIZE));
  port.on('message', (order: Order) => {
    if (!(order instanceof ArrayBuffer)) blocks.add(order);
    else buffers.add(order.byteLength === BUFFER_SIZE ? order : new ArrayBuffer(BUFFER_SIZE));
  });
  // What the main thread could prepare can be prepared here.
  const run = prepareRecipe(recipe, ({ expected }) => {
    throw new Error(`expected ${expected}`);
  });
  const maker = new SliceMaker(run!, options);
  const packer = new Packer(buffers.next, (shipment) => port.postMessage(shipment, [shipment.buffer]));
  for (;;) {
    const { from, to, counts } = await blocks.next();
    for (let epoch = from; epoch <= to; epoch += 1) await packer.report(await maker.make(epoch, packer.take, undefined, counts));
    packer.ship(true);
  }
}

/** Things that arrive, and who waits for the next. */
function createQueue<T>() {
  const things: T[] = [];
  let waiting: ((thing: T) => void) | undefined;
  return {
    add(thing: T): void {
      if (!waiting) {
        things.push(thing);
        return;
      }
      waiting(thing);
      waiting = undefined;
    },
    next: (): Promise<T> =>
      new Promise((resolve) => {
        if (things.length > 0) resolve(things.shift()!);
        else waiting = resolve;
      }),
  };
}
