/** The nth of a list, counted round: a natural number chooses, and 0, to which numbers shrink, is the first. */
export function pick<T>(choices: readonly T[], n: number): T {
  return choices[n % choices.length]!;
}
