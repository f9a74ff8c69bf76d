import type { Issue } from '../validate/index.js';

/** Counts the issues of each check and lets the first of them through. */
export class Shown {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  /** @param most - Issues of one check that are shown. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Counts an issue. @returns Whether it is to be shown. */
  admits({ check }: Issue): boolean {
    const count = (this.#counts.get(check) ?? 0) + 1;
    this.#counts.set(check, count);
    return count <= this.#most;
  }

  /** How many issues of each check were not shown, for the checks that have such. */
  rest(): [check: string, count: number][] {
    return [...this.#counts].flatMap(([check, count]) => (count > this.#most ? [[check, count - this.#most]] : []));
  }
}
