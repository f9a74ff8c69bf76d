import { open, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../scenarios/packageRoot.js';
import { visibleStart, visibleText } from '../../scenarios/visibleText.js';
import { ExitCode } from '../exitCode.js';
import type { Io } from '../io.js';
import { shellWord } from '../shellWord.js';
import { UsageError } from '../usageError.js';
import { firstStory } from './firstStory.js';
import type { ScenariosArgs } from './scenariosArgs.js';

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/u;
/** Of what people write in one line: no control characters, no line breaks. */
const TITLE = /^[^\p{Cc}\p{Cs}\u2028\u2029]{1,200}$/u;

/** `scenarios init`: a commented story to start from, in a new file. Nothing is ever overwritten. */
export async function initStory({ stories: names, id, title }: ScenariosArgs, io: Io): Promise<ExitCode> {
  if (names.length > 1) throw new UsageError(`scenarios init: expected one FILE, received ${names.length}`);
  if (id !== undefined && !ID.test(id))
    throw new UsageError(`--id: expected lower-case letters, digits and hyphens, received "${visibleStart(id, 60)}"`);
  if (title !== undefined && !TITLE.test(title))
    throw new UsageError(`--title: expected one line of 1 to 200 characters, received "${visibleStart(title, 60)}"`);
  const file = names[0] ?? `${id ?? 'my-story'}.yaml`;
  if (file !== '-' && !/[^/\\]\.ya?ml$/u.test(file))
    throw new UsageError(
      `scenarios init: expected a file with the ending .yaml, or -, received "${visibleStart(file, 60)}" (${cure(file)})`,
    );
  // The name goes into a comment of the story.
  if (visibleText(file) !== file)
    throw new UsageError(`scenarios init: expected a name without control characters, received "${visibleStart(file, 200)}"`);
  const toStdout = file === '-';
  const shown = toStdout ? './my-story.yaml' : isAbsolute(file) || /[/\\]/u.test(file) ? file : `./${file}`;
  const text = firstStory({
    id: id ?? idFrom(shown),
    title: title ?? 'A script on a workstation fetches something',
    file: shellWord(shown),
    schema: schemaLine(toStdout ? io.cwd : dirname(resolve(io.cwd, file)), packageRoot()),
  });
  if (toStdout) {
    io.stdout.write(text);
    return ExitCode.done;
  }
  await createFile(resolve(io.cwd, file), file, text);
  io.stderr.write(`wrote ${shown}; wiretale preview ${shellWord(shown)} shows what it tells\n`);
  return ExitCode.done;
}

const cure = (file: string) =>
  /[/\\]$/u.test(file) || file === '' ? 'name a file in it' : `write ${visibleStart(file, 60)}.yaml`;

/** An id from the name of a file. */
function idFrom(file: string): string {
  const name = basename(file)
    .replace(/\.ya?ml$/u, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-');
  return name.replace(/^-+/u, '').slice(0, 64).replace(/-+$/u, '') || 'my-story';
}

/**
 * What the line for editors names: the schema in the package.
 *
 * Where the package belongs to the project that the story is in, or the story to the package, the path is relative: it holds for everybody
 * who has the project. Elsewhere it is that of this machine. Nothing is fetched from anywhere, and nothing is copied that could grow old.
 *
 * @param folder - Of the story.
 * @param root - Of the package.
 */
export function schemaLine(folder: string, root: string): string {
  const schema = join(root, 'schema/story.schema.json');
  const modules = root.lastIndexOf(`${sep}node_modules${sep}`);
  const project = modules < 0 ? root : root.slice(0, modules);
  const path = relative(folder, schema).replaceAll('\\', '/');
  // Editors read the line up to the first blank.
  const isNear = folder === project || folder.startsWith(`${project}${sep}`);
  return isNear && /^[\w@%+=:,./-]+$/u.test(path) ? (path.startsWith('.') ? path : `./${path}`) : pathToFileURL(schema).href;
}

async function createFile(path: string, name: string, text: string): Promise<void> {
  const handle = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new UsageError(
      `scenarios init: expected a new file, received "${visibleStart(name, 200)}", which is there already (name another)`,
    );
  });
  try {
    await handle.writeFile(text);
  } catch (error) {
    // Ours, and not whole.
    await unlink(path);
    throw error;
  } finally {
    await handle.close();
  }
}
