import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which layers a layer may import: `import type` and dynamic imports count too. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  random: [],
  validate: [],
  arbitraries: [],
  query: [],
  sinks: [],
  world: ['model', 'random'],
  scenarios: ['model', 'random', 'world'],
  generators: ['model', 'random'],
  engine: ['model', 'random', 'world', 'scenarios', 'generators', 'validate', 'sinks'],
  report: ['validate'],
  vitest: ['validate'],
  cli: ['model', 'random', 'world', 'scenarios', 'generators', 'engine', 'validate', 'query', 'sinks', 'report'],
  bin: ['cli'],
};

/** Packages that a layer may import; `node:` modules are listed with {@link NODE}. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  random: ['@faker-js/faker', 'pure-rand'],
  arbitraries: ['fast-check'],
  world: ['ipaddr.js'],
  scenarios: ['ipaddr.js', 'yaml', 'zod'],
  generators: ['ipaddr.js', 'xmlbuilder2'],
  engine: ['ipaddr.js'],
  query: ['ipaddr.js'],
  validate: ['saxes'],
  vitest: ['vitest'],
  cli: ['yargs'],
};

/** Modules of Node by the only files that may use them. */
const NODE: Readonly<Record<string, RegExp>> = {
  'node:fs':
    /^(sinks\/|engine\/(runFolder\.ts|folder\/)|scenarios\/(library|(?:readStoryFile|includedFiles)|packageRoot|script\/readScripts)\.ts|validate\/(validateFiles|input\/)|cli\/|bin\/)/u,
  'node:child_process': /^scenarios\/script\/sandboxProcess\.ts$/u,
  'node:vm': /^(scenarios\/script\/sandbox|cli\/collectGarbage)\.ts$/u,
  'node:http': /^$/u,
  'node:https': /^$/u,
  'node:dns': /^$/u,
  'node:os': /^(cli\/workersOption|engine\/workers\/hashBeside)\.ts$/u,
  'node:worker_threads': /^engine\/workers\//u,
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();
const layerOf = (path: string) => path.split('/')[0]!;

/** The code of a file without its comments; texts stay. */
function codeOf(source: string): string {
  return source.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*/gu,
    (_, text?: string) => text ?? '',
  );
}

