export { fileSink, UNFINISHED } from './fileSink.js';
export { makeFolder } from './makeFolder.js';
export type { Chunk, Sink } from './sink.js';
export { streamSink } from './streamSink.js';
