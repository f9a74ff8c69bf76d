import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { storySchema } from '../../src/scenarios/language/story.js';
import { listLibrary } from '../../src/scenarios/library.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { DESCRIPTIONS } from '../../src/scenarios/schema/descriptions.js';
import type { JsonSchema } from '../../src/scenarios/schema/jsonSchema.js';
import { storyJsonSchema } from '../../src/scenarios/schema/storyJsonSchema.js';
import { runTool } from '../cli/memoryIo.js';
import { stories } from '../support/storyArbitrary.js';
import { BROKEN_BLOCKS, SOUND_BLOCKS } from './brokenBlocks.js';
import { BROKEN, SOUND } from './brokenStories.js';
import { markedStory } from './markedStory.js';

const schema = storyJsonSchema();
// A reader that is not ours, and takes offence at keywords that do nothing. What is required may be described elsewhere.
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
const accepts = ajv.compile(schema);
const errorsOf = (value: unknown) => (accepts(value) ? [] : accepts.errors!.map((e) => `${e.instancePath} ${e.message}`));

/** Broken stories as an editor reads them; not those that are no YAML. */
const read = (sound: string, table: typeof BROKEN) =>
  Object.entries(table).flatMap(([group, all]) =>
    all.flatMap(([original, replacement, , code]) => {
      const { text } = markedStory(sound, original, replacement);
      try {
        return [{ name: `${group}: ${replacement}`, code, value: parse(text, { uniqueKeys: false }) as unknown }];
      } catch {
        return [];
      }
    }),
  );

