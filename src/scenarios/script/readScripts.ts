import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { problemFrom } from '../loadedStory.js';
import { readStoryFile } from '../readStoryFile.js';
import { StoryError, type StoryProblem } from '../storyError.js';
import { type StoryFile, StoryPlaces } from '../storyPlaces.js';
import { importsOf } from './importsOf.js';
import { isScript } from './isScript.js';
import { ScriptPlaces } from './scriptPlaces.js';
import { type Token, tokensOf } from './tokens.js';

/** A script, or one that it imports. */
export interface ScriptText extends StoryFile {
  readonly places: ScriptPlaces;
  readonly tokens: readonly Token[];
  /** Position among the scripts of what an import names. */
  readonly imports: Readonly<Record<string, number>>;
}

/** The module of ours that a script imports. */
const OURS = 'wiretale';
const FORM = /^\.\/([\p{L}\p{N}_][\p{L}\p{N}_. -]*\.m?js)$/u;
const MOST_SCRIPTS = 32;

/**
 * Reads a script and all that it imports: scripts of its own folder, and none that a link there leads to elsewhere. They are read here and
 * not where they run, so that nothing there has to read files.
 *
 * @param file - The path of the script. @param cwd - Where a relative path starts.
 * @returns The script itself first.
 * @throws {@link StoryError} for an import of anything else, at its place.
 */
export async function readScripts(file: string, cwd = '.'): Promise<readonly [ScriptText, ...ScriptText[]]> {
  const main = textOf(file, await readStoryFile(file, cwd));
  const scripts: [ScriptText, ...ScriptText[]] = [main];
  const path = resolve(cwd, file);
  const folder = await realpath(dirname(path));
  const positions = new Map([[await realpath(path), 0]]);
  const problems: StoryProblem[] = [];
  for (const script of scripts) {
    for (const { specifier, at } of importsOf(script.tokens)) {
      const refuse = (expected: string, received: string) => {
        const finding = { code: 'SCRIPT', path: [], offset: at, expected, received: { words: received } } as const;
        problems.push(problemFrom(new StoryPlaces([script], []), finding));
      };
      if (specifier === OURS) continue;
      const name = specifier === undefined ? undefined : FORM.exec(specifier)?.[1];
      if (name === undefined) {
        refuse(
          `an import of ${OURS}, or of a script in the same folder such as ./world.mjs`,
          specifier === undefined
            ? 'an import whose name is known only when the script runs'
            : JSON.stringify(specifier.slice(0, 60)),
        );
        continue;
      }
      const found = await realpath(join(folder, name)).catch(() => undefined);
      if (found === undefined) refuse('a script in the same folder', `"./${name}", which is not there`);
      else if (dirname(found) !== folder || !isScript(found))
        refuse('a script in the same folder', `"./${name}", a link that leads elsewhere`);
      else {
        if (!positions.has(found)) {
          if (scripts.length === MOST_SCRIPTS) {
            refuse(`at most ${MOST_SCRIPTS} scripts`, 'one more');
            break;
          }
          positions.set(found, scripts.length);
          scripts.push(textOf(name, await readStoryFile(basename(found), folder)));
        }
        (script.imports as Record<string, number>)[specifier!] = positions.get(found)!;
      }
    }
  }
  if (problems.length > 0) throw new StoryError(problems);
  return scripts;
}

function textOf(file: string, read: string): ScriptText {
  const text = read.startsWith('\ufeff') ? read.slice(1) : read;
  const tokens = tokensOf(text);
  return { file, text, tokens, places: new ScriptPlaces(text, tokens), imports: Object.create(null) as Record<string, number> };
}
