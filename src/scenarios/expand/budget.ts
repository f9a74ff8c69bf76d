/** What an expansion may make, and the words for it: a few lines of blocks in blocks would otherwise fill any memory. */
const LIMITS = {
  steps: [20_000, 'steps once blocks are expanded'],
  /** A story of 1 MiB has 300,000 as it is written. */
  values: [1_000_000, 'values once blocks are expanded'],
  characters: [16_777_216, 'characters in the values of variables'],
} as const;

/** What is left of the limits of one story. */
export class Budget {
  readonly #left = {
    steps: LIMITS.steps[0] as number,
    values: LIMITS.values[0] as number,
    characters: LIMITS.characters[0] as number,
  };

  take(what: keyof typeof LIMITS, count: number): void {
    this.#left[what] -= count;
  }

  /** What there may be at most, once there is more. */
  get spent(): string | undefined {
    for (const what of ['steps', 'values', 'characters'] as const)
      if (this.#left[what] < 0) return `at most ${LIMITS[what].join(' ')}`;
    return undefined;
  }
}

/** How many values a tree has, itself included. */
export function valuesOf(tree: unknown): number {
  if (typeof tree !== 'object' || tree === null) return 1;
  let count = 1;
  for (const value of Object.values(tree)) count += valuesOf(value);
  return count;
}