/** All that a file imports or exports from elsewhere: static, dynamic, type or not. */
function importsOf(source: string): string[] {
  const code = codeOf(source);
  const from = /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/gu;
  const call = /\b(?:import|require|createRequire\([^)]*\)|import\.meta\.resolve)\s*\(\s*(['"`])([^'"`]*)\1/gu;
  return [...Array.from(code.matchAll(from), ([, path]) => path!), ...Array.from(code.matchAll(call), ([, , path]) => path!)];
}

const sources = new Map(files.map((file) => [file, readFileSync(join('src', file), 'utf8')]));
const inLayers = files.filter((file) => file.includes('/'));

describe('the reader of imports', () => {
  it.each([
    ["import { a } from './a.js';", './a.js'],
    ["import type { A } from './a.js';", './a.js'],
    ["import { type A,\n  b\n} from '../a.js';", '../a.js'],
    ["import './a.js';", './a.js'],
    ["export * from './a.js';", './a.js'],
    ["export { a } from './a.js';", './a.js'],
    ["const a = await import('./a.js');", './a.js'],
    ["let a: import('./a.js').A;", './a.js'],
    ['import a from "./a.js";', './a.js'],
    ["const a = import(\n  './a.js'\n);", './a.js'],
    ['const a = require(`./a.js`);', './a.js'],
  ])('sees %j', (code, path) => expect(importsOf(code)).toEqual([path]));

  it.each(["// import { a } from './a.js';", "/* import('./a.js') */", "const text = 'a';"])('takes %j for none', (code) =>
    expect(importsOf(code)).toEqual([]),
  );
});

describe('layers', () => {
  it('are those that are known here, and all files but the index belong to one', () => {
    expect([...new Set(inLayers.map(layerOf))].filter((layer) => !(layer in MAY_IMPORT))).toEqual([]);
    expect(files.filter((file) => !file.includes('/'))).toEqual(['index.ts']);
  });

  it.each(inLayers)('%s imports only layers below its own', (file) => {
    const inside = importsOf(sources.get(file)!).filter((path) => path.startsWith('.'));
    const reached = inside.map((path) => join(dirname(file), path));
    expect(reached.filter((path) => path.startsWith('..'))).toEqual([]);
    const foreign = reached.map(layerOf).filter((layer) => layer !== layerOf(file));
    expect(foreign.filter((layer) => !MAY_IMPORT[layerOf(file)]!.includes(layer))).toEqual([]);
  });

  it.each(files)('%s imports no package that its layer has no business with', (file) => {
    const outside = importsOf(sources.get(file)!).filter((path) => !path.startsWith('.'));
    const packages = outside.filter((path) => !path.startsWith('node:'));
    // Our own package under its name, or under #, would be a way round the layers.
    const allowed = PACKAGES[layerOf(file)] ?? [];
    expect(packages.filter((path) => !allowed.some((name) => path === name || path.startsWith(`${name}/`)))).toEqual([]);
    expect(packages.filter((path) => builtinModules.includes(path))).toEqual([]);
  });

  it.each(files)('%s uses only modules of Node that it may', (file) => {
    const modules = importsOf(sources.get(file)!).filter((path) => path.startsWith('node:'));
    const barred = modules.filter((path) => {
      const allowed = NODE[path.split('/').slice(0, 1)[0]!];
      return allowed && !allowed.test(file);
    });
    expect(barred).toEqual([]);
  });

  it('import paths are written out, so that this test can read them', () => {
    const computed = /\bimport\s*\(\s*(?!['"`])|\brequire\s*\(\s*(?!['"`])/u;
    expect(files.filter((file) => computed.test(codeOf(sources.get(file)!)))).toEqual([]);
  });

  it('no package imports itself by way of package.json', () => {
    const { imports } = JSON.parse(readFileSync('package.json', 'utf8')) as { imports?: unknown };
    expect(imports).toBeUndefined();
  });
});

/** What decides a byte of output lives here. */
const DECIDES = /^(model|random|world|generators|engine)\/|^scenarios\/(sources|compile|background)\//u;
const deciding = files.filter((file) => DECIDES.test(file));

describe('what decides a byte of output', () => {
  it('is there to be looked at', () => expect(deciding.length).toBeGreaterThan(60));

  it.each([
    // One seed, one run: on any machine, at any time.
    [
      'asks no clock',
      /\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)|(?<!new )\bDate\s*\(|\bperformance\b|\bhrtime\b|\bprocess\s*\.\s*uptime\b/u,
    ],
    ['draws nothing that is not keyed', /\bMath\s*\.\s*random\b|\brandom(?:UUID|Bytes|Int|FillSync)\b|\bgetRandomValues\b/u],
    // Their last bit may differ between machines and versions of V8.
    [
      'uses no function that is not exact',
      /\bMath\s*\.\s*(?:log\w*|exp\w*|pow|sin|cos|tan\w*|asin\w*|acos\w*|atan\w*|sinh|cosh|cbrt|hypot|sqrt|fround)\b/u,
    ],
    [
      'asks nothing of the machine',
      /\bprocess\s*\.\s*(?:env|pid|platform|arch|cwd|hrtime|argv)\b|\bIntl\b|\btoLocale\w*\b|\blocaleCompare\b/u,
    ],
  ])('%s', (_, pattern) => {
    const found = deciding.flatMap((file) => {
      const match = pattern.exec(codeOf(sources.get(file)!));
      return match ? [`${file}: ${match[0]}`] : [];
    });
    expect(found).toEqual([]);
  });
});

describe('elsewhere', () => {
  it('only random has Faker', () => {
    const users = files.filter((file) => importsOf(sources.get(file)!).some((path) => path.startsWith('@faker-js')));
    expect(users.filter((file) => layerOf(file) !== 'random')).toEqual([]);
    expect(users.length).toBeGreaterThan(0);
  });

  it('Faker comes as one locale, never as the root', () => {
    const paths = files.flatMap((file) => importsOf(sources.get(file)!)).filter((path) => path.startsWith('@faker-js'));
    expect(paths.filter((path) => !/^@faker-js\/faker\/locale\/\w+$/u.test(path))).toEqual([]);
  });

  it('only the command line measures time', () => {
    const measuring = /\bperformance\b|\bhrtime\b|\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)/u;
    expect(files.filter((file) => !/^(cli|bin)\//u.test(file) && measuring.test(codeOf(sources.get(file)!)))).toEqual([]);
  });

  it('only bin, cli and what has a process of its own touch the process', () => {
    expect(
      files.filter(
        (file) =>
          !/^(cli\/|bin\/|scenarios\/script\/sandbox\.ts$)/u.test(file) &&
          /(?<![\w.])process\s*\.\s*(?:exit|stdout|stderr|stdin|argv|on)\b/u.test(codeOf(sources.get(file)!)),
      ),
    ).toEqual([]);
  });

  it('validate names no folder of another layer, in texts neither', () => {
    const own = files.filter((file) => file.startsWith('validate/'));
    expect(
      own.filter((file) =>
        /\.\.\/\.\.\/(?!text|xml|json|input)[a-z]+\/|['"](?:\.\.\/)+(?:generators|model|engine|world|random|scenarios)/u.test(
          sources.get(file)!,
        ),
      ),
    ).toEqual([]);
  });
});
