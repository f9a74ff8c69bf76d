import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadScript, SCRIPT_LIMITS } from '../../../src/scenarios/script/loadScript.js';
import { sandboxFile } from '../../../src/scenarios/script/sandboxFile.js';
import { sandboxEnvironment, sandboxFlags } from '../../../src/scenarios/script/sandboxFlags.js';
import { StoryError } from '../../../src/scenarios/storyError.js';
import { isBuilt } from '../../e2e/tool.js';
import { SCRIPT_HEAD, scriptFolder, scriptOf } from '../../support/scriptFolder.js';

const YIELD = "    yield { step: 'calls', at: '5s', from: 'agent', to: 'c2', port: 443 };";

/** Statements that reach for something outside. Each must fail; what it would have got is thrown, so that nothing passes unseen. */
const reaching: readonly [what: string, code: string, text: RegExp][] = [
  ['process', 'throw new Error(`got ${process.pid}`)', /process is not defined/u],
  ['require', "require('node:fs')", /require is not defined/u],
  ['module', 'module.exports', /module is not defined/u],
  ['the folder of the file', '__dirname', /__dirname is not defined/u],
  ['fetch', "await fetch('http://127.0.0.1:9/')", /fetch is not defined/u],
  ['web sockets', "new WebSocket('ws://127.0.0.1:9/')", /WebSocket is not defined/u],
  ['timers', 'setTimeout(() => {}, 1)', /setTimeout is not defined/u],
  ['immediates', 'setImmediate(() => {})', /setImmediate is not defined/u],
  ['microtasks of the host', 'queueMicrotask(() => {})', /queueMicrotask is not defined/u],
  ['buffers', "Buffer.from('a')", /Buffer is not defined/u],
  ['structuredClone', 'structuredClone({})', /structuredClone is not defined/u],
  ['clocks', 'performance.now()', /performance is not defined/u],
  ['the clock', 'Date.now()', /the clock: .* use start/u],
  ['the clock by new', 'new Date()', /the clock: .* use start/u],
  ['the clock by the constructor of a date', 'new (new Date(0).constructor)()', /the clock: /u],
  ['the clock by a call', 'Date()', /TypeError: Class constructor/u],
  ['chance', 'Math.random()', /Math\.random: .* use random/u],
  ['code from text', "eval('1')", /eval is not defined/u],
  ['code from text, by a constructor', "Function('return this')()", /Code generation from strings disallowed/u],
  ['code from text, by a generator', "(function* () {}).constructor('yield 1')", /Code generation from strings disallowed/u],
  [
    'the host by the constructor of an object',
    "({}).constructor.constructor('return process')()",
    /Code generation from strings disallowed/u,
  ],
  ['the host by what it gave', "defineScenario.constructor('return process')()", /Code generation from strings disallowed/u],
  [
    'the host by the global object',
    "globalThis.constructor.constructor('return process')()",
    /Code generation from strings disallowed/u,
  ],
  [
    'the host by what import.meta has',
    "import.meta.constructor.constructor('return process')()",
    /Cannot read properties of undefined/u,
  ],
  ['the path of the script', 'import.meta.url.length', /Cannot read properties of undefined/u],
  ['the host by console', "console.log.constructor('return process')()", /Code generation from strings disallowed/u],
  [
    'the host by an overflow of its stack',
    "const dig = () => { try { dig(); } catch (error) { console.log('x'); if (error.constructor !== RangeError) error.constructor.constructor('return process')(); } };\ndig();\nthrow new Error('nothing found')",
    /nothing found|Code generation from strings disallowed|call stack/u,
  ],
  [
    'the host by frames of its stack',
    'Error.prepareStackTrace = (_, frames) => frames;\nconst found = new Error().stack;\nthrow new Error(`${Array.isArray(found) && found.some((frame) => frame.getThis?.() ?? frame.getFunction?.())}`)',
    /Error: false/u,
  ],
  ['WebAssembly', 'new WebAssembly.Module([])', /WebAssembly is not defined/u],
  ['memory beside the heap', 'new Uint8Array(2 ** 33)', /Uint8Array is not defined/u],
  ['shared memory', 'new SharedArrayBuffer(8)', /SharedArrayBuffer is not defined/u],
  ['sleep', 'Atomics.wait(1)', /Atomics is not defined/u],
  ['what depends on the collector of garbage', 'new WeakRef({})', /WeakRef is not defined/u],
  ['what depends on the machine', 'new Intl.DateTimeFormat()', /Intl is not defined/u],
];

