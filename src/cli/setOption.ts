import { visibleStart } from '../scenarios/visibleText.js';
import { UsageError } from './usageError.js';

/** `--set`, for every command that reads stories. What the values mean the story says. */
export const setOption = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: 'NAME=VALUE: a parameter of the story, for this run; repeatable',
} as const;

/**
 * Reads `calls=20`: the name ends at the first equals sign, all behind it is the value, nothing included.
 *
 * @returns Values by name.
 * @throws {@link UsageError} for a text without a name or an equals sign, and for a name given twice.
 */
export function chosenValues(given: readonly string[] = []): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const text of given) {
    const end = text.indexOf('=');
    if (end < 1) throw new UsageError(`--set: expected NAME=VALUE such as calls=20, received "${visibleStart(text, 60)}"`);
    const name = text.slice(0, end);
    if (values.has(name)) throw new UsageError(`--set: expected each name once, received "${visibleStart(name, 60)}" twice`);
    values.set(name, text.slice(end + 1));
  }
  // Own properties, whatever they are called: `__proto__` too.
  return Object.fromEntries(values);
}
