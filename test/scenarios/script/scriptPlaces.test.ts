import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoryPath } from '../../../src/scenarios/finding.js';
import { ScriptPlaces } from '../../../src/scenarios/script/scriptPlaces.js';
import { tokensOf } from '../../../src/scenarios/script/tokens.js';
import { tries } from '../../support/soak.js';

type Tree = string | number | boolean | null | readonly Tree[] | { readonly [key: string]: Tree };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.nat(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** Writes a value as a script does, and notes where each of its values begins. */
function written(value: Tree, gap: string): { readonly text: string; readonly places: [StoryPath, number][] } {
  let text = '/* { */ export default defineScenario(';
  const places: [StoryPath, number][] = [];
  const write = (node: Tree, path: StoryPath): void => {
    places.push([path, text.length]);
    if (typeof node !== 'object' || node === null) text += JSON.stringify(node);
    else if (Array.isArray(node)) {
      text += '[';
      node.forEach((item: Tree, index) => {
        text += gap;
        write(item, [...path, index]);
        text += `,${gap}`;
      });
      text += ']';
    } else {
      text += '{';
      for (const [key, item] of Object.entries(node)) {
        text += `${gap}${/^[a-z]+$/u.test(key) ? key : JSON.stringify(key)} :${gap}`;
        write(item, [...path, key]);
        text += ',';
      }
      text += '}';
    }
  };
  write(value, []);
  return { text: `${text});`, places };
}

const placesOf = (text: string) => new ScriptPlaces(text, tokensOf(text));
const offsetOf = (text: string, { line, column }: { line: number; column: number }) =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, { length }) => sum + length + 1, column - 1);

describe('the places of a script', () => {
  it('are those of all values that are written in what defineScenario is given', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom('', ' ', '\n', ' /* } */ ', '// {"\n'), (value, gap) => {
        const { text, places } = written(value, gap);
        const found = placesOf(text);
        for (const [path, at] of places) expect(offsetOf(text, found.locate(path))).toBe(at);
      }),
      tries(200),
    );
  });

  const SCRIPT = `import { world } from './world.mjs';
const users = { clerk: {} };
const steps = [{ id: 'a', at: '1s' }, ...more, { id: 'b' }];
const own = { desk: { role: 'workstation' } };
export default defineScenario({
  id: name(),
  world: { users, hosts: own, domain: { ...world.domain, netbios: 'CORP' } },
  steps,
  get title() { return 'x'; },
  *connections({ start }) {
    yield { step: 'a', at: start, port: 1 };
    yield { step: 'a', at: start, port: 2 };
  },
});
`;

  it.each<[StoryPath, string]>([
    [['id'], 'name()'],
    [['world', 'users', 'clerk'], '{} };\nconst steps'],
    [['world', 'hosts', 'desk', 'role'], "'workstation'"],
    [['world', 'domain', 'netbios'], "'CORP'"],
    [['world', 'domain', 'dns'], '{ ...world'],
    [['steps', 0, 'at'], "'1s'"],
    // How many steps the spread has is not written.
    [['steps', 2, 'id'], "[{ id: 'a'"],
    [['title'], 'title()'],
    [['start'], '{\n  id'],
    [['connections'], 'connections('],
    [['connections', 7], 'connections('],
  ])('of %j is the nearest that is written', (path, at) => {
    expect(SCRIPT.slice(offsetOf(SCRIPT, placesOf(SCRIPT).locate(path)), SCRIPT.length).slice(0, at.length)).toBe(at);
  });

  it('of a connection are those of the yield that can have made it', () => {
    const places = placesOf(SCRIPT);
    places.yielded(4, { step: 'a', at: 17, port: 2 });
    places.yielded(5, { step: 'b', at: 17, port: 2 });
    expect(SCRIPT.slice(offsetOf(SCRIPT, places.locate(['connections', 4, 'port'])))).toMatch(/^2 \}/u);
    expect(SCRIPT.slice(offsetOf(SCRIPT, places.locate(['connections', 4, 'at'])))).toMatch(/^start, port: 2/u);
    expect(SCRIPT.slice(offsetOf(SCRIPT, places.locate(['connections', 4, 'at'], 'key')))).toMatch(/^at: start, port: 2/u);
    expect(SCRIPT.slice(offsetOf(SCRIPT, places.locate(['connections', 5, 'at'])))).toMatch(/^connections/u);
    expect([places.textAt(['connections', 4, 'port']), places.textAt(['connections', 4, 'prot'])]).toEqual(['2', undefined]);
  });

  it.each([
    ['constants that name each other', `const a = [b, b], b = [a, a]; ${'const a = { b, a };\n'.repeat(9)}defineScenario(a)`],
    [
      'constants that double',
      `${Array.from({ length: 5_000 }, (_, n) => `const a${n} = [a${n + 1}, a${n + 1}];`).join('\n')}defineScenario(a0)`,
    ],
    ['yields within yields', 'yield {a:'.repeat(100_000)],
    ['braces', `defineScenario(${'{a:'.repeat(300_000)}`],
    [
      'declarations without an end',
      `${Array.from({ length: 50_000 }, (_, n) => `const a${n} = b`).join('\n')}\ndefineScenario({${Array.from({ length: 50_000 }, (_, n) => `a${n}`).join()}})`,
    ],
  ])('of %s are found in no time', (_, text) => {
    expect(placesOf(text).locate(['a', 'b']).line).toBeGreaterThan(0);
  });
});
