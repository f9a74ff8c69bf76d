type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;
type ColumnType = new (length: number) => Column;

/** Growing columns of numbers, one entry per record: no object per event. */
export interface Columns {
  length: number;
  /** @returns The index of a new entry, to be filled. Columns may be other arrays afterwards. */
  add(): number;
}

/**
 * @param types - Name and array type of each column.
 * @returns Columns of these names; they grow by doubling.
 */
export function createColumns<const Types extends Readonly<Record<string, ColumnType>>>(
  types: Types,
): Columns & { [Name in keyof Types]: InstanceType<Types[Name]> } {
  let capacity = 256;
  const names = Object.keys(types);
  const columns: Record<string, unknown> = { length: 0 };
  for (const name of names) columns[name] = new types[name]!(capacity);
  columns.add = () => {
    const at = columns.length as number;
    if (at === capacity) {
      capacity *= 2;
      for (const name of names) {
        const grown = new types[name]!(capacity);
        grown.set(columns[name] as Column);
        columns[name] = grown;
      }
    }
    columns.length = at + 1;
    return at;
  };
  return columns as Columns & { [Name in keyof Types]: InstanceType<Types[Name]> };
}
