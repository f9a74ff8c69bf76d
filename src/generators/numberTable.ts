/** Numbers by number, from 0 on: as large as the largest that was set. */
export class NumberTable {
  #values = new Int32Array(1024);

  /** @returns 0 where there is none. */
  at(number: number): number {
    return this.#values[number] ?? 0;
  }

  set(number: number, value: number): void {
    if (number >= this.#values.length) {
      const values = new Int32Array(Math.max(number + 1, this.#values.length * 2));
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[number] = value;
  }
}
