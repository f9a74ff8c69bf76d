export { fileSink, INDEX_ENTRY, type Kept, UNFINISHED } from './fileSink.js';
export { type LineFile, lineFile } from './lineFile.js';
export { makeFolder } from './makeFolder.js';
export type { Chunk, Sink } from './sink.js';
export { streamSink } from './streamSink.js';
