import type { Finding, Received, StoryPath } from './finding.js';
import type { Story } from './language/story.js';
import type { StoryProblem, StoryProblemCode } from './storyError.js';
import { formatPath, quoted, shownLine } from './storyPath.js';
import { visibleText } from './visibleText.js';
import type { Place, YamlPlaces } from './yamlPlaces.js';

/** A story and the file it was read from, so that later checks can point at its lines. */
export interface LoadedStory {
  readonly story: Story;
  /** The file as the user named it. */
  readonly file: string;
  /** The file's text, without a byte order mark. */
  readonly text: string;
  /** The place of a value, of its key, or of the nearest parent that the file has. */
  locate(path: StoryPath, at?: 'key'): Place;
  /** What the file has at a path: a text, or words such as `a mapping`; undefined where there is nothing. */
  textAt(path: StoryPath): Received | undefined;
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
  return problemFrom(loaded, loaded.file, { code: 'INCONSISTENT', ...details, path });
}

/** Ties a finding to its line. */
export function problemFrom(
  places: Pick<LoadedStory, 'locate' | 'textAt'> & Partial<Pick<YamlPlaces, 'placeOf'>>,
  file: string,
  finding: Finding,
): StoryProblem {
  const { code, path, expected, cure } = finding;
  const { line, column, excerpt } =
    finding.offset !== undefined && places.placeOf ? places.placeOf(finding.offset) : places.locate(path, finding.at);
  const received = finding.received ?? places.textAt(path) ?? { words: 'nothing' };
  const idOf = (member: StoryPath) => {
    const id = places.textAt([...member, 'id']);
    return typeof id === 'string' ? id : undefined;
  };
  return {
    code,
    file,
    line,
    column,
    path: formatPath(path, idOf),
    expected: visibleText(expected),
    received: typeof received === 'string' ? quoted(received) : received.words,
    ...(cure === undefined ? {} : { cure: visibleText(cure) }),
    excerpt: shownLine(excerpt),
  };
}