describe('the schema of stories', () => {
  it('is kept as a file: npm run generate writes it again', () =>
    expect(JSON.parse(readFileSync('schema/story.schema.json', 'utf8'))).toEqual(schema));

  it('has patterns that readers other than JavaScript understand, and nothing printable is refused by them', () => {
    const patterns = new Set(
      [...readFileSync('schema/story.schema.json', 'utf8').matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/gu)].map(
        ([, text]) => JSON.parse(text!) as string,
      ),
    );
    expect(patterns.size).toBeGreaterThan(20);
    for (const pattern of patterns) {
      expect(pattern).not.toMatch(/\\[pPk]|\\u\{|\(\?[<!=]/u);
      expect(() => new RegExp(pattern)).not.toThrow();
    }
    expect(errorsOf({ ...(parse(SOUND) as object), title: 'Grüße 日本 😀' })).toEqual([]);
    expect(errorsOf({ ...(parse(SOUND) as object), include: ['日本-2 b.yaml'] })).toEqual([]);
    expect(errorsOf({ ...(parse(SOUND) as object), include: ['../b.yaml'] })).not.toEqual([]);
  });

  it('accepts every story of the library, and what init writes', async () => {
    for (const { file } of await listLibrary()) expect(errorsOf(parse(readFileSync(file, 'utf8')))).toEqual([]);
    const { stdout } = await runTool(['scenarios', 'init', '-']);
    expect(errorsOf(parse(stdout))).toEqual([]);
    expect(errorsOf(parse(stdout.replace(/^ {2}# (?=- id| {2})/gmu, '  ')))).toEqual([]);
  });

  it('accepts the sound stories of the tests', () => {
    for (const sound of [SOUND, SOUND_BLOCKS]) expect(errorsOf(parse(sound))).toEqual([]);
  });

  it('accepts random stories', () =>
    fc.assert(
      fc.property(stories, (story) => {
        expect(errorsOf(JSON.parse(JSON.stringify(story)))).toEqual([]);
      }),
    ));

  it('refuses what the definition refuses', () => {
    // What only a parser sees: the calendar, and how many of something there are.
    const unseen = [
      /2026-02-30/u,
      /after: §run \+ 5$/u,
      /times: §(3\.\.1|1\.\.9999999) /u,
      /uniqueProcessId: §"18446744073709551616"/u,
    ];
    const refused = read(SOUND, BROKEN).filter(({ value }) => !storySchema.safeParse(value).success);
    expect(refused.length).toBeGreaterThan(35);
    const accepted = refused.filter(({ value, name }) => accepts(value) && !unseen.some((form) => form.test(name)));
    expect(accepted.map(({ name }) => name)).toEqual([]);
  });

  it('refuses keys that the language does not have, wherever they stand', () => {
    const unknown = [...read(SOUND, BROKEN), ...read(SOUND_BLOCKS, BROKEN_BLOCKS)].filter(({ code }) => code === 'UNKNOWN_KEY');
    expect(unknown.length).toBeGreaterThan(10);
    expect(unknown.filter(({ value }) => accepts(value)).map(({ name }) => name)).toEqual([]);
  });

  it('refuses most of the broken blocks', () => {
    const broken = read(SOUND_BLOCKS, BROKEN_BLOCKS);
    expect(broken.filter(({ value }) => !accepts(value)).length).toBeGreaterThan(35);
  });

  it.each([
    ['two things in a step', { connect: { from: 'a', to: 'b' }, parallel: [{ id: 'x', connect: { from: 'a', to: 'b' } }] }],
    ['nothing in a step', {}],
    ['two times', { after: 'y', connect: { from: 'a', to: 'b' } }],
    ['a time that is none', { at: '5 minutes', connect: { from: 'a', to: 'b' } }],
    ['a port that is none', { connect: { from: 'a', to: 'b', port: 70_000 } }],
    ['a port and a service', { connect: { from: 'a', to: 'b', port: 7, service: 'svcctl' } }],
    ['a block with records', { ruleName: 'x', parallel: [{ id: 'x', connect: { from: 'a', to: 'b' } }] }],
    ['a mistake deep inside', { parallel: [{ id: 'x', repeat: { times: 2, gap: '1s', steps: [{ id: 'y', conect: {} }] } }] }],
  ])('refuses %s', (_, step) => {
    const story = { id: 'x', title: 'x', start: '2026-01-01T00:00:00Z', world: { hosts: {} } };
    expect(errorsOf({ ...story, steps: [{ id: 'x', at: '1s', connect: { from: 'a', to: 'b' } }] })).toEqual([]);
    expect(errorsOf({ ...story, steps: [{ id: 'x', at: '1s', ...step }] })).not.toEqual([]);
  });

  it('takes a text with a parameter for any value, and for no key', () => {
    const withVariables = (value: unknown, path: readonly string[]): unknown => {
      if (['parameters', 'include'].includes(path[0]!)) return value;
      if (Array.isArray(value)) return value.map((item, n) => withVariables(item, [...path, String(n)]));
      if (typeof value !== 'object' || value === null) return '${it}';
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withVariables(item, [...path, key])]));
    };
    for (const sound of [SOUND, SOUND_BLOCKS]) expect(errorsOf(withVariables(parse(sound), []))).toEqual([]);
    expect(errorsOf({ ...(parse(SOUND) as object), '${it}': 1 })).not.toEqual([]);
  });

  it('asks for no world where a file is included that may have it', () => {
    const { world, ...rest } = parse(SOUND) as Record<string, object>;
    expect(errorsOf(rest)).not.toEqual([]);
    expect(errorsOf({ ...rest, world: { ...world, hosts: undefined } })).not.toEqual([]);
    expect(errorsOf({ ...rest, include: ['world.yaml'] })).toEqual([]);
  });
});

/** Every schema in a schema, with the way to it. */
function* parts(part: JsonSchema, path: string): Generator<readonly [string, JsonSchema]> {
  yield [path, part];
  for (const [key, inside] of Object.entries({ ...part.properties, ...part.definitions })) yield* parts(inside, `${path}/${key}`);
  for (const inside of Object.values(part.patternProperties ?? {})) yield* parts(inside, `${path}/*`);
  if (part.items) yield* parts(part.items, `${path}/[]`);
  for (const inside of part.anyOf ?? []) yield* parts(inside, path);
}

describe('what editors say', () => {
  const all = [...parts(schema, '')];
  const keys = all.flatMap(([path, { properties = {} }]) =>
    Object.entries(properties).map(([key, part]) => ({ path: `${path}/${key}`, part })),
  );

  it('says of every key what it means: src/scenarios/schema/descriptions.ts', () => {
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter(({ part }) => !part.description).map(({ path }) => path)).toEqual([]);
  });

  it('has no description that nobody sees', () => {
    const seen = JSON.stringify(all.map(([, { description }]) => description));
    const unseen = Object.entries(DESCRIPTIONS).filter(([, { text }]) => !seen.includes(JSON.stringify(text).slice(1, -1)));
    expect(unseen.map(([key]) => key)).toEqual([]);
  });

  it('ends each in a full stop, in words that a terminal shows', () => {
    for (const { text } of Object.values(DESCRIPTIONS)) expect(text).toMatch(/^[A-Z`][\x20-\x7e]*[.]$/u);
  });

  it('gives examples that are sound', () => {
    const examples = all.flatMap(([path, part]) => (part.examples ?? []).map((example) => ({ path, part, example })));
    expect(examples.length).toBeGreaterThan(100);
    for (const { path, part, example } of examples) {
      const check = ajv.compile({ ...part, definitions: schema.definitions });
      expect([path, example, check(example), check.errors]).toEqual([path, example, true, null]);
    }
  });

  it('gives defaults that are sound, as a story writes them', () => {
    const defaults = all.filter(([, part]) => part.default !== undefined);
    expect(defaults.map(([path, part]) => [path, part.default])).toContainEqual(['/background/lead', '5m']);
    for (const [path, part] of defaults) {
      const check = ajv.compile({ ...part, definitions: schema.definitions });
      expect([path, check(part.default)]).toEqual([path, true]);
    }
  });

  it('gives defaults that are those of the loader', () => {
    const sound = parse(SOUND) as Record<string, Record<string, object>>;
    const written = structuredClone(sound);
    const { properties } = schema;
    for (const part of ['description', 'techniques', 'references', 'include', 'parameters'])
      Object.assign(written, { [part]: properties![part]!.default });
    Object.assign(written.background!, {
      tail: properties!.background!.properties!.tail!.default,
      workstations: properties!.background!.properties!.workstations!.default,
    });
    expect(readStory(stringify(written), 'x.yaml').story).toEqual(readStory(stringify(sound), 'x.yaml').story);
  });
});
