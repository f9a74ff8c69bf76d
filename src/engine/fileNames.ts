const PACKED = '.gz';

/** A file's name in the folder of a run whose files are packed. */
export const packedName = (file: string) => `${file}${PACKED}`;

export const isPacked = (file: string) => file.endsWith(PACKED);

/** A file's name, whether it lies packed in its folder or not. */
export const plainName = (file: string) => (isPacked(file) ? file.slice(0, -PACKED.length) : file);

/** The index of a file. It is about what is in the file: packed or not, it has the same name and the same bytes. */
export const indexName = (file: string) => `${plainName(file)}.idx`;
