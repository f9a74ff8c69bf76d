export { alone } from './alone.js';
export { type FileOptions, fileSink, INDEX_ENTRY, type Kept, UNFINISHED } from './fileSink.js';
export { FolderInUseError } from './folderInUseError.js';
export { GzipPool } from './gzip/gzipPool.js';
export { gzipSink } from './gzip/gzipSink.js';
export { type LineFile, lineFile } from './lineFile.js';
export { makeFolder } from './makeFolder.js';
export type { Chunk, Sink, Written } from './sink.js';
export { streamSink } from './streamSink.js';
