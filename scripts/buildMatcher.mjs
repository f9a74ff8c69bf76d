// Compiles assembly/ into src/validate/fast/matcherCode.ts, which is kept with the source: whoever builds the package needs no other compiler.
// A test sees to it that both are the same.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
export const MATCHER_CODE_FILE = join(root, 'src/validate/fast/matcherCode.ts');

/** Without a run-time of the language, which has nothing to do here; 43 pages of 64 KiB are what `assembly/memory.ts` uses. */
const OPTIONS = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--initialMemory', '43'];

/** @returns The text of the file. */
export async function matcherCode() {
  let binary;
  const { error, stderr } = await asc.main(['assembly/index.ts', ...OPTIONS, '--baseDir', root, '--outFile', 'matcher.wasm'], {
    writeFile: (_name, contents) => {
      binary = contents;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const code = Buffer.from(binary).toString('base64');
  return `/** The program of \`assembly/\`, WebAssembly as base64: made by \`npm run build:matcher\`. */\nexport const MATCHER_CODE =\n  '${code}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fresh = await matcherCode();
  const last = await readFile(MATCHER_CODE_FILE, 'utf8').catch(() => '');
  if (fresh !== last) await writeFile(MATCHER_CODE_FILE, fresh);
  console.error(fresh === last ? 'matcherCode.ts is as it was' : 'matcherCode.ts is written');
}
