/** A JSON value as written: numbers keep their digits, objects and arrays only their text. */
export interface JsonNode {
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array';
  /** The decoded text of a string; of anything else the text as written. */
  readonly text: string;
}

export interface JsonObject {
  readonly fields: ReadonlyMap<string, JsonNode>;
  readonly duplicates: readonly string[];
}

export interface JsonFault {
  readonly expected: string;
  /** Offset into the text. */
  readonly at: number;
}
