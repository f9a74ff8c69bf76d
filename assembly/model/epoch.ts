/** As `src/scenarios/sources/source.ts`. */
export const EPOCH: f64 = 300_000_000;
