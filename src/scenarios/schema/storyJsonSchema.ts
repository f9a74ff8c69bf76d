import * as z from 'zod';
import { FAULT_KINDS } from '../../model/faultKind.js';
import { blockValues } from '../expand/expandSteps.js';
import { BLOCK_KINDS } from '../language/blocks.js';
import { INCLUDED_FILE } from '../language/includes.js';
import { PARAMETER_TYPES, type ParameterType } from '../language/parameters.js';
import { RECORD_TEXT } from '../language/scalars.js';
import { hostSelector, userSelector } from '../language/selectors.js';
import { LEAF_KINDS } from '../language/stepKinds.js';
import { connectionPins, recordPins, step } from '../language/steps.js';
import { storySchema } from '../language/story.js';
import { descriptionAt, type LanguagePath } from './descriptionAt.js';
import { durationText } from './durationText.js';
import type { JsonSchema } from './jsonSchema.js';

/** Parts that stand in several places, or in themselves: told once, under these names. */
const DEFINITIONS = { step, hostSelector, userSelector, connectionPins, recordPins } as const;
/** Where descriptions look for them. */
const PATHS: Readonly<Record<keyof typeof DEFINITIONS, LanguagePath>> = {
  step: ['steps', '[]'],
  hostSelector: ['hostSelector'],
  userSelector: ['userSelector'],
  connectionPins: ['connectionPins'],
  recordPins: ['recordPins'],
};

const VARIABLE: JsonSchema = {
  type: 'string',
  pattern: '\\$\\{[^{}]*\\}',
  description: 'A text with ${NAME}: the value of a parameter, or of a block around.',
};
const variable: JsonSchema = { $ref: '#/definitions/variable' };

/** Read before parameters have values. */
const WITHOUT_VARIABLES: ReadonlySet<string> = new Set(['include', 'parameters']);

/** Keys of which a mapping has at most one. */
const AT_MOST_ONE: Readonly<Record<string, readonly string[]>> = {
  'steps.[]': ['at', 'after'],
  forEach: ['stagger', 'gap'],
  connect: ['port', 'service'],
  beacon: ['port', 'service'],
};

/** Keys of which a mapping has exactly one: what zod leaves to checks that know more. */
const EXACTLY_ONE: Readonly<Record<string, readonly string[]>> = {
  'steps.[]': [...LEAF_KINDS, ...BLOCK_KINDS],
  'processes.*': ['host', 'hosts'],
  repeat: ['every', 'gap'],
  forEach: ['hosts', 'users', 'in'],
  beacon: ['for', 'calls'],
  fault: FAULT_KINDS,
};

/** A block has little besides itself: what is said of records is said by the steps inside. */
const BLOCKS: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
  BLOCK_KINDS.map((kind) => [kind, { propertyNames: { enum: [kind, ...Object.keys(blockValues.shape)] } }]),
);

/** Patterns that readers without JavaScript's `u` flag do not know, in words that all know: a little wider. */
const PLAIN_PATTERNS: Readonly<Record<string, string>> = {
  [RECORD_TEXT.source]: '^[^\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]+$',
  [INCLUDED_FILE.source]: '^[^\\s./\\\\][^/\\\\]*\\.ya?ml$',
};

/** What the default of a parameter is where it is no text. */
const DEFAULTS: Readonly<Partial<Record<ParameterType, JsonSchema>>> = {
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  port: { type: 'integer', minimum: 0, maximum: 65_535 },
  choice: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
};
const PARAMETERS: readonly JsonSchema[] = [
  ...PARAMETER_TYPES.map((type) => ({
    if: { properties: { type: { const: type } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { default: DEFAULTS[type] ?? { type: 'string' } } },
  })),
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  { if: { properties: { type: { const: 'choice' } } }, then: { required: ['of'] } },
];

/**
 * The scenario language as JSON Schema draft-07, for editors and other programs: made from the definition that stories are read with.
 *
 * It describes a story as it is written: a value may be a text with a parameter, and a file that is included may have the world.
 * What no schema can say (that names lead somewhere, that values fit each other) only `wiretale scenarios check` finds.
 */
export function storyJsonSchema(): JsonSchema {
  const metadata = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(DEFINITIONS)) metadata.add(schema, { id });
  const made = z.toJSONSchema(storySchema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    metadata,
    override: ({ zodSchema, jsonSchema }) => {
      const form = formOf(zodSchema);
      for (const part of [jsonSchema, ...(jsonSchema.allOf ?? [])] as { pattern?: string }[])
        part.pattern &&= PLAIN_PATTERNS[part.pattern] ?? part.pattern;
      if (form !== undefined) jsonSchema.$comment = form;
      const given = zodSchema instanceof z.ZodDefault && isTransformed(zodSchema.unwrap()) && zodSchema.def.defaultValue;
      // The definition has what the text means.
      if (typeof given === 'number') jsonSchema.default = durationText(given);
    },
  }) as JsonSchema;
  const { $schema, definitions = {}, required = [], ...root } = made;
  const story = written(root, [], true);
  const { steps } = story.properties!;
  // Inside of blocks a step may leave its time to the block; here there is none.
  steps!.items = { type: 'object', ...steps!.items!, oneOf: [{ required: ['at'] }, { required: ['after'] }] };
  return {
    $schema: $schema!,
    title: 'wiretale story',
    ...story,
    required: required.filter((key) => key !== 'world'),
    // A story that includes files may have its world there.
    if: { not: { required: ['include'] } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['world'], properties: { world: { type: 'object', required: ['hosts'] } } },
    definitions: {
      variable: VARIABLE,
      ...Object.fromEntries(
        Object.entries(PATHS).flatMap(([id, path]) =>
          definitions[id] ? [[id, described(written(definitions[id], path, true), path)]] : [],
        ),
      ),
    },
  };
}

