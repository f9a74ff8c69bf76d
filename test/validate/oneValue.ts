import { LayoutTree } from '../../src/validate/fast/layoutTree.js';
import { borrowMatcher, giveBack } from '../../src/validate/fast/matcher.js';
import type { SlotForm } from '../../src/validate/fast/slotText.js';
import type { FieldKind } from '../../src/validate/record/fieldKind.js';
import { Judged } from '../../src/validate/record/judged.js';
import type { Layout } from '../../src/validate/record/layout.js';
import { RawRecord } from '../../src/validate/record/rawRecord.js';

/** A layout without findings, of which nothing is checked. */
export const bareLayout = (fields: number): Layout => ({
  form: undefined,
  slots: [],
  paths: Array.from({ length: fields }, (_, n) => `field${n}`),
  given: [],
  findings: [],
  check: () => undefined,
});

/** Keeps the text and finds no fault. */
export const echo = (): FieldKind => ({ judge: (text) => new Judged(text) });

/** Has a fast reader that knows nothing, and gives its memory back. */
export function withReader<T>(use: (tree: LayoutTree, record: RawRecord) => T): T {
  const matcher = borrowMatcher()!;
  try {
    const record = new RawRecord(() => undefined, matcher.slots);
    return use(new LayoutTree(matcher, record), record);
  } finally {
    giveBack(matcher);
  }
}

/** Has a fast reader that knows one layout: `before`, a value of a kind in field 0, `after`. */
export function withOneValue<T>(
  { kind, form, before = '[', after = ']' }: { kind: FieldKind; form: SlotForm; before?: string; after?: string },
  use: (tree: LayoutTree, record: RawRecord) => T,
): T {
  return withReader((tree, record) => {
    const part = { before: Buffer.from(before), form, kind, field: 0 };
    tree.learn({ parts: [part], after: Buffer.from(after), layout: bareLayout(1), given: [] });
    return use(tree, record);
  });
}
