import { describe, expect, it } from 'vitest';
import { isBuilt } from '../../e2e/tool.js';
import { SCRIPT_HEAD, scriptFolder, scriptOf } from '../../support/scriptFolder.js';
import { problemsOf } from '../problemsOf.js';

const YIELD = "    yield { step: 'calls', at: '5s', from: 'agent', to: 'c2', port: 443 };";
const SOUND = scriptOf(YIELD);

/** What is wrong, the script with § at the place that the error is to name, its code, and a part of its text. */
const broken: readonly [mistake: string, script: string, code: string, text: RegExp][] = [
  [
    'no script at all',
    `${SCRIPT_HEAD}const a = 1;\n  let b = §;`,
    'SYNTAX',
    /a script in JavaScript, received SyntaxError: Unexpected token ';'/u,
  ],
  ['a story in YAML', 'id: §a\ntitle: b: c\n', 'SCRIPT', /ReferenceError: a is not defined/u],
  ['a name that is declared twice', `${SCRIPT_HEAD}const a = 1;\nconst §a = 2;`, 'SYNTAX', /has already been declared/u],
  [
    'an import that the module does not have',
    "import { §nothing } from 'wiretale';",
    'SYNTAX',
    /does not provide an export named 'nothing'/u,
  ],
  ['nothing in it', '§', 'NO_STORY', /export default defineScenario/u],
  [
    'no default export',
    `${SCRIPT_HEAD}export const story = defineScenario(§{ id: 'a' });`,
    'NO_STORY',
    /export default defineScenario/u,
  ],
  ['an object that is not marked', "§export default { id: 'a' };", 'NO_STORY', /export default defineScenario/u],
  ['a null', `${SCRIPT_HEAD}export default §defineScenario(null);`, 'SCRIPT', /defineScenario: expected an object with id/u],
  [
    'a Map',
    `${SCRIPT_HEAD}export default defineScenario(§new Map());`,
    'WRONG_VALUE',
    /expected a value as YAML has it, received/u,
  ],
  [
    'a date',
    `${SCRIPT_HEAD}export default defineScenario(§new Date(0));`,
    'WRONG_VALUE',
    /expected a value as YAML has it, received/u,
  ],
  [
    'an error that is thrown',
    `${SCRIPT_HEAD}const make = () => {\n  throw §new Error('not today');\n};\nmake();`,
    'SCRIPT',
    /received Error: not today/u,
  ],
  [
    'a value of null',
    `${SCRIPT_HEAD}export default defineScenario(null.§id);`,
    'SCRIPT',
    /TypeError: Cannot read properties of null/u,
  ],
  ['a text that is thrown', `${SCRIPT_HEAD}if (!globalThis.x) §throw 'so there';`, 'SCRIPT', /received so there/u],
  [
    'a rejected promise',
    `${SCRIPT_HEAD}export default defineScenario({});\nPromise.reject(§new Error('later'));`,
    'SCRIPT',
    /Error: later/u,
  ],
  [
    'a promise that never settles',
    `${SCRIPT_HEAD}§await new Promise(() => {});`,
    'SCRIPT',
    /one that waits for what never comes/u,
  ],
  ['a recursion without end', `${SCRIPT_HEAD}const f = () => §f();\nf();`, 'SCRIPT', /Maximum call stack size exceeded/u],
  [
    'memory without end',
    `${SCRIPT_HEAD}const all = [];\n§for (;;) all.push(Array(100_000).fill(all));`,
    'TOO_LARGE',
    /at most 256 MB of memory/u,
  ],
  ['an unknown key', SOUND.replace('domain:', '§domian:'), 'UNKNOWN_KEY', /did you mean domain/u],
  ['a wrong value', SOUND.replace("role: 'server'", "role: §'sever'"), 'WRONG_VALUE', /did you mean server/u],
  ['a text for a number', SOUND.replace('port: 53', "port: §'53'"), 'WRONG_VALUE', /write it without quotes/u],
  [
    'a function for a value',
    SOUND.replace("'corp.example'", '§() => 1'),
    'WRONG_VALUE',
    /a value as YAML has it, received a function/u,
  ],
  [
    'a date for a time',
    SOUND.replace("start: '2026-03-10T09:14:00Z'", 'start: §new Date(0)'),
    'WRONG_VALUE',
    /an object of the class Date/u,
  ],
  ['not a number', SOUND.replace('port: 53', 'port: §0 / 0'), 'WRONG_VALUE', /received NaN/u],
  [
    'a key of prototypes',
    SOUND.replace("desk: { role: 'workstation'", "desk: { role: 'workstation', constructor: §{}"),
    'WRONG_VALUE',
    /the key constructor/u,
  ],
  [
    'a story within itself',
    `${SCRIPT_HEAD}const own = §[];\nown.push(own, own);\n${SOUND.slice(SCRIPT_HEAD.length).replace("title: 'A small story'", "title: 'A', references: own")}`,
    'WRONG_VALUE',
    /values within values without end/u,
  ],
  [
    'connections that are no function',
    SOUND.replace('*connections({ random, start, parameters, hosts, users }) {', 'connections: §[() => {')
      .replace('\n  },\n});', '\n  }],\n});')
      .replace(YIELD, ''),
    'WRONG_VALUE',
    /a generator, \*connections/u,
  ],
  [
    'a function that is no generator',
    SOUND.replace('*connections', '§connections').replace(YIELD, '    return [];'),
    'WRONG_VALUE',
    /a generator, \*connections.*received a function that is no generator/u,
  ],
  [
    'a generator that is async',
    SOUND.replace('*connections', 'async *§connections'),
    'WRONG_VALUE',
    /a generator, \*connections.*received a function that is no generator, or an async one/u,
  ],
  [
    'no generator at all',
    SOUND.replace(/\*connections[\s\S]*$/u, 'connections: §null });'),
    'WRONG_VALUE',
    /a generator, \*connections.*received null/u,
  ],
  [
    'a hole in a list',
    SOUND.replace('steps: [', 'steps: [§undefined, '),
    'WRONG_VALUE',
    /a value as YAML has it, received undefined/u,
  ],
  [
    'a list without end',
    SOUND.replace('references: [],', '').replace("id: 'small',", "id: 'small', references: §Array(600_000).fill('x'),"),
    'WRONG_VALUE',
    /received more values than a story has/u,
  ],
  ['an error in the generator', scriptOf(`${YIELD}\n    hosts[7].§id;`), 'SCRIPT', /Cannot read properties of undefined/u],
  [
    'a host that is not there',
    scriptOf(YIELD.replace("'c2'", "§'c22'")),
    'UNKNOWN_NAME',
    /a host or outside party of the story .* did you mean c2/u,
  ],
  ['a process that is not there', scriptOf(YIELD.replace("'agent'", "§'agnet'")), 'UNKNOWN_NAME', /did you mean agent/u],
  [
    'a step that is not there',
    scriptOf(YIELD.replace("'calls'", "§'call'")),
    'UNKNOWN_NAME',
    /a step of the story with script: true \(calls\).* did you mean calls/u,
  ],
  [
    'a step that is told otherwise',
    scriptOf(YIELD.replace("'calls'", "§'lookup'")),
    'UNKNOWN_NAME',
    /a step of the story with script: true \(calls\)/u,
  ],
  ['a key that connections do not have', scriptOf(YIELD.replace('port:', '§prot:')), 'UNKNOWN_KEY', /did you mean port/u],
  [
    'a port too high',
    scriptOf(YIELD.replace('443', '§65536')),
    'WRONG_VALUE',
    /expected a whole number 0 to 65535, received "65536"/u,
  ],
  [
    'a port that no one listens on',
    scriptOf(YIELD.replace("'c2', port: 443", "'files', port: §4711")),
    'INCONSISTENT',
    /a port on which files listens/u,
  ],
  [
    'a pin that no record has',
    scriptOf(YIELD.replace('port: 443', 'port: 443, pin: { initiator: { §EventRecordId: 5 } }')),
    'UNKNOWN_KEY',
    /did you mean EventRecordID/u,
  ],
  [
    'a pin of a record that nobody makes',
    scriptOf(YIELD.replace('port: 443', 'port: 443, pin: { responder: { EventRecordID: §5 } }')),
    'INCONSISTENT',
    /a connection of which Sysmon at the responder makes a record/u,
  ],
  [
    'an id that is pinned twice',
    scriptOf(
      `    for (const at of ['5s', '6s']) yield { step: 'calls', at, from: 'agent', to: 'c2', port: 443, family: 'ipv6', pin: { initiator: { id: §'e6690e36-6a16-4411-a514-43e55add45fb' } } };`,
    ),
    'DUPLICATE',
    /a record id that is given once/u,
  ],
  ['a time that is none', scriptOf(YIELD.replace("'5s'", "§'5 s'")), 'WRONG_VALUE', /whole microseconds since 1970/u],
  ['a broken microsecond', scriptOf(YIELD.replace("'5s'", '§start + 0.5')), 'WRONG_VALUE', /whole microseconds since 1970/u],
  [
    'no time',
    scriptOf(YIELD.replace("yield { step: 'calls', at: '5s'", "yield §{ step: 'calls'")),
    'MISSING',
    /received nothing/u,
  ],
  [
    'a time before its process',
    scriptOf(`${YIELD}\n${YIELD.replace("'5s'", "§'1s'")}`),
    'INCONSISTENT',
    /a time at or after the start of desk\/agent, .*received 2026-03-10T09:14:01/u,
  ],
  ['a time that no record can tell', scriptOf(YIELD.replace("'5s'", '§2 ** 52')), 'WRONG_VALUE', /a time from 2002 to 2105/u],
  [
    'a text for a connection',
    SOUND.replace('*connections', '*§connections').replace(YIELD, "    yield 'calls';"),
    'WRONG_VALUE',
    /an object with step, at, from and to/u,
  ],
  [
    'the same mistake, a thousand times',
    scriptOf(`    for (let n = 0; n < 1000; n += 1) ${YIELD.trim().replace("'c2'", "§'c22'")}`),
    'UNKNOWN_NAME',
    /did you mean c2/u,
  ],
  [
    'too many connections',
    SOUND.replace('*connections', '*§connections').replace(YIELD, `    for (;;) ${YIELD.trim()}`),
    'TOO_LARGE',
    /at most 100000 connections, received more/u,
  ],
  [
    'connections that are too long',
    SOUND.replace('*connections', '*§connections').replace(YIELD, "    for (;;) yield { step: 'x'.repeat(1_000_000) };"),
    'TOO_LARGE',
    /at most 67108864 bytes of connections/u,
  ],
  [
    'a story that is too long',
    SOUND.replace("'A small story'", "'A'.repeat(1_100_000)").replace('defineScenario({', 'defineScenario(§{'),
    'TOO_LARGE',
    /at most 1048576 bytes/u,
  ],
  [
    'a step that nothing fills',
    `${SOUND.slice(0, SOUND.indexOf('  *connections'))}});`.replace(
      "{ id: 'calls', script: true,",
      "{ id: 'calls', script: §false,",
    ),
    'WRONG_VALUE',
    /true/u,
  ],
  [
    'a step of two kinds',
    SOUND.replace("'calls', script: true,", "'calls', §script: true, connect: { from: 'agent', to: 'c2', port: 1 },"),
    'INCONSISTENT',
    /exactly one of connect, .*, script, fault, received both/u,
  ],
  ['no file of that name', `import { a } from §'./nothing.mjs';`, 'SCRIPT', /"\.\/nothing\.mjs", which is not there/u],
];

