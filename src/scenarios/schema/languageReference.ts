import { stringify } from 'yaml';
import type { JsonSchema } from './jsonSchema.js';
import { storyJsonSchema } from './storyJsonSchema.js';

/** A mapping of the language: a section of the reference. */
interface Mapping {
  readonly heading: string;
  /** What it means, and what it may look like. */
  readonly about: JsonSchema;
  readonly schema: JsonSchema;
}

const HEAD = `# The story language

Every key that a story may have, made from the definition that stories are read with (\`npm run generate\`). [Writing a story](writing-a-story.md)
is the guide; \`wiretale scenarios init\` writes a story to start from, and \`wiretale scenarios schema\` prints the same for editors.

How to read it: *needed* in the column of defaults means that there is none, a hyphen that what is left out follows from the seed or is not there. In
place of any value, but not of a key, a text may stand with \`\${NAME}\` in it: the value of a [parameter](#parametersname), or of a block around.

Times have a unit: \`us\`, \`ms\`, \`s\`, \`m\`, \`h\`, \`d\`. A range such as \`4..9ms\` is drawn from evenly, once for each seed. Instants are in UTC.

A file that is included has \`parameters\`, \`distributions\`, \`world\`, \`processes\` and \`steps\`, and nothing else.
`;

/** Ids of mappings in headings, by what they are in. */
const IDS: Readonly<Record<string, string>> = { parameters: 'NAME', services: 'SERVICE', ports: 'SERVICE' };

/** The reference of the language in Markdown: a table for each mapping, in the order of the language. */
export function languageReference(): string {
  const schema = storyJsonSchema();
  const sections = new Map<string, Mapping>();
  collect({ heading: 'A story', about: {}, schema }, schema, sections);
  return [HEAD, ...[...sections.values()].map((mapping) => sectionOf(mapping, schema))].join('\n');
}

/** Finds a mapping and all that are in it. */
function collect(mapping: Mapping, root: JsonSchema, sections: Map<string, Mapping>): void {
  const { heading, schema } = mapping;
  if (sections.has(heading)) return;
  sections.set(heading, mapping);
  for (const [key, part] of Object.entries(schema.properties ?? {}))
    for (const inner of mappingsIn(part, heading === 'A story' ? key : `${heading}.${key}`, root)) collect(inner, root, sections);
}

/** The mappings that a value may be, or has as members. */
function mappingsIn(part: JsonSchema, heading: string, root: JsonSchema, about: JsonSchema = part): readonly Mapping[] {
  const name = refIn(part);
  if (name !== undefined) {
    const definition = root.definitions![name]!;
    return mappingsIn(definition, TITLES[name] ?? heading, root);
  }
  if (part.properties) return [{ heading, about, schema: part }];
  const [member] = Object.values(part.patternProperties ?? {});
  if (member) return mappingsIn(member, `${heading}.${IDS[heading.split('.').at(-1)!] ?? 'ID'}`, root);
  if (part.items) return mappingsIn(part.items, `${heading}[]`, root, { ...part, ...part.items });
  return (part.anyOf ?? []).flatMap((branch) => mappingsIn(branch, heading, root, about));
}

/** Headings of what stands in several places. */
const TITLES: Readonly<Record<string, string>> = {
  step: 'steps[]',
  hostSelector: 'Hosts that match',
  userSelector: 'Users that match',
  connectionPins: 'Pins of connections',
  recordPins: 'Pins of records',
};

const refIn = ({ $ref, allOf, anyOf }: JsonSchema): string | undefined =>
  (
    $ref ??
    allOf?.find((part) => part.$ref)?.$ref ??
    anyOf?.find((part) => refIn(part) !== undefined && refIn(part) !== 'variable')?.$ref
  )
    ?.split('/')
    .at(-1);

function sectionOf({ heading, about, schema }: Mapping, root: JsonSchema): string {
  const { properties = {}, required = [], oneOf = [], not } = schema;
  const one = oneOf.flatMap((part) => part.required ?? []);
  const rows = Object.entries(properties).map(([key, part]) => {
    const inner = heading === 'A story' ? key : `${heading}.${key}`;
    // What has a section has its example there.
    const elsewhere = mappingsIn(part, inner, root).some((mapping) => mapping.heading.startsWith(inner));
    const example = elsewhere || part.examples?.[0] === undefined ? '' : code(part.examples[0]);
    return [`\`${key}\``, meaningOf(part), formOf(part, inner, root), givenFor(key, part, { required, one }), example];
  });
  const together = [
    ...(one.length > 0 ? [`Exactly one of ${one.map((key) => `\`${key}\``).join(', ')}.`] : []),
    ...(not?.required ? [`Not both of ${not.required.map((key) => `\`${key}\``).join(' and ')}.`] : []),
  ];
  return [
    `## ${heading}`,
    '',
    ...paragraph([meaningOf(about), ...together].filter(Boolean).join(' ')),
    ...(about.examples?.[0] === undefined ? [] : [`\`\`\`yaml\n${flow(about.examples[0])}\n\`\`\``, '']),
    '| key | what | form | default | example |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
    '',
  ].join('\n');
}

function givenFor(
  key: string,
  part: JsonSchema,
  { required, one }: { readonly required: readonly string[]; readonly one: readonly string[] },
): string {
  if (required.includes(key)) return '*needed*';
  if (one.includes(key)) return '*one of these*';
  return part.default === undefined ? '-' : code(part.default);
}

const paragraph = (text: string): readonly string[] => (text === '' ? [] : [text, '']);

/** The description without the form, which has a column. */
function meaningOf({ description = '', $comment }: JsonSchema): string {
  return description.replace(` Written as ${$comment}.`, '');
}

/** What a value looks like; of a mapping where it is told. */
function formOf(part: JsonSchema, heading: string, root: JsonSchema): string {
  const [inner] = mappingsIn(part, heading, root);
  const link = inner && `[${inner.heading}](#${anchor(inner.heading)})`;
  if (part.patternProperties) {
    const [[pattern, member]] = Object.entries(part.patternProperties) as [[string, JsonSchema]];
    return `by ${pattern.includes('%') ? 'share' : 'id'}: ${link ?? formOf(member, heading, root)}`;
  }
  if (part.items) return `a list, each ${link ?? formOf(part.items, heading, root)}`;
  const own = part.$comment ?? FORMS[part.type ?? ''];
  const forms = [...(own === undefined ? [] : [own]), ...(link ? [link] : [])];
  return (
    forms.join(', or ') ||
    (part.anyOf ?? [])
      .map((branch) => formOf(branch, heading, root))
      .filter(Boolean)
      .join(', or ')
  );
}

const FORMS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

/** As GitHub makes anchors of headings. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/gu, '')
    .replaceAll(' ', '-');

/** YAML in one line. */
const flow = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true }).trim();
const code = (value: unknown): string => (value === '' ? '`""`' : `\`${flow(value)}\``);
