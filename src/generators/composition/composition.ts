import { cutAtMarks, FIRST_FREE_MARK, markOf } from '../template/marks.js';
import type { Slot, VaryingSlot } from '../template/slot.js';
import { type OpenPiece, openPiece } from '../template/template.js';

/** What a part of a record belongs to. Values of the connection itself are slots. */
export const ENTITIES = ['host', 'local end', 'remote end'] as const;
export type Entity = (typeof ENTITIES)[number];

/** A part that all records of a shape have in common, with slots in it, and perhaps a number behind it. */
export type CommonPart<Records> = OpenPiece<Records>;

/** A part that all records of one host, or of one end, have in common. */
export interface EntityPart {
  readonly entity: Entity;
  /** Texts, and between them the fields whose values stand there. */
  readonly run: readonly (string | number)[];
}

/** How records are put together that differ in hosts and ends only. */
export type Shape<Records> = readonly (CommonPart<Records> | EntityPart)[];

/**
 * Puts the records of a format together from parts that many flows share: an office of 10,000 hosts has two million flows and sides, and
 * their whole texts would neither fit into memory nor be made in time.
 */
export interface Composition<Records> {
  /**
   * What a record of a flow and side is made of.
   *
   * @returns The number of its shape, and of its host and ends; undefined where it is written whole.
   */
  madeOf(number: number): { readonly shape: number; readonly entities: readonly [number, number, number] } | undefined;
  /** The shape of a flow and side. */
  shape(number: number): Shape<Records>;
  /** @throws {@link FormatError} for a value that no record can carry. */
  text(number: number, part: EntityPart): string;
  /** Parts with the same text of an entity have the same name. */
  nameOf(number: number, part: EntityPart): string;
}

/** Of a field that belongs to an entity: which entity, and the mark that stands for its value in a text. */
export const fieldMark = (n: number) => markOf(FIRST_FREE_MARK + n);

/**
 * Cuts a record's text at its slots, and at the fields of hosts and ends.
 *
 * @param entityOf - By field.
 * @param ownFrom - From where on the text before a field is the same in all shapes: it is written with the field, as one part, and is kept
 * once for each entity. Absent: all of it belongs to the shape.
 */
export function cutShape<Records>(
  text: string,
  slots: readonly Slot<Records>[],
  entityOf: (field: number) => Entity,
  ownFrom = (before: string) => before.length,
): Shape<Records> {
  const parts: (CommonPart<Records> | EntityPart)[] = [];
  let common = openPiece<Records>();
  let own: { entity: Entity; run: (string | number)[] } | undefined;
  const close = (then?: VaryingSlot<Records>) => {
    const part = common.close(then);
    if (part.bytes.length > 0 || then) parts.push(part);
    common = openPiece();
  };
  for (const piece of cutAtMarks(text)) {
    if (typeof piece === 'number' && piece >= FIRST_FREE_MARK) {
      const field = piece - FIRST_FREE_MARK;
      const entity = entityOf(field);
      const between = common.textOnly();
      if (own?.entity === entity && between !== undefined) {
        // What stands between two fields of one host or end belongs to them.
        own.run.push(between, field);
        common = openPiece();
        continue;
      }
      const before = common.cut(ownFrom);
      close();
      own = { entity, run: before === '' ? [field] : [before, field] };
      parts.push(own);
      continue;
    }
    if (typeof piece === 'string') {
      common.add(piece);
      continue;
    }
    const slot = slots[piece]!;
    if ('blank' in slot) common.addSlot(slot);
    else close(slot);
    own = undefined;
  }
  close();
  return parts;
}
