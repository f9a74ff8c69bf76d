import { keyedValue, quantiles } from '../../random/quantiles.js';

/**
 * From the event on the host to its receipt in the cloud, microseconds: median 0.35 s, nearly all below 1 s, a tail of up to a minute
 * (27 real network events). Hosts that were offline for hours are entries of a plan, not of this table.
 */
export const LAG = quantiles(
  [0, 4_000],
  [0.1, 90_000],
  [0.25, 210_000],
  [0.5, 350_000],
  [0.75, 560_000],
  [0.94, 1_000_000],
  [0.98, 4_000_000],
  [0.994, 12_000_000],
  [1, 64_000_000],
);

const PURPOSE = 0x6c61_67;

/** The longest lag: how far back a slice of output must look. Microseconds. */
export const LONGEST_DELIVERY = 64_000_000;

/** How long the event about a connection takes to the cloud. @returns Microseconds. */
export function deliveryLag(keyLow: number, keyHigh: number): number {
  return keyedValue(LAG, keyLow, keyHigh, PURPOSE, 0);
}
