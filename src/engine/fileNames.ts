const PACKED = '.gz';

/** A file's name in the folder of a run whose files are packed. */
export const packedName = (file: string) => `${file}${PACKED}`;

/** The index of a file. It is about what is in the file: packed or not, it has the same name and the same bytes. */
export const indexName = (file: string) => `${file.endsWith(PACKED) ? file.slice(0, -PACKED.length) : file}.idx`;
