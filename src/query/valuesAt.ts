/**
 * Finds the values of a field: of a key with the whole name, else of the way that the name describes through nested objects. Longer
 * keys go first, so that `{"a.b":1}` answers `a.b` even beside `{"a":{"b":2}}`.
 *
 * @returns Each element where the value is an array. `null` and objects are no values.
 */
export function valuesAt(node: unknown, field: string): unknown[] {
  // Not by spreading: an array may have more elements than a call may have arguments.
  return items(node).flatMap((item) => (typeof item === 'object' ? below(item as object, field) : []));
}

/** The depth of this recursion is that of the name, never that of the record. */
function below(object: object, field: string): unknown[] {
  for (let end = field.length; end > 0; end = field.lastIndexOf('.', end - 1)) {
    const key = field.slice(0, end);
    if (!Object.hasOwn(object, key)) continue;
    const value = (object as Record<string, unknown>)[key];
    const found =
      end === field.length ? items(value).filter((item) => typeof item !== 'object') : valuesAt(value, field.slice(end + 1));
    if (found.length > 0) return found;
  }
  return [];
}

/** A value, or the elements of an array and of the arrays in it, without `null`. Not recursive: arrays may be nested thousands deep. */
function items(value: unknown): unknown[] {
  if (!Array.isArray(value)) return value === null || value === undefined ? [] : [value];
  const open: unknown[] = [value];
  const found: unknown[] = [];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) for (let index = next.length - 1; index >= 0; index -= 1) open.push(next[index]);
    else if (next !== null && next !== undefined) found.push(next);
  }
  return found;
}
