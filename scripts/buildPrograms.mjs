// Compiles assembly/ into TypeScript files that are kept with the source: whoever builds the package needs no other compiler.
// A test sees to it that both are the same.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each folder of assembly/ becomes, how many pages of 64 KiB its `memory.ts` maps, and whether threads share its memory. */
export const PROGRAMS = [
  { folder: 'matcher', file: 'src/validate/fast/matcherCode.ts', name: 'MATCHER_CODE', pages: 43 },
  { folder: 'model', file: 'src/engine/modelCode.ts', name: 'MODEL_CODE', pages: 1 },
  { folder: 'writer', file: 'src/generators/bulk/writerCode.ts', name: 'WRITER_CODE', pages: 1, shared: true },
];

/** A memory that is shared says how large it may become: all that 32 bits can tell. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', String(2 ** 16)];

/** @returns The text of the file. */
export async function codeOf({ folder, name, pages, shared = false }) {
  // Without a run-time of the language, which has nothing to do here.
  const options = [
    '--runtime',
    'stub',
    '--enable',
    'simd',
    '-O3',
    '--noAssert',
    '--initialMemory',
    String(pages),
    ...(shared ? SHARED : []),
  ];
  let binary;
  const { error, stderr } = await asc.main(
    [`assembly/${folder}/index.ts`, ...options, '--baseDir', root, '--outFile', 'program.wasm'],
    {
      writeFile: (_name, contents) => {
        binary = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const code = Buffer.from(binary).toString('base64');
  return `/** The program of \`assembly/${folder}\`, WebAssembly as base64: made by \`npm run build:programs\`. */\nexport const ${name}: string =\n  '${code}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const program of PROGRAMS) {
    const path = join(root, program.file);
    const fresh = await codeOf(program);
    const last = await readFile(path, 'utf8').catch(() => '');
    if (fresh !== last) await writeFile(path, fresh);
    console.error(`${program.file} ${fresh === last ? 'is as it was' : 'is written'}`);
  }
}
