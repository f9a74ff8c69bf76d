// What the benches have in common: medians, spreads, bounds, and how they are printed.

export const quick = process.argv.includes('--quick');
export const json = process.argv.includes('--json');

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const spread = (values, digits = 1) => `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
export const against = (ours, theirs) => ours.map((value, i) => value / theirs[i]);

/**
 * A figure is `{ what, ratios, most, least, digits }`: ratios of one run each, and the bound that their median keeps, if any.
 *
 * An absolute value is `[what, value]`; it has no bound, since machines differ.
 */
export function print(figures, absolute) {
  for (const { what, ratios, most, least, digits = 1 } of figures) {
    const bound = most ? `at most ${most}` : least ? `at least ${least}` : 'none';
    console.log(`${what}: ${median(ratios).toFixed(digits)} (${spread(ratios, digits)}); bound: ${bound}`);
  }
  for (const [what, value] of absolute) console.log(`${what}: ${Math.round(value)} (no bound: machines differ)`);
}

/** Says which medians are out of bounds. @returns The exit code. */
export function judge(figures) {
  const missed = figures.filter(
    ({ ratios, most, least }) => (most && median(ratios) > most) || (least && median(ratios) < least),
  );
  for (const { what } of missed) console.error(`out of bounds: ${what}`);
  return missed.length > 0 ? 1 : 0;
}