/** What a value looks like, in the words that errors use for it. */
function formOf(schema: z.core.$ZodType): string | undefined {
  const checks = (schema._zod.def.checks ?? []).map((check) => check._zod.def.error);
  for (const words of [schema._zod.def.error, ...checks]) {
    const message = words?.({ code: 'custom', input: undefined, path: [] } as never);
    if (typeof message === 'string') return message;
  }
  return undefined;
}

const isTransformed = (schema: unknown): boolean =>
  schema instanceof z.ZodPipe || (schema instanceof z.ZodOptional && isTransformed(schema.unwrap()));

/** A schema of zod's as we want it: with descriptions, and with variables in the place of values. */
function written(schema: JsonSchema, path: LanguagePath, variables: boolean): JsonSchema {
  const inside = (part: JsonSchema, ...segments: string[]) => {
    const substituted = variables && !WITHOUT_VARIABLES.has(segments[0] ?? '');
    return described(written(part, [...path, ...segments], substituted), [...path, ...segments]);
  };
  const { properties, propertyNames, additionalProperties, items, anyOf, required, ...rest } = schema;
  const $ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if ($ref !== undefined) return { $ref };
  if (anyOf) {
    const branches = anyOf.map((branch) => written(branch, path, false));
    const inBranches = anyOf.map((branch) => written(branch, path, variables));
    const form = formText(branches);
    return { ...rest, ...(form && { $comment: form }), anyOf: joined(inBranches, variables) };
  }
  if (properties)
    return mapping(
      { ...rest, ...(required && { required }), additionalProperties: false },
      Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, inside(part, key)])),
      path,
    );
  if (typeof additionalProperties === 'object')
    return {
      ...rest,
      patternProperties: { [propertyNames?.pattern ?? '']: inside(additionalProperties, '*') },
      additionalProperties: false,
    };
  if (items) {
    // Of a list the definition says how long it is, which the schema has in numbers.
    const { $comment: _, ...list } = rest;
    return { ...list, items: inside(items, '[]') };
  }
  return variables ? orVariable(rest) : rest;
}

/** A mapping, with what is to be said about which keys go together. */
function mapping(schema: JsonSchema, properties: Record<string, JsonSchema>, path: LanguagePath): JsonSchema {
  const one = entryAt(EXACTLY_ONE, path);
  const both = entryAt(AT_MOST_ONE, path);
  const { required: all = [], ...rest } = schema;
  // A world may have its hosts in another file.
  const required = isAt(path, 'world') ? [] : all.filter((key) => !one.includes(key));
  return {
    ...rest,
    properties,
    ...(required.length > 0 && { required }),
    ...(one.length > 0 && { oneOf: one.map((key) => ({ required: [key] })) }),
    ...(isAt(path, 'steps.[]') && { dependencies: BLOCKS }),
    ...(both.length > 0 && { not: { required: both } }),
    ...(isAt(path, 'parameters.*') && { allOf: PARAMETERS }),
  };
}

const isAt = (path: LanguagePath, place: string): boolean => path.join('.') === place;

/** What a table says about the end of a path. */
function entryAt(table: Readonly<Record<string, readonly string[]>>, path: LanguagePath): readonly string[] {
  const place = Object.keys(table).find((key) => `.${path.join('.')}`.endsWith(`.${key}`));
  return place === undefined ? [] : table[place]!;
}

/** A list of what a value may be, without lists inside, and with a variable once. */
function joined(branches: readonly JsonSchema[], variables: boolean): readonly JsonSchema[] {
  const flat = branches.flatMap((branch) => branch.anyOf ?? [branch]).filter(({ $ref }) => $ref !== variable.$ref);
  return variables ? [...flat, variable] : flat;
}

/** What a text of any form may be is a text with variables already. */
function orVariable(schema: JsonSchema): JsonSchema {
  if (schema.type === 'string' && schema.pattern === undefined && schema.enum === undefined) return schema;
  const { default: given, $comment, ...value } = schema;
  return {
    ...($comment !== undefined && { $comment }),
    ...(given !== undefined && { default: given }),
    anyOf: [value, variable],
  };
}

/** The words of what a value may be. */
function formText(branches: readonly JsonSchema[]): string {
  return [...new Set(branches.flatMap(({ $comment }) => ($comment === undefined ? [] : [$comment])))].join(', or ');
}

function described(schema: JsonSchema, path: LanguagePath): JsonSchema {
  const found = descriptionAt(path);
  if (!found) return schema;
  const { $ref, ...rest } = schema;
  return {
    // Editors list what an enumeration has.
    description:
      schema.$comment === undefined || schema.$comment.startsWith('one of')
        ? found.text
        : `${found.text} Written as ${schema.$comment}.`,
    ...rest,
    // Beside $ref nothing else is read.
    ...($ref !== undefined && { allOf: [{ $ref }] }),
    ...(found.example !== undefined && { examples: [found.example] }),
  };
}
