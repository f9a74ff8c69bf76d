export type QueryErrorCode =
  | 'EMPTY_QUERY'
  | 'EXPECTED_TERM'
  | 'EXPECTED_OPERATOR'
  | 'EXPECTED_VALUE'
  | 'EXPECTED_BLANK'
  | 'OPEN_QUOTE'
  | 'UNKNOWN_ESCAPE'
  | 'NETWORK_VALUE'
  | 'SECOND_QUERY';

/** What was wrong where. */
export interface QueryFault {
  readonly code: QueryErrorCode;
  /** Offset into the text, in UTF-16 units. */
  readonly position: number;
  readonly expected: string;
  readonly received: string;
  readonly cure?: string | undefined;
}

/** A text that is no query; the message says place, expected, received and cure. */
export class QueryError extends Error {
  readonly code: QueryErrorCode;
  readonly position: number;
  /** From 1. */
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;

  constructor(text: string, { code, position, expected, received, cure }: QueryFault) {
    const before = text.slice(0, position).split('\n');
    const line = before.length;
    const column = Array.from(before[line - 1]!).length + 1;
    const place = text.includes('\n') ? `query, line ${line}, column ${column}` : `query, column ${column}`;
    super(`${place}: expected ${expected}, received ${received}${cure === undefined ? '' : ` (${cure})`}`);
    this.name = 'QueryError';
    this.code = code;
    this.position = position;
    this.line = line;
    this.column = column;
  }
}