/** Imports; § stands at the place of the error. */
const importing: readonly [what: string, code: string][] = [
  ['a module of Node', "import fs from §'node:fs';"],
  ['a module of Node by its old name', "import { execSync } from §'child_process';"],
  ['process', "import process from §'node:process';"],
  ['a package', "import * as zod from §'zod';"],
  ['our package by another way', "import * as inside from §'wiretale/scenarios';"],
  ['a file of the folder above', "import §'../secret.mjs';"],
  ['a file of the folder above, round about', "import §'./sub/../../secret.mjs';"],
  ['a file of a folder below', "import §'./sub/deep.mjs';"],
  ['a file by its whole path', "import §'/etc/passwd';"],
  ['a file by its URL', "import §'file:///etc/passwd';"],
  ['what a URL holds', "import §'data:text/javascript,export default 1';"],
  ['something from the network', "import §'https://example.com/a.mjs';"],
  ['data', "import data from §'./data.json' with { type: 'json' };"],
  ['a hidden file', "import §'./.hidden.mjs';"],
  ['a link that leads elsewhere', "import §'./link.mjs';"],
  ['what it exports on', "export * from §'node:os';"],
  ['a module while it runs', "const fs = await §import('node:fs');"],
  ['a module while it runs, in a template', "const text = `${await §import('node:fs')}`;"],
];

describe.skipIf(!isBuilt)('a script (run npm run build first)', () => {
  const { folder, load, problems } = scriptFolder();
  const shown = (found: Awaited<ReturnType<typeof problems>>) => found.map(({ received }) => received).join('\n');

  beforeAll(() => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub/deep.mjs'), 'export {};');
    writeFileSync(join(folder, '.hidden.mjs'), 'export {};');
    writeFileSync(join(folder, 'data.json'), '{}');
    symlinkSync(join(folder, 'sub/deep.mjs'), join(folder, 'link.mjs'));
  });

  it.concurrent.each(reaching)('does not reach %s', async (_, code, text) => {
    const found = await problems(`${SCRIPT_HEAD}\n${code};\n`);
    expect(found.map((problem) => problem.code)).toEqual(['SCRIPT']);
    // Of a script that makes its own stacks nobody knows where it is.
    if (!code.includes('prepareStackTrace')) expect(found[0]!.line).toBeGreaterThan(1);
    expect(shown(found)).toMatch(text);
  });

  it.concurrent.each(importing)('does not import %s', async (_, marked) => {
    const script = `${SCRIPT_HEAD}${marked}\n${scriptOf(YIELD).slice(SCRIPT_HEAD.length)}`;
    const found = await problems(script.replace('§', ''));
    expect(found.map(({ code, line, column }) => [code, line, column])).toEqual([['SCRIPT', 2, marked.indexOf('§') + 1]]);
    expect(found[0]!.expected).toMatch(/script in the same folder/u);
  });

  it('does not reach anything from its generator either', async () => {
    expect(shown(await problems(scriptOf('    process.exit(3);')))).toContain('process is not defined');
    expect(shown(await problems(scriptOf("    random.fork.constructor('return process')();")))).toContain('Code generation');
    expect(shown(await problems(scriptOf("    hosts.constructor.constructor('return process')();")))).toContain(
      'Code generation',
    );
    expect(shown(await problems(scriptOf('    yield { step: Math.random() };')))).toContain('Math.random');
  });

  it('hides from the scanner of imports, and is refused by what runs it', async () => {
    // A regular expression behind a bracket looks like a division: what follows seems to be a text.
    const found = await problems(
      `${SCRIPT_HEAD}if (1) /"/.test('');\nimport(/* " */ 'node:fs').then((fs) => { throw new Error(typeof fs.readFileSync); });\nexport default defineScenario({});`,
    );
    expect(found).toHaveLength(1);
    expect(shown(found)).not.toContain('function');
  });

  it.each([
    ['at its beginning', `${SCRIPT_HEAD}\nwhile (true) {}`, 3, 1],
    ['in its generator', scriptOf('    for (;;) Math.sqrt(2);'), 19, 5],
    ['in microtasks', `${SCRIPT_HEAD}\nfor (;;) await null;`, 3, 1],
    ['in a getter', scriptOf('    yield { get step() { while (true); } };'), 19, 26],
    ['in the only loop that it has', `${SCRIPT_HEAD}\nlet n = 1;\nwhile (n > 0) n += 1;`, 4, 1],
  ])('that never ends %s is ended', async (_, script, line, column) => {
    writeFileSync(join(folder, 'endless.mjs'), script);
    const error: unknown = await loadScript('endless.mjs', { cwd: folder }, { ...SCRIPT_LIMITS, seconds: 1 }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StoryError);
    expect((error as StoryError).problems).toMatchObject([
      { code: 'SCRIPT', line, column, expected: 'a script that comes to its end within 1 s' },
    ]);
  });

  it.each([
    ['at its beginning', `${SCRIPT_HEAD}\nwhile (true) {}`],
    ['in its generator', scriptOf('    for (;;) Math.sqrt(2);')],
  ])('that never ends %s is ended at once by whoever loads it', async (_, script) => {
    writeFileSync(join(folder, 'stopped.mjs'), script);
    const stop = new AbortController();
    const loaded = loadScript('stopped.mjs', { cwd: folder, signal: stop.signal }).catch((thrown: unknown) => thrown);
    await setTimeout(500);
    const reason = new Error('enough');
    stop.abort(reason);
    // Its own time would be over after ten seconds, and the reason another.
    expect(await loaded).toBe(reason);
  });

  it('that sends too much is ended', async () => {
    writeFileSync(join(folder, 'large.mjs'), scriptOf("    for (;;) yield { step: 'x'.repeat(10_000) };"));
    const error: unknown = await loadScript('large.mjs', { cwd: folder }, { ...SCRIPT_LIMITS, bytes: 100_000 }).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as StoryError).problems).toMatchObject([
      { code: 'TOO_LARGE', expected: 'a script that gives at most 100000 bytes' },
    ]);
  });

  it('spoils nothing but its own objects', async () => {
    const spoiling = `Object.prototype.toJSON = () => 'x';\nArray.prototype.map = Array.prototype.push = () => { throw new Error('map'); };\nJSON.stringify = () => '{"made":{}}';\n`;
    expect(await problems(`${SCRIPT_HEAD}${spoiling}${scriptOf(YIELD).slice(SCRIPT_HEAD.length)}`)).not.toEqual([]);
    expect(JSON.stringify([1])).toBe('[1]');
    expect(await problems(scriptOf(YIELD))).toEqual([]);
  });

  it('prints remarks, and so many of them', async () => {
    const remarks: string[] = [];
    const script = scriptOf(
      `    console.log('hosts', hosts.length, { a: 1 }, '\\u001b[2J');\n    for (let n = 0; n < 1000; n += 1) console.error(n);\n${YIELD}`,
    );
    const { story } = await load(script, { remark: (text) => remarks.push(text) });
    expect(story.yielded).toHaveLength(1);
    expect(remarks[0]).toMatch(/^story-\d+\.mjs: hosts 3 \{"a":1\} \\u\{?0*1b/u);
    expect(remarks).toHaveLength(100);
    expect(remarks[99]).toMatch(/\.\.\. and more$/u);
  });
});

