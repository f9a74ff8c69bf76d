// Builds the package into dist/: the library with its types (tsc), and the tool as a bundle (rolldown).
// Everything is made in a folder beside it and then renamed, so a build that fails leaves the last good one.
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { faker } from '@faker-js/faker/locale/en';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const fresh = join(root, `dist.${process.pid}.tmp`);
const require = createRequire(import.meta.url);

/** All that is used of Faker: two lists of names, cut out here, since its whole language takes longer to load than a small run. */
const { first_name, last_name } = faker.definitions.person;
const NAMES = {
  definitions: { person: { first_name: { generic: first_name.generic }, last_name: { generic: last_name.generic } } },
};

/**
 * Stand-ins for what costs start-up time and is never used here. Of yargs: files of translations, and the width of emoji and
 * East Asian characters, for the tool's help is in English and ASCII.
 */
const STAND_INS = {
  '@faker-js/faker/locale/en': `export const faker = ${JSON.stringify(NAMES)};`,
  y18n: `
    import { format } from 'node:util';
    export default () => ({
      __: (text, ...values) => format(text, ...values),
      __n: (one, many, count, ...values) => {
        const text = count === 1 ? one : many;
        return format(text, ...(text.includes('%d') ? [count] : []), ...values);
      },
      getLocale: () => 'en',
      setLocale: () => undefined,
      updateLocale: () => undefined,
    });`,
  'string-width': 'export default (text) => text.length;',
  'strip-ansi': 'export default (text) => text;',
  'wrap-ansi': `
    export default (text, columns) => text.split('\\n').flatMap((line) => {
      const lines = [''];
      for (const word of line.split(' ')) {
        const last = lines.at(-1);
        if (last === '' || last.length + 1 + word.length <= columns) lines[lines.length - 1] = last === '' ? word : last + ' ' + word;
        else lines.push(word);
      }
      return lines;
    }).join('\\n');`,
};
const standIns = {
  name: 'stand-ins',
  resolveId: (source) => (Object.hasOwn(STAND_INS, source) ? `\0${source}` : undefined),
  load: (id) => (id.startsWith('\0') && Object.hasOwn(STAND_INS, id.slice(1)) ? STAND_INS[id.slice(1)] : undefined),
};

async function buildLibrary() {
  const tsc = join(require.resolve('typescript/package.json'), '../bin/tsc');
  const arguments_ = [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', fresh];
  await promisify(execFile)(process.execPath, arguments_, { cwd: root }).catch((error) => {
    throw new Error(error.stdout || error.message);
  });
}

/** Shapes of events, cut by the library that has just been built: the tool need not load what writes documents. */
async function eventShapes() {
  const built = (file) => import(pathToFileURL(join(fresh, 'generators/sysmon', file)).href);
  const { cutEventShape } = await built('xml/cutEventShape.js');
  const { providerOf } = await built('providers.js');
  const { EVENT_STYLES, FIELDS } = await built('xml/eventFields.js');
  const shapes = ['windows', 'linux'].flatMap((platform) =>
    [FIELDS, FIELDS.slice(1)].flatMap((names) =>
      EVENT_STYLES.map((style) => [
        [platform, names.length, style.quote, style.spread].join(' '),
        cutEventShape(platform, providerOf(platform), names, style),
      ]),
    ),
  );
  return `
    const shapes = ${JSON.stringify(Object.fromEntries(shapes))};
    export const cutEventShape = (platform, _provider, names, { quote, spread }) =>
      shapes[[platform, names.length, quote, spread].join(' ')];`;
}

/** One file per command and per shared part, and one for each kind of thread and for the process of a script: a command loads what it needs and no more. */
async function buildTool(shapes) {
  const cutShapes = {
    name: 'cut-shapes',
    load: (id) => (id.endsWith('/src/generators/sysmon/xml/cutEventShape.ts') ? shapes : undefined),
  };
  const bundle = await rolldown({
    input: {
      wiretale: join(root, 'src/bin/wiretale.ts'),
      worker: join(root, 'src/engine/workers/worker.ts'),
      hasher: join(root, 'src/engine/workers/hasher.ts'),
      sandbox: join(root, 'src/scenarios/script/sandbox.ts'),
    },
    platform: 'node',
    cwd: root,
    plugins: [standIns, cutShapes],
    // The modules of yaml's browser build are the same code as ES modules: what is not used falls away.
    resolve: { alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') } },
    treeshake: { moduleSideEffects: 'no-external' },
    logLevel: 'warn',
  });
  const { output } = await bundle.write({
    dir: join(fresh, 'bin'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name]-[hash].js',
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await bundle.close();
  return output;
}

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh);
try {
  await buildLibrary();
  await buildTool(await eventShapes());
  await chmod(join(fresh, 'bin/wiretale.js'), 0o755);
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
} finally {
  await rm(fresh, { recursive: true, force: true });
  // Left over by builds that were killed.
  for (const name of await readdir(root))
    if (/^dist\.\d+\.tmp$/u.test(name) && !isRunning(name)) await rm(join(root, name), { recursive: true, force: true });
}

function isRunning(name) {
  try {
    process.kill(Number(name.split('.')[1]), 0);
    return true;
  } catch {
    return false;
  }
}
