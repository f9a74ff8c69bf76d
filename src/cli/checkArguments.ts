import type { Argv } from 'yargs';
import { didYouMean } from '../scenarios/nearestName.js';
import { visibleStart } from '../scenarios/visibleText.js';
import { UsageError } from './usageError.js';

/** The part of what yargs knows about a command's options that is needed here; its types leave `getOptions` out. */
interface Declared {
  getOptions(): {
    readonly key: Readonly<Record<string, unknown>>;
    readonly alias: Readonly<Record<string, readonly string[]>>;
    readonly array: readonly string[];
    readonly boolean: readonly string[];
  };
}

/**
 * Refuses options that the command does not have, with the nearest that it has, and options given twice.
 *
 * yargs would name all unknown ones in one list without a cure, and make the values of two equal options into an array.
 *
 * @param positionals - Names of the command's positionals, which yargs would take as options too.
 */
export function checkArguments(tokens: readonly string[], argv: Argv, positionals: readonly string[]): void {
  const { key, alias, array, boolean } = (argv as unknown as Declared).getOptions();
  const canonical = new Map<string, string>();
  for (const name of Object.keys(key)) if (!positionals.includes(name)) canonical.set(name, name);
  for (const [name, others] of Object.entries(alias))
    for (const other of others) canonical.set(other, canonical.get(name) ?? name);
  for (const name of boolean) canonical.set(`no-${name}`, name);
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token === '--') return;
    const written = /^(--?)([^=\d][^=]*)/u.exec(token);
    if (!written) continue;
    const [, hyphens, rest] = written;
    const names = hyphens === '--' ? [rest!] : [rest![0]!];
    for (const name of names) {
      const known = canonical.get(name);
      if (known === undefined) throw unknownOption(`${hyphens}${name}`, canonical.keys());
      if (seen.has(known) && !array.includes(known)) throw new UsageError(`--${known}: expected once, received twice`);
      seen.add(known);
    }
  }
}

function unknownOption(written: string, known: Iterable<string>): UsageError {
  const options = [...known].filter((name) => name.length > 1 && !name.startsWith('no-')).map((name) => `--${name}`);
  const cure = didYouMean(written, options);
  const message = `unknown option ${visibleStart(written, 60)}: expected one of ${options.join(', ')}`;
  return new UsageError(cure === undefined ? message : `${message} (${cure})`);
}
