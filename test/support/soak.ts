import type { Parameters } from 'fast-check';

/** WIRETALE_SOAK=20 runs every property twenty times as often, with a seed of its own each time. */
const SOAK = Number(process.env.WIRETALE_SOAK ?? 1);

/** A fixed seed, so that what fails once fails again; fast-check prints it with the path to the counterexample. */
const SEED = 20_260_310;

/** How often a property is tried. */
export function tries(numRuns: number): Pick<Parameters<unknown>, 'numRuns' | 'seed'> {
  return SOAK > 1 ? { numRuns: numRuns * SOAK } : { numRuns, seed: SEED };
}
