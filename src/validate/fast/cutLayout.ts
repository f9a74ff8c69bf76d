import type { Layout } from '../record/layout.js';
import type { Leaf, Shape } from '../record/shape.js';
import type { Cut, Part } from './layoutTree.js';
import type { SlotForm } from './slotText.js';

const QUOTE = 0x22;

/**
 * Cuts a record at its values, so that the fast reader knows the next one of its layout.
 *
 * @param shape - Read from the bytes as Latin-1, so that its offsets are those of the bytes. @param read - Read from the text that they are.
 * @returns `undefined` if a value does not stand in one piece.
 */
export function cutLayout(bytes: Buffer, shape: Shape, read: Shape, layout: Layout): Cut | undefined {
  const parts: Part[] = [];
  const given = [...layout.given];
  let at = 0;
  for (const [i, leaf] of shape.leaves.entries()) {
    const { field, kind, constant } = layout.slots[i]!;
    const form = formOf(leaf, bytes);
    if (constant || form === undefined) {
      if (kind && field >= 0) given.push([field, kind.judge(read.leaves[i]!.text)]);
      continue;
    }
    if (leaf.start < 0) return undefined;
    parts.push({ before: bytes.subarray(at, leaf.start), form, kind: field < 0 ? undefined : kind, field });
    at = leaf.end;
  }
  return { parts, after: bytes.subarray(at), layout, given };
}

function formOf({ type, end }: Leaf, bytes: Buffer): SlotForm | undefined {
  if (type === 'nothing' || type === 'null') return undefined;
  if (type === 'attribute') return bytes[end] === QUOTE ? 'double-quoted' : 'single-quoted';
  return type;
}
