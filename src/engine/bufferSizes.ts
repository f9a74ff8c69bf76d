/** What a run holds in memory for each of its files, bytes. */
export interface BufferSizes {
  /** A chunk; two are enough: one is filled while the other is written. */
  readonly chunk: number;
  /** A member of gzip, before packing. A fourth of a mebibyte packs records to 1.07 times of what a whole one does, and less than that to far more. */
  readonly member: number;
}

const LARGE: BufferSizes = { chunk: 2 ** 20, member: 2 ** 20 };
/** Where a run writes a file for each of many hosts. */
const SMALL: BufferSizes = { chunk: 2 ** 16, member: 2 ** 18 };
const FEW_FILES = 16;

export const bufferSizes = (files: number): BufferSizes => (files > FEW_FILES ? SMALL : LARGE);
