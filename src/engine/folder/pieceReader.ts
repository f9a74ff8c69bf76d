import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isPacked } from '../fileNames.js';

/** Bytes that are read at a time. */
const PIECE = 2 ** 20;

/** Reads a file from its beginning to its end, unpacked where it is packed. */
export interface PieceReader {
  /** @returns At most so many of the bytes that come next; none behind the last. */
  next(most: number): Promise<Uint8Array>;
  close(): void;
}

export function pieceReader(path: string): PieceReader {
  const file = createReadStream(path, { highWaterMark: PIECE });
  const unpacked: Readable = isPacked(path) ? file.pipe(createGunzip({ chunkSize: PIECE })) : file;
  // A pipe passes on bytes, but not failures.
  file.on('error', (error) => unpacked.destroy(error));
  const pieces = unpacked[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async next(most) {
      while (rest.length === 0) {
        const { value, done } = await pieces.next();
        if (done) return rest;
        rest = value;
      }
      const piece = rest.subarray(0, most);
      rest = rest.subarray(piece.length);
      return piece;
    },
    close() {
      file.destroy();
      unpacked.destroy();
    },
  };
}
