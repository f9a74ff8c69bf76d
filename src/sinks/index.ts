export { fileSink, UNFINISHED } from './fileSink.js';
export type { Chunk, Sink } from './sink.js';
export { streamSink } from './streamSink.js';
