type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;
type ColumnType = new (length: number) => Column;

/** Growing columns of numbers, one entry per record: no object per event. */
export interface Columns {
  length: number;
  /** @returns The index of a new entry, to be filled. Columns may be other arrays afterwards. */
  add(): number;
}

const LEAST_ROOM = 256;

/**
 * @param types - Name and array type of each column.
 * @param expected - How many entries there will probably be: for more the columns are made anew, twice as long.
 */
export function createColumns<const Types extends Readonly<Record<string, ColumnType>>>(
  types: Types,
  expected = 0,
): Columns & { [Name in keyof Types]: InstanceType<Types[Name]> } {
  let capacity = Math.max(LEAST_ROOM, expected);
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
