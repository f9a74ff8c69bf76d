import type { StoryPath } from '../finding.js';
import { didYouMean } from '../nearestName.js';
import { listed } from '../references/names.js';
import type { Budget } from './budget.js';
import type { ReportAt } from './reportAt.js';

/** What `${name}` stands for: values of parameters, and of the rounds of blocks. */
export type Variables = ReadonlyMap<string, string | number | boolean | typeof UNUSABLE>;

/** In the place of the value of a parameter that is wrong itself: what refers to it is not wrong for that. */
export const UNUSABLE = Symbol('unusable');

/** What a value is made with. */
export interface Substitution {
  readonly variables: Variables;
  readonly budget: Budget;
  readonly report: ReportAt;
  /** Says that what is found at a place is the consequence of something else. */
  readonly ignore: (path: StoryPath) => void;
}

/** `${name}`; a doubled dollar sign is a dollar sign. */
const REFERENCE = /\$(\$?)\{([^{}]*)\}/gu;
/** A value that is nothing but one variable takes its kind too. */
const WHOLE = /^\$\{([^{}]*)\}$/u;

/**
 * Puts the values of variables into all texts of a tree; what has none stays the same object.
 *
 * Names are looked up once and what they stand for is not read again, so no value can ask for more.
 */
export function substituted(value: unknown, path: StoryPath, using: Substitution): unknown {
  if (typeof value === 'string') return value.includes('${') ? inText(value, path, using) : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  let changed = false;
  const made = entries.map(([key, item]) => {
    const next = substituted(item, [...path, key], using);
    changed ||= next !== item;
    return [key, next] as const;
  });
  if (!changed) return value;
  return Array.isArray(value) ? made.map(([, item]) => item) : Object.fromEntries(made);
}

function inText(text: string, path: StoryPath, { variables, budget, report, ignore }: Substitution): unknown {
  const standsFor = (name: string) => {
    const value = variables.get(name);
    if (value === UNUSABLE) {
      ignore(path);
      return undefined;
    }
    if (value !== undefined) return value;
    const names = [...variables.keys()];
    report(path, {
      code: 'UNKNOWN_NAME',
      expected: `a parameter, or a variable of a block around: ${listed(names)}`,
      received: `\${${name}}`,
      cure: didYouMean(name, names) ?? (names.length === 0 ? 'declare it under parameters' : undefined),
    });
    return undefined;
  };
  const whole = WHOLE.exec(text);
  if (whole) return standsFor(whole[1]!) ?? text;
  // The text itself counts too: it is made anew in each round.
  budget.take('characters', text.length);
  return text.replace(REFERENCE, (reference, dollar: string, name: string) => {
    if (budget.spent) return reference;
    const value = dollar ? reference.slice(1) : String(standsFor(name) ?? reference);
    budget.take('characters', value.length);
    return value;
  });
}
