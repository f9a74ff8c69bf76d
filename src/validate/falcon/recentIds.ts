const SMALLEST = 1024;

/** Ids of records, each as two numbers and the owner it belongs to, without an object for any. */
class IdTable {
  /** Number and rest by turns; the rest is -1 where there is no entry. */
  #ids = new Float64Array(SMALLEST * 2).fill(-1);
  #owners = new Float64Array(SMALLEST);
  #mask = SMALLEST - 1;
  size = 0;

  has(number: number, rest: number, owner: number): boolean {
    return this.#ids[this.#slot(number, rest, owner) * 2 + 1] === rest;
  }

  add(number: number, rest: number, owner: number): void {
    if (this.size * 2 > this.#mask) this.#grow();
    this.#put(number, rest, owner);
    this.size += 1;
  }

  #put(number: number, rest: number, owner: number): void {
    const slot = this.#slot(number, rest, owner);
    this.#ids[slot * 2] = number;
    this.#ids[slot * 2 + 1] = rest;
    this.#owners[slot] = owner;
  }

  /** Where the id stands, or the free place where it would stand. */
  #slot(number: number, rest: number, owner: number): number {
    const ids = this.#ids;
    // Both numbers are well mixed: their low bits do.
    let slot = (number ^ rest ^ Math.imul(owner, 0x9e3779b1)) & this.#mask;
    while (ids[slot * 2 + 1] !== -1) {
      if (ids[slot * 2] === number && ids[slot * 2 + 1] === rest && this.#owners[slot] === owner) break;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #grow(): void {
    const [ids, owners] = [this.#ids, this.#owners];
    this.#ids = new Float64Array(ids.length * 2).fill(-1);
    this.#owners = new Float64Array(ids.length);
    this.#mask = ids.length - 1;
    for (let slot = 0; slot < owners.length; slot += 1)
      if (ids[slot * 2 + 1] !== -1) this.#put(ids[slot * 2]!, ids[slot * 2 + 1]!, owners[slot]!);
  }
}

/** The ids seen last, at least `limit` and at most twice as many: a repeat comes soon or never. */
export class RecentIds {
  readonly #limit: number;
  #older = new IdTable();
  #newer = new IdTable();

  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
  }

  /** Remembers an id. @returns Whether it was known. */
  seen(number: number, rest: number, owner: number): boolean {
    if (this.#newer.has(number, rest, owner) || this.#older.has(number, rest, owner)) return true;
    if (this.#newer.size >= this.#limit) {
      this.#older = this.#newer;
      this.#newer = new IdTable();
    }
    this.#newer.add(number, rest, owner);
    return false;
  }
}
