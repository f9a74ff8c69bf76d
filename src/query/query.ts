/** `=`: a value of the field equals; `!=`: the field has a value, and none equals. */
export type Operator = '=' | '!=';

/** One condition on a record. */
export interface Term {
  /** Name of a field, or the way to it through nested objects: `winlog.event_data.DestinationPort`. */
  readonly field: string;
  readonly operator: Operator;
  /** Without quotes and escapes. */
  readonly value: string;
}

/** What {@link parseQuery} reads: all terms must hold. */
export interface Query {
  readonly terms: readonly Term[];
}
