// Distributions as quantiles: all that leaves the samples.

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];
/** Each stands for two hundredths of the values. */
const STEPS = Array.from({ length: 50 }, (_, n) => (2 * n + 1) / 100);

/** The value below which the share of a sorted list lies, without interpolation. */
const quantile = (sorted, share) => sorted[Math.floor(share * (sorted.length - 1))];

/** p5, p25, p50, p75, p95, or nothing of an empty list. */
export const quartiles = (sorted) => (sorted.length === 0 ? [] : SHARES.map((share) => quantile(sorted, share)));

/** Fifty quantiles, from low to high. */
export const steps = (sorted) => (sorted.length === 0 ? [] : STEPS.map((share) => quantile(sorted, share)));
