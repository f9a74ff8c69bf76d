import { MICROSECONDS } from '../duration.js';

/** A length of time as a story writes it: `5m`. @param micros - Microseconds, a whole number. */
export function durationText(micros: number): string {
  const units = Object.entries(MICROSECONDS).reverse();
  const [unit, length] = units.find(([, size]) => micros % size === 0)!;
  return `${micros / length}${unit}`;
}
