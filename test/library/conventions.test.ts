import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { storiesPage } from '../../src/scenarios/attack/storiesPage.js';
import { techniqueRemarks } from '../../src/scenarios/attack/techniqueRemarks.js';
import { listLibrary, loadStory } from '../../src/scenarios/index.js';
import { treeOf } from './variants.js';

const library = await listLibrary();
const stories = await Promise.all(library.map(({ file }) => loadStory(file)));

const KEYS = [
  'id', 'title', 'description', 'techniques', 'references', 'start', 'include', 'parameters', 'distributions', 'world', 'processes', 'steps',
  'expect', 'background',
]; // biome-ignore format: a list
/** Kinds of steps that make connections. */
const CONNECTING = ['connect', 'beacon', 'scan', 'spread', 'transfer', 'resolve', 'script'];
const BLOCKS = ['repeat', 'forEach', 'parallel', 'choose'];

type Tree = Record<string, unknown>;

/** All steps of a file, those in blocks too, with what the blocks around them say. */
function* stepsOf(steps: readonly Tree[], around: Tree = {}): Generator<{ step: Tree; says: Tree }> {
  for (const step of steps) {
    const says = { ...around, ...step };
    yield { step, says };
    const { repeat, forEach, parallel, choose } = step as Record<string, { steps?: Tree[] } & Tree[]>;
    const inside = [
      ...(repeat?.steps ?? []),
      ...(forEach?.steps ?? []),
      ...(parallel ?? []),
      ...(choose ?? []).flatMap((option) => option.steps as Tree[]),
    ];
    const { technique, role } = says;
    yield* stepsOf(inside, { ...(technique !== undefined && { technique }), ...(role !== undefined && { role }) });
  }
}

describe('the library', () => {
  it('has at least 80 stories', () => expect(library.length).toBeGreaterThanOrEqual(80));

  it.each(['id', 'title', 'description', 'start'] as const)('has no %s twice', (key) => {
    const values = stories.map(({ story }) => story[key]);
    expect(new Set(values).size).toBe(values.length);
  });

  it('has its index in docs/stories.md: npm run generate writes it again', () =>
    expect(readFileSync('docs/stories.md', 'utf8')).toBe(storiesPage(stories)));
});

describe.each(library)('$id', ({ id, file }) => {
  const text = readFileSync(file, 'utf8');
  const tree = treeOf(file);
  const steps = [...stepsOf(tree.steps as Tree[])];

  it('begins with what is particular about it, and has its keys in their order', () => {
    expect(text).toMatch(/^# \S.{20}/u);
    expect(Object.keys(tree)).toEqual(KEYS.filter((key) => key in tree));
    expect(tree.id).toBe(id);
    expect(text.split('\n').filter((line) => line.length > 150)).toEqual([]);
  });

  it('says what it is, for people', () => {
    expect(tree.title).toMatch(/^.{9,79}[^.]$/u);
    expect((tree.description as string).length).toBeGreaterThan(120);
    expect(tree.references).not.toEqual([]);
    for (const reference of tree.references as string[]) expect(reference).toMatch(/^https:\/\/\S+$/u);
    for (const { step } of steps) expect(step, `${step.id} has no title`).toHaveProperty('title');
  });

  it('says of all that happens what it is', () => {
    for (const { step, says } of steps)
      if (CONNECTING.some((kind) => kind in step))
        expect(says.technique !== undefined || (says.role !== undefined && says.role !== 'malicious'), `${step.id}`).toBe(true);
      else expect([...BLOCKS, 'listen', 'fault'].some((kind) => kind in step)).toBe(true);
  });

  it('lists the techniques that its steps have, and ATT&CK knows them', async () => {
    expect(tree.techniques).not.toEqual([]);
    expect(techniqueRemarks(await loadStory(file))).toEqual([]);
  });

  it('may be varied, says what is expected, and hides in an office', () => {
    expect(Object.keys((tree.parameters as Tree) ?? {})).not.toEqual([]);
    for (const parameter of Object.values(tree.parameters as Record<string, Tree>))
      expect(parameter.description).toMatch(/^\S.{10}/u);
    if (tree.expect === undefined) expect(text).toMatch(/^# No rule /mu);
    expect(tree.background).toMatchObject({ profile: 'office' });
  });
});
