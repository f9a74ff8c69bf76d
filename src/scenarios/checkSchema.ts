import type * as z from 'zod';
import type { Finding, StoryPath } from './finding.js';
import { storySchema } from './language/story.js';
import { didYouMean, nearestName } from './nearestName.js';
import { acceptsAt, keysAt } from './schemaAt.js';
import { MOST_PROBLEMS } from './storyError.js';
import type { WrittenPlaces } from './writtenPlaces.js';

/** What the check asks of the places of a story. */
export type WrittenTexts = Pick<WrittenPlaces, 'textAt' | 'isPlain'>;

/** What the schema says about a value: the story, or what is wrong with it. */
export type Checked = { readonly story: z.output<typeof storySchema> } | { readonly findings: readonly Finding[] };

/** What the language says where the schema has no words of its own. */
const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping of ids',
  array: 'a list',
  string: 'a text',
};

/** Holds a story against the schema; all findings at once, one per place. */
export function checkSchema(value: unknown, places: WrittenTexts): Checked {
  const result = held(storySchema, value, places);
  return 'value' in result ? { story: result.value } : result;
}

/**
 * Holds a part of a story against its schema.
 *
 * @param at - Where in a story it stands.
 */
export function held<T>(
  schema: z.ZodType<T>,
  value: unknown,
  places: WrittenTexts,
  at: StoryPath = [],
): { readonly value: T } | { readonly findings: readonly Finding[] } {
  const result = schema.safeParse(value, { error: (issue) => wordsFor(issue) });
  if (result.success) return { value: result.data };
  const findings = new Map<string, Finding>();
  for (const issue of result.error.issues) {
    if (findings.size > MOST_PROBLEMS) break;
    for (const finding of fromIssue(issue, at, places)) {
      const place = JSON.stringify(finding.path);
      if (!findings.has(place)) findings.set(place, finding);
    }
  }
  return { findings: [...findings.values()] };
}

/** zod asks here for every issue whose schema names no error of its own. */
function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return KINDS[issue.expected] ?? `a ${issue.expected}`;
  if (issue.code === 'too_small')
    return issue.origin === 'array' ? `a list of at least ${issue.minimum}` : `a text of at least ${issue.minimum} characters`;
  if (issue.code === 'too_big')
    return issue.origin === 'array' ? `a list of at most ${issue.maximum}` : `a text of at most ${issue.maximum} characters`;
  if (issue.code === 'invalid_union') return either(issue.errors);
  return undefined;
}

/** What is wrong inside of the branch that the value is meant for: a mapping is none of the texts and lists that it might have been. */
function deepest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  return branches.find((issues) => issues.length > 0 && issues.every(({ path }) => path.length > 0));
}

/** The first expectation of each branch. */
function either(branches: readonly (readonly { readonly message?: string }[])[]): string {
  const expectations = branches.map((issues) => issues[0]?.message).filter((message) => typeof message === 'string');
  return [...new Set(expectations)].join(', or ');
}

function fromIssue(issue: z.core.$ZodIssue, at: StoryPath, places: WrittenTexts): readonly Finding[] {
  const path = [...at, ...(issue.path as StoryPath)];
  if (issue.code === 'unrecognized_keys') return issue.keys.slice(0, MOST_PROBLEMS).map((key) => unknownKey(path, key));
  if (issue.code === 'invalid_key')
    return [{ code: 'WRONG_VALUE', path, at: 'key', expected: issue.issues[0]!.message, received: String(path.at(-1)) }];
  const inside = issue.code === 'invalid_union' ? deepest(issue.errors) : undefined;
  if (inside) return inside.flatMap((part) => fromIssue(part, path, places));
  const received = places.textAt(path);
  if (received === undefined) return [{ code: 'MISSING', path, expected: issue.message, received: { words: 'nothing' } }];
  return [{ code: 'WRONG_VALUE', path, expected: issue.message, received, cure: cureFor(issue, path, received, places) }];
}

function unknownKey(parent: StoryPath, key: string): Finding {
  const valid = keysAt(parent);
  const cure = didYouMean(key, valid) ?? elsewhere(parent, key, valid);
  const expected = `one of ${valid.join(', ')}`;
  return { code: 'UNKNOWN_KEY', path: [...parent, key], at: 'key', expected, received: key, cure };
}

/** `port` written beside `connect` belongs into it. */
function elsewhere(parent: StoryPath, key: string, valid: readonly string[]): string | undefined {
  const homes = valid.filter((home) => keysAt([...parent, home]).includes(key));
  if (homes.length === 0) return undefined;
  return `it belongs into ${[homes.slice(0, -1).join(', '), homes.at(-1)].filter(Boolean).join(' or ')}`;
}

function cureFor(issue: z.core.$ZodIssue, path: StoryPath, received: unknown, places: WrittenTexts): string | undefined {
  if (typeof received !== 'string' || received.length > 200) return undefined;
  // `era: 11` and `machineId: 12345678` are numbers to YAML.
  if (places.isPlain(path) && acceptsAt(path, received)) return `write it in quotes: "${received}"`;
  if (issue.code === 'invalid_value') return didYouMean(received, issue.values.map(String));
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'boolean') {
    // YAML 1.1 read these as truth values.
    if (/^(yes|on)$/iu.test(received)) return 'did you mean true?';
    if (/^(no|off)$/iu.test(received)) return 'did you mean false?';
    const nearest = nearestName(received, ['true', 'false']);
    return nearest && `did you mean ${nearest}?`;
  }
  const number = issue.expected === 'int' || issue.expected === 'number' ? Number(received) : Number.NaN;
  return Number.isFinite(number) && received.trim() !== '' && acceptsAt(path, number) ? 'write it without quotes' : undefined;
}
