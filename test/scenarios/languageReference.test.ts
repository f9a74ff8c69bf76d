import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BLOCK_KINDS } from '../../src/scenarios/language/blocks.js';
import { LEAF_KINDS } from '../../src/scenarios/language/stepKinds.js';
import { languageReference } from '../../src/scenarios/schema/languageReference.js';
import { storyJsonSchema } from '../../src/scenarios/schema/storyJsonSchema.js';

const text = languageReference();
const sections = text
  .split(/^## /mu)
  .slice(1)
  .map((section) => ({ heading: section.split('\n')[0]!, section }));

describe('the reference of the language', () => {
  it('is current: npm run generate writes it again', () => expect(readFileSync('docs/story-language.md', 'utf8')).toBe(text));

  it('has a section for every mapping, each once, and no link that leads nowhere', () => {
    const headings = sections.map(({ heading }) => heading);
    expect(new Set(headings).size).toBe(headings.length);
    expect(headings.slice(0, 3)).toEqual(['A story', 'parameters.NAME', 'world']);
    const kinds = [...LEAF_KINDS, ...BLOCK_KINDS].filter((kind) => !['parallel', 'script'].includes(kind));
    for (const kind of kinds) expect(headings.some((heading) => heading.startsWith(`steps[].${kind}`))).toBe(true);
    const anchors = headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/gu, '')
        .replaceAll(' ', '-'),
    );
    for (const [, link] of text.matchAll(/\]\(#([^)]*)\)/gu)) expect(anchors).toContain(link);
  });

  it('has a row for every key of the schema, with a meaning and a form', () => {
    const keys = Object.keys(storyJsonSchema().definitions!.step!.properties!);
    const rows = (heading: string) =>
      [...sections.find((section) => section.heading === heading)!.section.matchAll(/^\| `([^`]*)` \|/gmu)].map(([, key]) => key);
    expect(rows('steps[]')).toEqual(keys);
    expect(rows('A story')).toEqual(Object.keys(storyJsonSchema().properties!));
    for (const { section } of sections)
      for (const [row] of section.matchAll(/^\| `.*$/gmu)) {
        const cells = row.split(/(?<!\\)\|/u).map((cell) => cell.trim());
        expect(cells).toHaveLength(7);
        expect(cells.slice(2, 5).filter((cell) => cell === '')).toEqual([]);
      }
  });

  it('shows steps that the language takes', () => {
    const check = new Ajv({ strict: false }).compile(storyJsonSchema());
    for (const kind of ['connect', 'beacon', 'repeat', 'forEach'] as const) {
      const { section } = sections.find(({ heading }) => heading === `steps[].${kind}`)!;
      const [, yaml] = /```yaml\n(.*?)```/su.exec(section)!;
      const step = { id: 'x', at: '1s', [kind]: parse(yaml!) as unknown };
      const story = { id: 'x', title: 'x', start: '2026-01-01T00:00:00Z', world: { hosts: {} }, steps: [step] };
      expect([kind, check(story), check.errors]).toEqual([kind, true, null]);
    }
  });
});
