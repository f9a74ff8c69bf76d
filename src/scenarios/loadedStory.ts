import type { ParameterValue } from './expand/parameterValues.js';
import type { Finding, Received, StoryPath } from './finding.js';
import type { Story } from './language/story.js';
import type { StoryProblem, StoryProblemCode } from './storyError.js';
import { formatPath, quoted, shownLine } from './storyPath.js';
import type { StoryPlaces } from './storyPlaces.js';
import { visibleText } from './visibleText.js';

/** A story and the files it was read from, so that later checks can point at its lines. */
export interface LoadedStory {
  readonly story: Story;
  /** The file as the user named it. */
  readonly file: string;
  /** The file's text, without a byte order mark. */
  readonly text: string;
  /** Files that the story includes or imports, as it names them, and their texts. */
  readonly included: readonly { readonly file: string; readonly text: string }[];
  /** What its parameters are in this run, by name. */
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  /** What the connections that a script yields were made for; a run with another seed or start has others. */
  readonly madeFor?: { readonly seed: number; readonly start: number };
  /** Where the values of the story stand in its files. */
  readonly places: StoryPlaces;
}

/** What a check has to say; the rest follows from the path. */
export interface ProblemDetails {
  /** Default: INCONSISTENT. */
  readonly code?: StoryProblemCode;
  /** What would be right, as part of a sentence: `a host of the story`. */
  readonly expected: string;
  /** Absent: what the file has at the path. A text is shown in quotes, `{ words }` as it is. */
  readonly received?: Received;
  /** What to do: `did you mean copy?`. */
  readonly cure?: string | undefined;
}

/**
 * Reports something wrong with a place of a story, in the same words and form as the loader does.
 *
 * @example throw new StoryError([storyProblem(loaded, ['steps', 2, 'connect', 'port'], { expected: 'a port that is open' })]);
 */
export function storyProblem(loaded: LoadedStory, path: StoryPath, details: ProblemDetails): StoryProblem {
  return problemFrom(loaded.places, { code: 'INCONSISTENT', ...details, path });
}

/** Ties a finding to its line. */
export function problemFrom(places: StoryPlaces, finding: Finding): StoryProblem {
  const { code, expected, cure } = finding;
  const { file, path } = places.origin(finding.path);
  const { line, column, excerpt } =
    finding.offset === undefined ? places.locate(finding.path, finding.at) : file.places.placeOf(finding.offset);
  const received = finding.received ?? places.textAt(finding.path) ?? { words: 'nothing' };
  const idOf = (member: StoryPath) => {
    const id = file.places.textAt([...member, 'id']);
    return typeof id === 'string' ? id : undefined;
  };
  return {
    code,
    file: file.file,
    line,
    column,
    path: formatPath(path, idOf),
    expected: visibleText(expected),
    received: typeof received === 'string' ? quoted(received) : received.words,
    ...(cure === undefined ? {} : { cure: visibleText(cure) }),
    ...shownLine(excerpt, column),
  };
}
