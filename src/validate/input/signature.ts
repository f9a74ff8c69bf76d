/** Longest signature below. */
export const SIGNATURE_LENGTH = 8;

/** First bytes of files that are often given by mistake, with what to do instead. */
const FOREIGN: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00], 'a binary .evtx log (export it as XML first)'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive (unpack it first)'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd-compressed data (unpack it first)'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive (unpack it first)'],
  [[0x42, 0x5a, 0x68], 'bzip2-compressed data (unpack it first)'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz-compressed data (unpack it first)'],
  [[0xd4, 0xc3, 0xb2, 0xa1], 'a packet capture: no sensor event is in it'],
  [[0x0a, 0x0d, 0x0d, 0x0a], 'a packet capture: no sensor event is in it'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file (export it as JSON lines first)'],
];
const GZIP = [0x1f, 0x8b];

const startsWith = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte);

/** Names a known kind of file that is not read. */
export function foreignSignature(head: Uint8Array): string | undefined {
  return FOREIGN.find(([bytes]) => startsWith(head, bytes))?.[1];
}

export function isGzip(head: Uint8Array): boolean {
  return startsWith(head, GZIP);
}
