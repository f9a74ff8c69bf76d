import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { prepareRecipe } from '../prepareRun.js';
import { SliceMaker } from '../sliceMaker.js';
import { Inbox } from './inbox.js';
import type { Block, SliceWork } from './messages.js';
import { Packer } from './packer.js';

/** The work of a thread that makes slices: block after block, until it is stopped. */
export async function makeBlocks(port: MessagePort, { recipe, options, inbox: memory, outputs }: SliceWork): Promise<never> {
  const inbox = new Inbox(memory);
  const nextBlock = () => receiveMessageOnPort(port)?.message as Block | undefined;
  // What the main thread could prepare can be prepared here.
  const run = prepareRecipe(recipe, ({ expected }) => {
    throw new Error(`expected ${expected}`);
  });
  const packer = new Packer(
    outputs,
    () => inbox.wait(inbox.freeOutput),
    (shipment) => port.postMessage(shipment),
  );
  const maker = new SliceMaker(run!, options, packer);
  for (;;) {
    const { from, to, counts } = inbox.wait(nextBlock);
    for (let epoch = from; epoch <= to; epoch += 1) {
      const made = await maker.make(epoch, packer.take, undefined, counts);
      packer.report(await made?.report);
    }
    packer.ship(true);
  }
}
