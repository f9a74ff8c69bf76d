import { didYouMean } from '../scenarios/nearestName.js';
import { visibleStart } from '../scenarios/visibleText.js';
import { checks, checksById } from '../validate/index.js';
import { UsageError } from './usageError.js';

const KNOWN = [...Object.keys(checks).map((group) => `${group}/*`), ...Object.keys(checksById)];

/**
 * Reads the values of an option that names checks: ids, or groups as `sysmon3/*`; one after the other or with commas.
 *
 * @param name - The option, `--only`.
 * @throws {@link UsageError} for what is no check, with the nearest that is one.
 */
export function chosenChecks(name: string, given: readonly string[] | undefined): string[] | undefined {
  return given?.flatMap((text) => text.split(',')).map((text) => checkOrGroup(name, text.trim()));
}

function checkOrGroup(name: string, text: string): string {
  if (KNOWN.includes(text)) return text;
  const cure = KNOWN.includes(`${text}/*`) ? `did you mean ${text}/*?` : didYouMean(text, KNOWN);
  const message = `${name}: expected a check, or a group of checks as sysmon3/*, received "${visibleStart(text, 60)}"`;
  throw new UsageError(`${message} (${cure ?? 'wiretale validate --checks lists them'})`);
}
