export type Level = 'error' | 'warning' | 'note';

/** What is wrong, in one word; closed, so that a consumer can switch over it. */
export type IssueCode =
  /** Something that must be there is not. */
  | 'MISSING'
  /** Something is there that has no place here. */
  | 'UNEXPECTED'
  /** The same thing twice. */
  | 'DUPLICATE'
  /** In the wrong place or the wrong sequence. */
  | 'OUT_OF_ORDER'
  /** A JSON type, or a kind of value, that the field does not have. */
  | 'WRONG_TYPE'
  /** The text does not have the form of its kind. */
  | 'MALFORMED'
  /** The right form, a value outside the bounds. */
  | 'OUT_OF_RANGE'
  /** Sound alone, but it contradicts something else. */
  | 'INCONSISTENT'
  /** Legal, and seldom or never seen in real data. */
  | 'UNUSUAL'
  /** Larger than this reader takes. */
  | 'TOO_LONG'
  /** Read, recognised, and left alone. */
  | 'NOT_CHECKED';

/** One finding about the data. A finding is returned, never thrown. */
export interface Issue {
  /** Stable id of the check, `sysmon3/ipv6-text`. */
  readonly check: string;
  readonly level: Level;
  readonly code: IssueCode;
  /** Where, in the notation of the format: `EventData/SourcePort`, `RemotePort`. */
  readonly path: string;
  readonly expected: string;
  /** The value as read; long text is cut and control characters are shown as `\u0001`. Empty where the code is `MISSING`. */
  readonly received: string;
  /** The section of our documentation that says where the expectation comes from. */
  readonly source: string;
  readonly file?: string;
  /** Line on which the record begins, from 1. */
  readonly line?: number;
}
