import type { Form } from '../summary.js';
import type { FieldKind } from './fieldKind.js';
import type { Finding, Judged } from './judged.js';
import type { RawRecord } from './rawRecord.js';
import type { Shape } from './shape.js';

/** What a layout says about one leaf of its records. */
export interface Slot {
  /** Index into the field table of the layout; -1 for a value that no check looks at. */
  readonly field: number;
  readonly kind: FieldKind | undefined;
  /**
   * True if the value belongs to the layout: another value is another layout. So are the values that decide which event this is, and
   * those that are the same in all events.
   */
  readonly constant: boolean;
}

/** A finding with its whole path. */
export interface PlacedFinding extends Finding {
  readonly path: string;
  readonly received?: string | undefined;
}

/**
 * What can be said of a record from its structure alone: which event in which form it is, which leaf is which field, and what is wrong
 * with the structure. Records that differ in values only share it.
 */
export interface Layout {
  /** Absent for a record that is read and not checked. */
  readonly form: Form | undefined;
  /** Per leaf of the shape. */
  readonly slots: readonly Slot[];
  /** Per field: where it stands, or would stand, for messages. */
  readonly paths: readonly string[];
  /** Fields whose value the layout itself fixes, such as one that its form leaves out where it is empty. */
  readonly given: readonly (readonly [field: number, value: Judged])[];
  readonly findings: readonly PlacedFinding[];
  /** Compares the fields with each other and with earlier records. */
  readonly check: (record: RawRecord) => void;
}

/** Finds out what a record is. */
export type LayoutOf = (shape: Shape) => Layout;
