/** Values of a story once its blocks are expanded: a story of 1 MiB has 300,000 at the most as it is written. */
const MOST_VALUES = 2_000_000;
/** Characters that variables put into texts. */
const MOST_CHARACTERS = 16_777_216;
/** Steps of a story once its blocks are expanded. */
export const MOST_STEPS = 20_000;

/** What an expansion may make: a few lines of blocks in blocks would otherwise fill any memory. */
export class Budget {
  #values = MOST_VALUES;
  #characters = MOST_CHARACTERS;
  #steps = MOST_STEPS;

  /** What there is too much of; undefined as long as there is not. */
  get spent(): string | undefined {
    if (this.#steps < 0) return `at most ${MOST_STEPS} steps once blocks are expanded`;
    if (this.#values < 0) return `at most ${MOST_VALUES} values once blocks are expanded`;
    return this.#characters < 0 ? `variables that add at most ${MOST_CHARACTERS} characters` : undefined;
  }

  step(): void {
    this.#steps -= 1;
  }

  values(count: number): void {
    this.#values -= count;
  }

  characters(count: number): void {
    this.#characters -= count;
  }
}

/** How many values a tree has, itself included. */
export function valuesOf(tree: unknown): number {
  if (typeof tree !== 'object' || tree === null) return 1;
  let count = 1;
  for (const value of Object.values(tree)) count += valuesOf(value);
  return count;
}
