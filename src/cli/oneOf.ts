import { didYouMean } from '../scenarios/nearestName.js';
import { visibleStart } from '../scenarios/visibleText.js';
import { UsageError } from './usageError.js';

/**
 * Reads a value that must be one of a few.
 *
 * @param what - How the message begins: `--format`, `scenarios`.
 * @throws {@link UsageError} with the nearest of them.
 */
export function oneOf<const T extends string>(what: string, values: readonly T[], received: unknown): T {
  const text = String(received);
  const value = values.find((candidate) => candidate === text);
  if (value !== undefined) return value;
  const cure = didYouMean(text, values);
  const message = `${what}: expected one of ${values.join(', ')}, received "${visibleStart(text, 60)}"`;
  throw new UsageError(cure === undefined ? message : `${message} (${cure})`);
}
