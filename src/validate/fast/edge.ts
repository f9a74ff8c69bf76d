import type { FieldKind } from '../record/fieldKind.js';
import type { Judged } from '../record/judged.js';
import type { Layout } from '../record/layout.js';
import type { ByteTable, Remembered } from './byteTable.js';
import type { Segment } from './segment.js';
import type { FindEnd, SlotForm } from './slotText.js';

/** Constant text, and the value behind it. */
export interface Edge {
  readonly segment: Segment;
  readonly form: SlotForm;
  readonly findEnd: FindEnd;
  readonly kind: FieldKind | undefined;
  readonly field: number;
  readonly table: ByteTable | undefined;
  /** The values found here last: a port name or a truth value is mostly one of them. */
  recent: Remembered | undefined;
  earlier: Remembered | undefined;
  readonly next: Node;
}

export interface Node {
  readonly edges: Edge[];
  readonly ends: End[];
}

export interface End {
  readonly segment: Segment;
  readonly known: Known;
}

/** A layout that was learned, and the way to it. */
export interface Known {
  readonly layout: Layout;
  readonly given: readonly (readonly [field: number, value: Judged])[];
  readonly lineFeeds: number;
  /** Whether every record of it has a fault, whatever its values are. */
  readonly isFaulty: boolean;
  readonly edges: readonly Edge[];
  readonly after: Segment;
}
