import { visibleText } from './visibleText.js';

/** What is wrong with a place of a story, for programs. */
export type StoryProblemCode =
  /** The file cannot be read as YAML, or as the part of YAML that stories use. */
  | 'SYNTAX'
  /** No file there, or nothing in it. */
  | 'NO_STORY'
  | 'TOO_LARGE'
  | 'UNKNOWN_KEY'
  | 'MISSING'
  /** The value is not of the form that its place asks for. */
  | 'WRONG_VALUE'
  /** The value names something that the story does not have. */
  | 'UNKNOWN_NAME'
  | 'DUPLICATE'
  /** Each value is possible, together they are not. */
  | 'INCONSISTENT'
  | 'CYCLE'
  /** A script that throws, does not come to an end, or asks for what it cannot have. */
  | 'SCRIPT';

/** One thing wrong with a story. All texts are safe to print. */
export interface StoryProblem {
  readonly code: StoryProblemCode;
  /** The file as the user named it. */
  readonly file: string;
  /** Counted from 1; absent where the problem is the file itself. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 units as editors count. */
  readonly column?: number;
  /** `steps[2] "copy".connect.port`; empty for the whole story. */
  readonly path: string;
  readonly expected: string;
  /** As it reads in the message: the text of the file in quotes, or `nothing`, `a mapping`. */
  readonly received: string;
  /** What to do about it: `did you mean copy?`. */
  readonly cure?: string;
  /** The line of the file, without its indentation. */
  readonly excerpt?: string;
  /** Where the problem is in the excerpt, counted from 1. */
  readonly excerptColumn?: number;
}

/** More problems than this help nobody, and a hostile file can have a million. */
export const MOST_PROBLEMS = 100;

/** `FILE:LINE:COLUMN: PATH: expected X, received "Y" (did you mean Z?)` */
export function formatProblem(problem: StoryProblem): string {
  const { line, column, path, expected, received, cure } = problem;
  const place = line === undefined ? visibleText(problem.file) : `${visibleText(problem.file)}:${line}:${column ?? 1}`;
  const subject = path === '' ? place : `${place}: ${path}`;
  return `${subject}: expected ${expected}, received ${received}${cure === undefined ? '' : ` (${cure})`}`;
}

/** A story that cannot be told. The message has one line per problem; the tool exits with code 2. */
export class StoryError extends Error {
  readonly code = 'INVALID_STORY';
  readonly problems: readonly StoryProblem[];
  /** Said after the problems, where there are more. */
  readonly more: readonly string[];

  /** @param problems - At least one, in the order of the file; of a flood of them the first hundred are kept. */
  constructor(problems: readonly StoryProblem[]) {
    const shown = problems.slice(0, MOST_PROBLEMS);
    const more = problems.length > shown.length ? [`and more: these are the first ${shown.length} problems`] : [];
    super([...shown.map(formatProblem), ...more].join('\n'));
    this.name = 'StoryError';
    this.problems = shown;
    this.more = more;
  }
}
