import { isIP } from 'node:net';
import { parseDuration } from '../duration.js';
import { VARIABLE_FORM } from '../language/blocks.js';
import { type ParameterType, parameter, type StoryParameter } from '../language/parameters.js';
import { ID, RECORD_TEXT } from '../language/scalars.js';
import { didYouMean } from '../nearestName.js';
import { listed } from '../references/names.js';
import type { StoryProblem } from '../storyError.js';
import { quoted } from '../storyPath.js';
import { visibleText } from '../visibleText.js';
import { type ExpansionContext, taken } from './context.js';
import type { Tree } from './values.js';
import { UNUSABLE, type Variables } from './variables.js';

export type ParameterValue = string | number | boolean;

/** What a value of a type is: its words, and how a text becomes one. */
interface Kind {
  readonly form: string;
  /** @returns undefined for a text that is none. */
  read(text: string, parameter: StoryParameter): ParameterValue | undefined;
}

const number = (text: string) => (/^-?\d+(\.\d+)?$/u.test(text) ? Number(text) : undefined);
const within = (value: number | undefined, { min = -Infinity, max = Infinity }: StoryParameter) =>
  value !== undefined && value >= min && value <= max ? value : undefined;
const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

const KINDS: Readonly<Record<ParameterType, Kind>> = {
  text: {
    form: 'a text of printable characters',
    read: (text) => (text.length <= 1_024 && RECORD_TEXT.test(text) ? text : undefined),
  },
  integer: {
    form: 'a whole number',
    read: (text, parameter) => (Number.isSafeInteger(number(text)) ? within(number(text), parameter) : undefined),
  },
  number: { form: 'a number', read: (text, parameter) => within(number(text), parameter) },
  boolean: { form: 'true or false', read: (text) => ({ true: true, false: false })[text] },
  duration: { form: 'a time such as 5m', read: (text) => (parseDuration(text) === undefined ? undefined : text) },
  choice: { form: 'one of its values', read: (text, { of = [] }) => of.find((value) => String(value) === text) },
  host: { form: 'the id of a host', read: matching(ID) },
  user: { form: 'the id of a user', read: matching(ID) },
  address: { form: 'an IP address', read: (text) => (isIP(text) && !text.includes('%') ? text : undefined) },
  port: {
    form: 'a port, 0 to 65535',
    read: (text) => (/^\d{1,5}$/u.test(text) && Number(text) <= 65_535 ? Number(text) : undefined),
  },
  technique: { form: 'an ATT&CK technique such as T1021.002', read: matching(/^T\d{4}(\.\d{3})?$/u) },
};

/** What a parameter may be, in words. */
function formOf(parameter: StoryParameter): string {
  const { type, of = [], min, max } = parameter;
  if (type === 'choice') return `one of ${of.join(', ')}`;
  const bounds = [min !== undefined && `at least ${min}`, max !== undefined && `at most ${max}`].filter(
    (bound) => bound !== false,
  );
  return [KINDS[type].form, ...bounds].join(', ');
}

/** The parameters of a story with the values that they have in this run. */
export interface Parameters {
  readonly values: Variables;
  /** What was set and cannot be: the fault is not the file's. */
  readonly problems: readonly StoryProblem[];
}

/**
 * Reads the parameters of a story.
 *
 * @param written - The mapping `parameters`.
 * @param set - Values from outside, by name.
 */
export function parameterValues(
  written: Tree,
  set: Readonly<Record<string, string>>,
  context: Pick<ExpansionContext, 'report' | 'places'>,
): Parameters {
  const values = new Map<string, ParameterValue | typeof UNUSABLE>();
  const problems: StoryProblem[] = [];
  for (const [name, value] of Object.entries(written)) {
    const path = ['parameters', name];
    if (!VARIABLE_FORM.test(name))
      context.report(path, {
        code: 'WRONG_VALUE',
        at: 'key',
        expected: 'a name of letters, digits and hyphens such as calls',
        received: name,
      });
    const declared = taken(parameter, value, path, context);
    if (!declared) {
      values.set(name, UNUSABLE);
      continue;
    }
    if (declared.type === 'choice' && !declared.of)
      context.report(path, { code: 'MISSING', expected: 'of: the values of a choice', received: { words: 'nothing' } });
    else if (declared.min !== undefined && declared.max !== undefined && declared.min > declared.max)
      context.report([...path, 'max'], { code: 'INCONSISTENT', expected: `at least ${declared.min}, the value of min` });
    else if (typeof declared.default === 'string' && declared.default.includes('${'))
      context.report([...path, 'default'], {
        code: 'WRONG_VALUE',
        expected: 'a value of its own: parameters do not see each other',
      });
    else if (readAs(declared, declared.default) === undefined)
      context.report([...path, 'default'], { code: 'WRONG_VALUE', expected: formOf(declared) });
    values.set(name, readAs(declared, declared.default) ?? UNUSABLE);
    if (!Object.hasOwn(set, name)) continue;
    const chosen = KINDS[declared.type].read(set[name]!, declared);
    if (chosen === undefined)
      problems.push(setProblem(name, { code: 'WRONG_VALUE', expected: formOf(declared), received: quoted(set[name]!) }));
    else values.set(name, chosen);
  }
  const names = Object.keys(written);
  for (const name of Object.keys(set).filter((asked) => !names.includes(asked))) {
    const cure = didYouMean(name, names);
    const expected = names.length === 0 ? 'nothing: the story has no parameters' : `a parameter of the story: ${listed(names)}`;
    problems.push(
      setProblem(name, { code: 'UNKNOWN_NAME', expected: visibleText(expected), received: quoted(name), ...(cure && { cure }) }),
    );
  }
  return { values, problems };
}

/** YAML has read numbers and truth values already; everything else is a text. */
function readAs(declared: StoryParameter, value: ParameterValue): ParameterValue | undefined {
  const plain = typeof value === 'number' || typeof value === 'boolean';
  const read = KINDS[declared.type].read(String(value), declared);
  // `default: "5"` of an integer is a text, and `default: 5` of a text a number.
  return read !== undefined && plain !== (typeof read === 'string') ? read : undefined;
}

function setProblem(name: string, problem: Omit<StoryProblem, 'file' | 'path'>): StoryProblem {
  return { file: '--set', path: visibleText(name.slice(0, 64)), ...problem };
}
