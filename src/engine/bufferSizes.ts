/** What a run holds in memory for each of its files, bytes. */
export interface BufferSizes {
  /** A chunk; two are enough: one is filled while the other is written. */
  readonly chunk: number;
  /** A member of gzip, before packing. Of Sysmon XML at level 6, members of 256 KiB leave 8 % more bytes than such of 1 MiB, those of 64 KiB 37 % more. */
  readonly member: number;
}

const LARGE: BufferSizes = { chunk: 2 ** 20, member: 2 ** 20 };
/** Where a run writes a file for each of many hosts. */
const SMALL: BufferSizes = { chunk: 2 ** 16, member: 2 ** 18 };
/** More files than these have small buffers. */
export const FEW_FILES = 16;

export const bufferSizes = (files: number): BufferSizes => (files > FEW_FILES ? SMALL : LARGE);
