import type { Shape } from '../composition/composition.js';
import { columnNumber } from './columns.js';
import { encodeSlot, PADDING, SLOT_WORDS, up8 } from './encodeTemplate.js';

/** Words of a part, without its slots. */
const PART_WORDS = 5;

/**
 * A shape as the bulk writer reads it (`assembly/writer/parts.ts`), to be put down at a place.
 *
 * @param at - A multiple of 8.
 * @returns Its bytes, a multiple of 8.
 */
export function encodeShape<Records>(sensor: 'sysmon' | 'falcon', shape: Shape<Records>, at: number): Uint8Array {
  const head = up8(
    (1 + shape.reduce((sum, part) => sum + PART_WORDS + ('slots' in part ? part.slots.length * SLOT_WORDS : 0), 0)) * 4,
  );
  const length = shape.reduce((sum, part) => sum + ('bytes' in part ? up8(part.bytes.length + PADDING) : 0), head);
  const bytes = new Uint8Array(length);
  const words = new Int32Array(bytes.buffer);
  words[0] = shape.length;
  let word = 1;
  let textAt = head;
  let entityParts = 0;
  for (const part of shape) {
    if ('entity' in part) {
      words.set([entityParts, 0, 0, 0, -1], word);
      word += PART_WORDS;
      entityParts += 1;
      continue;
    }
    bytes.set(part.bytes, textAt);
    words.set(
      [-1, at + textAt, part.bytes.length, part.slots.length, part.then ? columnNumber(sensor, part.then.column) : -1],
      word,
    );
    word += PART_WORDS;
    textAt += up8(part.bytes.length + PADDING);
    for (const [s, { content }] of part.slots.entries()) {
      words.set(encodeSlot(sensor, content, part.places[s]!, 0), word);
      word += SLOT_WORDS;
    }
  }
  return bytes;
}
