/** Numbers things as they come, from 1 on; the same thing has the same number. */
export function numbering<Thing>(): (thing: Thing) => number {
  const numbers = new Map<Thing, number>();
  return (thing) => {
    const known = numbers.get(thing);
    if (known !== undefined) return known;
    numbers.set(thing, numbers.size + 1);
    return numbers.size;
  };
}
