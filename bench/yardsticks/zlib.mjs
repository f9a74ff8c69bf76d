// Packs a file as one thread of Node does, in pieces of a mebibyte, and throws it away.
//
//   node bench/yardsticks/zlib.mjs FILE LEVEL
import { closeSync, openSync, readSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const [path, level] = process.argv.slice(2);
const file = openSync(path, 'r');
const piece = Buffer.alloc(2 ** 20);
for (;;) {
  const length = readSync(file, piece);
  if (length === 0) break;
  gzipSync(piece.subarray(0, length), { level: Number(level), chunkSize: 2 ** 17 });
}
closeSync(file);
