import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStory } from '../../src/scenarios/loadStory.js';
import { StoryError } from '../../src/scenarios/storyError.js';
import { SOUND } from './brokenStories.js';
import { problemsOf } from './problemsOf.js';

describe('YAML that a story does not use', () => {
  it.each([
    ['bytes for a mapping', 'c2: { ipv4: 203.0.113.7 }', 'c2: !!binary aGVsbG8='],
    ['bytes for a host', 'web: { os: linux }', 'web: !!binary aGVsbG8='],
    ['a symbol for a port', 'port: 445', 'port: !!merge x'],
    ['a symbol for a title', 'title: A story', 'title: !!merge x'],
  ])('%s are refused for their tag', (_, sound, broken) => {
    const problems = problemsOf(SOUND.replace(sound, broken));
    expect(problems.map(({ expected }) => expected)).toContain('a value without a tag');
  });

  it.each([
    ['an alias', 'a: &x 1\nb: *x\n', 2, 4, 'SYNTAX'],
    ['an anchor', 'id: &x story\n', 1, 8, 'SYNTAX'],
    ['a tag of its own', 'id: !evil story\n', 1, 11, 'SYNTAX'],
    ['a tag of YAML', 'id: !!str story\n', 1, 11, 'SYNTAX'],
    ['a directive', '%YAML 1.1\n---\nid: story\n', 3, 1, 'SYNTAX'],
    ['a second document', 'id: story\n---\nid: story\n', 2, 1, 'SYNTAX'],
    ['a key that is no word', '? [a, b]\n: c\n', 1, 3, 'SYNTAX'],
    ['a key given twice', 'id: story\nid: story\n', 2, 1, 'DUPLICATE'],
    ['a control character', 'id: story\ntitle: a\u0000b\n', 2, 9, 'SYNTAX'],
    ['half a surrogate pair', 'id: story\ntitle: \ud800\n', 2, 8, 'SYNTAX'],
    ['a tab as indentation', 'id: story\nworld:\n\thosts: {}\n', 3, 1, 'SYNTAX'],
    ['an open bracket', 'id: story\nsteps: [a, b\nprocesses: {}\n', 3, 1, 'SYNTAX'],
    ['an open quote', 'id: "story\n', 2, 1, 'SYNTAX'],
    ['a wrong indentation', 'world:\n  hosts: {}\n users: {}\n', 3, 1, 'SYNTAX'],
    ['a list', '- id\n', 1, 1, 'WRONG_VALUE'],
    ['a text', 'story\n', 1, 1, 'WRONG_VALUE'],
    ['nothing', '', 1, 1, 'NO_STORY'],
    ['remarks only', '# a story\n', 1, 1, 'NO_STORY'],
    ['the word null', 'null\n', 1, 1, 'NO_STORY'],
  ])('%s is refused', (_, text, line, column, code) => {
    expect(problemsOf(text)).toContainEqual(expect.objectContaining({ line, column, code }));
  });

  it.each(['__proto__', 'constructor', 'prototype'])('the key %s is refused by name, wherever it stands', (key) => {
    for (const text of [`${key}: { polluted: 1 }\n`, SOUND.replace('alice: {}', `alice: {}\n    ${key}: { polluted: 1 }`)]) {
      expect(problemsOf(text)).toContainEqual(expect.objectContaining({ code: 'UNKNOWN_KEY', received: `"${key}"` }));
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    }
  });

  it('merge keys are ordinary, unknown keys', () => {
    expect(problemsOf(`${SOUND}<<: { id: other }\n`)).toMatchObject([{ code: 'UNKNOWN_KEY', path: '["<<"]' }]);
  });

  it('says where the YAML ends to make sense', () => {
    expect(() => readStory('id: story\nworld:\n\thosts: {}\n', 'story.yaml')).toThrow(
      'story.yaml:3:1: expected well-formed YAML, received "hosts: {}" (tabs are not allowed as indentation)',
    );
  });

  it('says once what a path without quotes has broken, and how to mend it', () => {
    const text = 'id: story\nprocesses:\n  a: { host: desk, image: C:\\Users\\{user}\\a.exe, start: 1s }\nsteps:\n  - id: b\n';
    expect(problemsOf(text)).toMatchObject([{ line: 3, code: 'SYNTAX', cure: expect.stringContaining('in quotes') }]);
  });
});

/** As many hosts as steps, and each step goes to a name that no host has. */
function manySteps(to: string, count: number): string {
  const lines = (line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('');
  const hosts = lines((index) => `    host-${index}: {}\n`);
  const steps = lines((index) => `  - { id: s${index}, at: 1s, connect: { from: host-1/System, to: ${to}, port: 445 } }\n`);
  return `id: x\ntitle: x\nstart: 2026-03-10T09:00:00Z\nworld:\n  hosts:\n${hosts}steps:\n${steps}`;
}

describe('a file made to hurt', () => {
  const MEGABYTE = 1_000_000;
  it.each([
    ['open brackets', '['.repeat(MEGABYTE)],
    ['closed brackets', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['open braces', '{a: '.repeat(MEGABYTE / 4)],
    ['list in list', `${'- '.repeat(MEGABYTE / 2)}x`],
    ['keys of keys', `${'? '.repeat(MEGABYTE / 2)}x`],
    ['mapping in mapping', Array.from({ length: 1_300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['commas', `[${','.repeat(MEGABYTE)}]`],
    ['quotes', '"'.repeat(MEGABYTE)],
    ['documents', 'a: 1\n---\n'.repeat(MEGABYTE / 9)],
    ['keys', Array.from({ length: 80_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['equal keys', 'k: 1\n'.repeat(MEGABYTE / 5)],
    ['anchors', '- &a x\n'.repeat(MEGABYTE / 7)],
    ['billion laughs', `a: &a [x, x]\n${'b: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n'.repeat(1_000)}`],
    ['steps that are texts', `steps:\n${'- x\n'.repeat(50_000)}`],
    ['steps to nowhere', manySteps('nowhere', 4_000)],
    ['blanks', ' '.repeat(MEGABYTE)],
    ['one long word', `id: ${'x'.repeat(MEGABYTE)}`],
  ])('%s: is refused within seconds', { timeout: 20_000 }, (_, text) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(100);
    expect(new StoryError(problems).message.length).toBeLessThan(100_000);
  });
});

describe('any text', () => {
  it('is read or refused with a place inside it, never with another error', () => {
    const pieces = fc.constantFrom(
      'id',
      ':',
      ' ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a',
      '*a',
      '!t',
      '|',
      '>',
      '#',
      '%',
      '---',
      'ü',
      '\t',
      '?',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const lines = text.split('\n');
        const problems = problemsOf(text);
        expect(problems).not.toHaveLength(0);
        for (const { line, column } of problems) expect(column).toBeLessThanOrEqual((lines[line! - 1]?.length ?? -1) + 2);
      }),
      { numRuns: 500 },
    );
  });

  it('that a sound story becomes by a change anywhere is read or refused, never with another error', () => {
    fc.assert(
      fc.property(fc.nat(SOUND.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 6 }), (at, length, insert) => {
        problemsOf(SOUND.slice(0, at) + insert + SOUND.slice(at + length));
      }),
      { numRuns: 500 },
    );
  });
});
