import { createHash } from 'node:crypto';

/** Hashes slices that follow each other. */
export interface SliceDigests {
  update(bytes: Uint8Array): void;
  /** SHA-256 of each slice that is complete. */
  digests(): readonly string[];
}

/** @param sizes - Bytes of each. */
export function sliceDigests(sizes: readonly number[]): SliceDigests {
  const done: string[] = [];
  let hash = createHash('sha256');
  let left = sizes[0] ?? 0;
  const close = () => {
    while (done.length < sizes.length && left === 0) {
      done.push(hash.digest('hex'));
      hash = createHash('sha256');
      left = sizes[done.length] ?? 0;
    }
  };
  close();
  return {
    update(bytes) {
      for (let at = 0; at < bytes.length && done.length < sizes.length; ) {
        const piece = bytes.subarray(at, at + left);
        hash.update(piece);
        left -= piece.length;
        at += piece.length;
        close();
      }
    },
    digests: () => done,
  };
}
