import { parseDuration } from '../scenarios/duration.js';
import { INSTANT_FORM, parseInstant } from '../scenarios/moment.js';
import { visibleStart } from '../scenarios/visibleText.js';
import { UsageError } from './usageError.js';

/** An option whose text means microseconds, for yargs. */
interface MicrosecondsOption {
  readonly type: 'string';
  readonly requiresArg: true;
  readonly coerce: (value: unknown) => number;
}

function microseconds(name: string, expected: string, parse: (text: string) => number | undefined): MicrosecondsOption {
  const coerce = (value: unknown) => {
    const micros = parse(String(value));
    if (micros !== undefined) return micros;
    throw new UsageError(`--${name}: expected ${expected}, received "${visibleStart(String(value), 60)}"`);
  };
  return { type: 'string', requiresArg: true, coerce };
}

/** An option that takes a length of time above zero. */
export const durationOption = (name: string) =>
  microseconds(name, 'a length of time such as 90s, 15m, 24h', (text) => {
    const micros = parseDuration(text);
    return micros !== undefined && micros > 0 ? micros : undefined;
  });

/** An option that takes an instant. */
export const instantOption = (name: string) => microseconds(name, INSTANT_FORM, parseInstant);
