import type { Finding } from '../finding.js';
import { CONNECTIONS } from '../language/yielded.js';
import { problemFrom } from '../loadedStory.js';
import type { StoryProblem } from '../storyError.js';
import { shownLine } from '../storyPath.js';
import { StoryPlaces } from '../storyPlaces.js';
import { visibleStart } from '../visibleText.js';
import { loopPlace, throwPlace, waitPlace } from './endPlaces.js';
import { type FromSandbox, SCRIPT_FRAME } from './messages.js';
import type { ScriptText } from './readScripts.js';
import type { SandboxEnd, SandboxLimits } from './sandboxProcess.js';

/** Characters of a message of a script. */
const SHOWN = 200;
const shown = (text: string) => visibleStart(text.split('\n')[0]!, SHOWN);

/** `NAME:LINE`, the line, carets below it, and the error: what Node writes of a text that is no script. */
const ARROW = /wiretale-script-\d+\.mjs:\d+\n[^\n]*\n([^\n^]*)\^+[^\n]*\n[\s\S]*?\b(SyntaxError: [^\n]*)/u;

/**
 * Why a script gave no story, as a problem with a place: that of the error in the script; of what goes on for ever, or has no place of its
 * own, the most likely one.
 *
 * @param making - Whether it was asked for its connections.
 */
export function scriptProblem(
  message: FromSandbox | SandboxEnd,
  scripts: readonly [ScriptText, ...ScriptText[]],
  limits: SandboxLimits,
  making: boolean,
): StoryProblem {
  const [main] = scripts;
  const problem = (finding: Omit<Finding, 'path'>, offset?: number): StoryProblem =>
    problemFrom(new StoryPlaces([main], []), {
      path: making ? [CONNECTIONS] : [],
      ...(making && { at: 'key' as const }),
      ...finding,
      ...(offset !== undefined && { offset }),
    });
  if ('thrown' in message) {
    const { message: text, stack } = message.thrown;
    const expected = 'a script that throws nothing';
    const found = problem({ code: 'SCRIPT', expected, received: { words: shown(text) } }, throwPlace(main.tokens));
    return placed(found, stack, scripts);
  }
  if ('waits' in message)
    return problem(
      { code: 'SCRIPT', expected: 'a script that comes to its end', received: { words: 'one that waits for what never comes' } },
      waitPlace(main.tokens),
    );
  switch ('kind' in message ? message.kind : undefined) {
    case 'time':
      return problem(
        {
          code: 'SCRIPT',
          expected: `a script that comes to its end within ${limits.seconds} s`,
          received: { words: 'one that goes on' },
        },
        loopPlace(main.tokens),
      );
    case 'memory':
      return problem(
        {
          code: 'TOO_LARGE',
          expected: `a script that needs at most ${limits.megabytes} MB of memory`,
          received: { words: 'one that needs more' },
        },
        loopPlace(main.tokens),
      );
    case 'ended': {
      const { said } = message as Extract<SandboxEnd, { kind: 'ended' }>;
      const arrow = ARROW.exec(said);
      if (!arrow)
        return problem({
          code: 'SCRIPT',
          expected: 'a script that runs to its end',
          received: { words: `the end of its process: ${shown(said.trim()) || 'nothing said'}` },
        });
      const found = problem({ code: 'SYNTAX', expected: 'a script in JavaScript', received: { words: shown(arrow[2]!) } });
      return placed(found, arrow[0], scripts, arrow[1]!.length + 1);
    }
    default:
      return problem({
        code: 'TOO_LARGE',
        expected: `a script that gives at most ${limits.bytes} bytes`,
        received: { words: 'more' },
      });
  }
}

/** The same problem at the first place of the scripts that a stack names. @param column - Where the stack has none. */
function placed(problem: StoryProblem, stack: string, scripts: readonly ScriptText[], column = 1): StoryProblem {
  const frame = SCRIPT_FRAME.exec(stack);
  const script = frame && scripts[Number(frame[1])];
  const place = script?.places.placeAt(Number(frame![2]), Number(frame![3] ?? column));
  if (!script || !place) return problem;
  const { line, column: at, excerpt } = place;
  return { ...problem, file: script.file, line, column: at, path: '', ...shownLine(excerpt, at) };
}
