export { type FileOptions, fileSink, UNFINISHED } from './fileSink.js';
export { GzipPool } from './gzip/gzipPool.js';
export { gzipSink } from './gzip/gzipSink.js';
export { makeFolder } from './makeFolder.js';
export type { Chunk, Sink, Written } from './sink.js';
export { streamSink } from './streamSink.js';