describe.skipIf(!isBuilt)('the process of a script, should one get out of its world', () => {
  const { folder } = scriptFolder();
  const own = scriptFolder();
  const sandbox = JSON.stringify(pathToFileURL(sandboxFile()).href);
  /** Runs a module as free as a script would be that had escaped, in a process with the same walls. */
  const escaped = (code: string) => {
    const file = join(own.folder, 'escaped.mjs');
    writeFileSync(file, code.replaceAll('SANDBOX', sandbox).replaceAll('FOLDER', JSON.stringify(folder)));
    return spawnSync(process.execPath, [...sandboxFlags(64), `--allow-fs-read=${file}`, file], { encoding: 'utf8' });
  };

  it.each([
    ['reads no other file', "import { readFileSync } from 'node:fs'; readFileSync('/etc/hostname');"],
    ['reads no folder', "import { readdirSync } from 'node:fs'; readdirSync('/');"],
    ['writes no file', "import { writeFileSync } from 'node:fs'; writeFileSync(`${FOLDER}/a`, 'a');"],
    [
      'writes none of its own files',
      "import { writeFileSync } from 'node:fs'; import { fileURLToPath } from 'node:url'; writeFileSync(fileURLToPath(SANDBOX), 'a');",
    ],
    ['removes no file', "import { rmSync } from 'node:fs'; rmSync(FOLDER, { recursive: true });"],
    ['starts no process', "import { spawnSync } from 'node:child_process'; spawnSync('true');"],
    ['starts no thread', "import { Worker } from 'node:worker_threads'; new Worker('', { eval: true });"],
    ['loads no addon', "process.dlopen({ exports: {} }, '/a.node');"],
    ['makes no code from text', "Function('return 1')();"],
  ])('%s', (_, code) => {
    const { status, stderr } = escaped(code);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/ERR_ACCESS_DENIED|ERR_DLOPEN_DISABLED|ERR_DLOPEN_FAILED|Code generation from strings disallowed/u);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('and what does none of it runs to its end', () => expect(escaped('1 + 1;')).toMatchObject({ status: 0, stderr: '' }));

  it('has an environment with nothing in it', async () => {
    process.env.WIRETALE_TEST_SECRET = 'secret';
    const { stdout } = spawnSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], {
      encoding: 'utf8',
      env: sandboxEnvironment(),
    });
    delete process.env.WIRETALE_TEST_SECRET;
    expect(Object.keys(JSON.parse(stdout) as object).filter((name) => !['TZ', 'LC_ALL', 'SystemRoot'].includes(name))).toEqual(
      [],
    );
  });
});
