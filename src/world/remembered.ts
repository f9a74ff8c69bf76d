/** A function that works each of its values out once, and gives the same object again. */
export function remembered<Key, Value extends {}>(value: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = value(key);
      known.set(key, found);
    }
    return found;
  };
}
