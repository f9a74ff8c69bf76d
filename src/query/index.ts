export { matches } from './matches.js';
export { parseQuery } from './parseQuery.js';
export { printQuery } from './printQuery.js';
export type { Operator, Query, Term } from './query.js';
export { QueryError, type QueryErrorCode } from './queryError.js';
export { readRecord } from './readRecord.js';
export { type Lines, LONGEST_LINE, Search } from './search.js';
