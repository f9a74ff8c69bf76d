import { checkReferences } from './checkReferences.js';
import { checkSchema } from './checkSchema.js';
import { expandStory } from './expand/expandStory.js';
import { type ReportOrigin, withIncluded } from './expand/included.js';
import { Origins } from './expand/origins.js';
import type { ParameterValue } from './expand/parameterValues.js';
import { isTree } from './expand/values.js';
import { UNUSABLE } from './expand/variables.js';
import type { Finding } from './finding.js';
import { includedNames } from './includedFiles.js';
import type { Story } from './language/story.js';
import { type LoadedStory, problemFrom } from './loadedStory.js';
import { readYaml, type TextFinding } from './readYaml.js';
import { MOST_PROBLEMS, StoryError, type StoryProblem } from './storyError.js';
import { quoted, shownLine } from './storyPath.js';
import { type StoryFile, StoryPlaces } from './storyPlaces.js';
import { withoutWrongParts } from './withoutWrongParts.js';

/** One reading of a story: its files, and what is wrong with them. */
export class Reading {
  readonly files: StoryFile[] = [];
  /** What leaves nothing to look at. */
  readonly unreadable: StoryProblem[] = [];
  readonly #problems: StoryProblem[] = [];
  readonly #places = new Set<string>();
  /** Where what is found is the consequence of something else. */
  readonly #ignored = new Set<string>();

  /** @param yielded - Of a story that is a script: nothing yet. */
  constructor(private readonly yielded?: Story['yielded']) {}

  file(text: string, file: string): { readonly value: unknown } {
    const body = text.startsWith('\ufeff') ? text.slice(1) : text;
    const textFindings: TextFinding[] = [];
    const findings: Finding[] = [];
    const { value, places } = readYaml(
      body,
      (finding) => textFindings.push(finding),
      (finding) => findings.push(finding),
    );
    const read = { file, text: body, places };
    this.files.push(read);
    this.unreadable.push(...textFindings.map((finding) => textProblem(finding, read)));
    for (const finding of findings) this.report(new StoryPlaces([read], []), finding);
    return { value };
  }

  /** Takes a finding; one problem per place: a step of a block is checked for each of its rounds. */
  report(places: StoryPlaces, finding: Finding): void {
    const problem = problemFrom(places, finding);
    const place = `${problem.path} ${placeOf(problem)}`;
    if (!this.#places.has(place) && !this.#ignored.has(placeOf(problem))) this.#problems.push(problem);
    this.#places.add(place);
  }

  /** Takes a file that is not read as YAML. */
  add(file: StoryFile): void {
    this.files.push(file);
  }

  /**
   * Checks a story whose own file has been read.
   *
   * @param value - What that file says.
   * @param included - The texts of the files that it includes, by the names that it uses.
   * @throws {@link StoryError} with all problems at once, in the order of the files.
   */
  story(value: unknown, included: ReadonlyMap<string, string>, set: Readonly<Record<string, string>>): LoadedStory {
    const names = includedNames(value).filter((name) => included.has(name));
    const others = names.map((name) => this.file(included.get(name)!, name));
    if (this.unreadable.length > 0) throw new StoryError(this.unreadable);
    const origins = new Origins();
    const reportOrigin: ReportOrigin = ({ file: number, path }, finding) =>
      this.report(new StoryPlaces([this.files[number]!], []), { ...finding, path });
    const written = withIncluded([value, ...others.map((other) => other.value)], origins, reportOrigin);
    if (others.some((other) => !isTree(other.value))) throw this.error();
    const result = this.#checked(written, origins, set);
    const [main, ...rest] = this.files.map(({ file, text }) => ({ file, text }));
    return { ...result, file: main!.file, text: main!.text, included: rest };
  }

  /** @throws {@link StoryError} where anything was found. */
  #checked(
    written: unknown,
    origins: Origins,
    set: Readonly<Record<string, string>>,
  ): Pick<LoadedStory, 'story' | 'parameters' | 'places'> {
    const before = new StoryPlaces(this.files, [origins]);
    if (!isTree(written)) {
      if (this.#problems.length === 0) this.report(before, noStory(written));
      throw this.error();
    }
    const expanded = expandStory(written, set, before, {
      report: (path, finding) => this.report(before, { ...finding, path }),
      ignore: (path) => this.#ignored.add(placeOf(before.locate(path))),
    });
    this.#problems.push(...expanded.problems);
    const places = new StoryPlaces(this.files, [expanded.origins, origins], expanded.tree);
    const story = expanded.tree && this.#checkValue(expanded.tree, places, expanded);
    if (!story || this.#problems.length > 0) throw this.error();
    // Where one is of no use the story has a problem.
    const usable = [...expanded.parameters].filter((entry): entry is [string, ParameterValue] => entry[1] !== UNUSABLE);
    return { story, parameters: new Map(usable), places };
  }

  #checkValue(tree: unknown, places: StoryPlaces, { frames, blocks }: Pick<Story, 'frames' | 'blocks'>): Story | undefined {
    const checked = checkSchema(tree, places);
    const wrong = 'findings' in checked ? checked.findings : [];
    for (const finding of wrong) this.report(places, finding);
    // With the wrong parts taken out the rest can still be checked, so that a writer sees everything at once.
    const value = 'story' in checked ? checked.story : withoutWrongParts(tree, wrong, places);
    const more = { frames, blocks, ...(this.yielded && { yielded: this.yielded }) };
    const before = wrong.slice(0, MOST_PROBLEMS);
    try {
      if (value)
        checkReferences({ ...value, ...more }, (finding) => {
          if (!isConsequence(finding, before)) this.report(places, finding);
          if (this.#problems.length > MOST_PROBLEMS) throw new Enough();
        });
    } catch (error) {
      if (!(error instanceof Enough)) throw error;
    }
    return value && { ...value, ...more };
  }

  error(): StoryError {
    const order = new Map(this.files.map(({ file }, index) => [file, index]));
    const key = ({ file, line = 0, column = 0 }: StoryProblem) => [order.get(file) ?? -1, line, column] as const;
    return new StoryError(
      [...this.#problems].sort((left, right) => {
        const [a, b] = [key(left), key(right)];
        return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
      }),
    );
  }
}

const placeOf = ({ file, line, column }: Pick<StoryProblem, 'file' | 'line' | 'column'>) => `${file} ${line} ${column}`;

function noStory(written: unknown): Finding {
  const nothing = written === null || written === undefined;
  return {
    code: nothing ? 'NO_STORY' : 'WRONG_VALUE',
    path: [],
    expected: nothing ? 'a story: a mapping with id, title, start, world and steps' : 'a mapping',
    ...(nothing && { received: { words: 'nothing' } }),
  };
}

/** Leaves the checks: a story of a megabyte can have a mistake in each of its steps, and to find every cure takes a minute. */
class Enough extends Error {}

/** A value that was taken out is missing elsewhere: what is found about its parents or itself says nothing new. */
function isConsequence({ path }: Finding, earlier: readonly Finding[]): boolean {
  const begins = (whole: Finding['path'], part: Finding['path']) => part.every((segment, index) => whole[index] === segment);
  return earlier.some((other) => begins(other.path, path) || begins(path, other.path));
}

function textProblem({ code, offset, expected, cure }: TextFinding, { file, places }: StoryFile): StoryProblem {
  const { line, column, excerpt } = places.placeOf(offset);
  const received = excerpt.trim() === '' ? 'the end of the line' : quoted(excerpt.trim());
  return { code, file, line, column, path: '', expected, received, ...(cure ? { cure } : {}), ...shownLine(excerpt, column) };
}