describe.skipIf(!isBuilt)('a broken script gives one error, at its place (run npm run build first)', () => {
  const { problems } = scriptFolder();

  it.concurrent.each(broken)('%s', async (_, marked, code, text) => {
    expect(marked.split('§')).toHaveLength(2);
    const before = marked.slice(0, marked.indexOf('§')).split('\n');
    const found = await problems(marked.replace('§', ''));
    expect(found.map((problem) => [problem.code, problem.line, problem.column])).toEqual([
      [code, before.length, before.at(-1)!.length + 1],
    ]);
    expect(`expected ${found[0]!.expected}, received ${found[0]!.received} ${found[0]!.cure}`).toMatch(text);
  });

  it('and the script that they are made from has none', async () => expect(await problems(SOUND)).toEqual([]));

  it('has no say in YAML', () => {
    const text =
      'id: a\ntitle: A\nstart: 2026-03-10T09:14:00Z\nworld: { hosts: { desk: {} } }\nsteps:\n  - { id: calls, at: 1s, script: true }\n';
    expect(problemsOf(text)).toMatchObject([
      { code: 'INCONSISTENT', line: 6, column: 26, cure: 'only stories in .js and .mjs have steps that a script fills' },
    ]);
  });

  it('has no step inside of a block', async () => {
    const script = SOUND.replace(
      "{ id: 'calls', script: true,",
      "{ id: 'block', at: '1s', parallel: [{ id: 'calls', script: true }],",
    );
    expect(await problems(script)).toMatchObject([
      { code: 'INCONSISTENT', path: expect.stringContaining('calls') as string, expected: 'a step outside of blocks' },
    ]);
  });

  it('tells all mistakes of a story at once, in their order', async () => {
    const script = SOUND.replace("'server'", "'sever'").replace('port: 53', 'port: -1');
    expect((await problems(script)).map(({ path }) => path)).toEqual([
      'world.hosts.files.role',
      'steps[1] "lookup".connect.port',
    ]);
  });

  it('tells all mistakes of connections at once', async () => {
    const script = scriptOf(`${YIELD.replace("'c2'", "'c3'")}\n${YIELD.replace('443', '70000')}`);
    expect((await problems(script)).map(({ path, line }) => [path, line])).toEqual([
      ['connections[0].to', 19],
      ['connections[1].port', 20],
    ]);
  });

  it('of a script that it imports, in that one', async () => {
    const importing = `import { world } from './other.mjs';\n${SOUND}`;
    const [syntax] = await problems(importing, {}, { 'other.mjs': '\n export const world = }' });
    expect(syntax).toMatchObject({ code: 'SYNTAX', file: 'other.mjs', line: 2, column: 23 });
    const [thrown] = await problems(importing, {}, { 'other.mjs': "export const world = {};\nthrow new Error('x');" });
    expect(thrown).toMatchObject({ code: 'SCRIPT', file: 'other.mjs', line: 2, column: 7, excerpt: "throw new Error('x');" });
  });
});
