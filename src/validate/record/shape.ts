import type { Report } from '../reporter.js';

export type LeafType = 'text' | 'attribute' | 'string' | 'number' | 'boolean' | 'null' | 'nothing';

/** A value of a record and where it stands. */
export interface Leaf {
  /** `Event/System/EventID`, `Event/System/Provider/@Guid`, `Event/EventData/Data[SourcePort]`; `winlog.event_data.SourcePort`. */
  readonly path: string;
  /** `nothing` is an empty-element tag, an empty object or an empty array. */
  readonly type: LeafType;
  /** Decoded; of numbers and literals the text as written. */
  readonly text: string;
  /** Where the raw text lies in the record, without quotes; -1 where it is not in one piece. */
  readonly start: number;
  readonly end: number;
}

/** Text between elements, where none belongs. */
export interface LooseText {
  readonly path: string;
  readonly text: string;
}

export interface Element {
  /** Path of the element around it; empty for the root. */
  readonly parent: string;
  /** With the name of a `Data` element: `Data[SourcePort]`. */
  readonly name: string;
}

/** A record taken apart: all its values in the order in which they stand. */
export interface Shape {
  readonly syntax: 'xml' | 'json';
  readonly text: string;
  /** XML only, in the order in which they begin. */
  readonly elements: readonly Element[];
  readonly leaves: readonly Leaf[];
  /** Paths of keys that occur again in the same object. Their second values are not among the leaves. */
  readonly duplicates: readonly string[];
  readonly looseTexts: readonly LooseText[];
}

/** Takes a record apart, completely; `undefined` if it is not well formed, which has been reported. */
export type ReadShape = (text: string, report: Report) => Shape | undefined;
