/** Sets of faults that records have met, by number: a column of records has room for one. */
export class FaultSets {
  /** Number 0 is that of no fault. */
  readonly list: (readonly number[])[] = [[]];
  readonly #numbers = new Map<string, number>([['', 0]]);

  /** @param faults - Positions in the plan, rising. */
  number(faults: readonly number[]): number {
    const key = faults.join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.list.length);
    return this.list.push(faults) - 1;
  }
}
