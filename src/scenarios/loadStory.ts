import { checkReferences } from './checkReferences.js';
import { checkSchema } from './checkSchema.js';
import type { Finding } from './finding.js';
import type { Story } from './language/story.js';
import { type LoadedStory, problemFrom } from './loadedStory.js';
import { readStoryFile } from './readStoryFile.js';
import { readYaml, type TextFinding } from './readYaml.js';
import { MOST_PROBLEMS, StoryError, type StoryProblem } from './storyError.js';
import { quoted, shownLine } from './storyPath.js';
import { withoutWrongParts } from './withoutWrongParts.js';
import type { YamlPlaces } from './yamlPlaces.js';

/**
 * Reads a story from a YAML file and checks everything that can be checked before it is compiled.
 *
 * @param options.cwd - Where a relative path starts; absent: the working directory.
 * @throws {@link StoryError} with all problems at once; an `Error` of the file system where the file is there but cannot be read.
 */
export async function loadStory(file: string, options: { readonly cwd?: string } = {}): Promise<LoadedStory> {
  return readStory(await readStoryFile(file, options.cwd), file);
}

/**
 * Reads a story from its text.
 *
 * @param file - The name that messages use.
 * @throws {@link StoryError} with all problems at once, in the order of the text.
 */
export function readStory(text: string, file: string): LoadedStory {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const textFindings: TextFinding[] = [];
  const findings: Finding[] = [];
  const { value, places } = readYaml(
    body,
    (finding) => textFindings.push(finding),
    (finding) => findings.push(finding),
  );
  if (textFindings.length > 0) throw new StoryError(textFindings.map((finding) => textProblem(finding, file, places)));
  const story = checkValue(value, places, findings);
  if (!story) throw new StoryError(inOrder(findings.map((finding) => problemFrom(places, file, finding))));
  const locate: LoadedStory['locate'] = (path, at) => places.locate(path, at);
  return { story, file, text: body, locate, textAt: (path) => places.textAt(path) };
}

/** @returns The story, where nothing at all is wrong with it. */
function checkValue(value: unknown, places: YamlPlaces, findings: Finding[]): Story | undefined {
  if (value === null || value === undefined) {
    const expected = 'a story: a mapping with id, title, start, world and steps';
    if (findings.length === 0) findings.push({ code: 'NO_STORY', path: [], expected, received: { words: 'nothing' } });
    return undefined;
  }
  const checked = checkSchema(value, places);
  if ('findings' in checked) findings.push(...checked.findings);
  // With the wrong parts taken out the rest can still be checked, so that a writer sees everything at once.
  const story = 'story' in checked ? checked.story : withoutWrongParts(value, checked.findings, places);
  const before = findings.slice(0, MOST_PROBLEMS);
  const seen = new Set<string>();
  const report = (finding: Finding) => {
    const place = JSON.stringify(finding.path);
    // One problem per place: an address that no host can have need not lie in the site's network too.
    if (!seen.has(place) && !isConsequence(finding, before)) findings.push(finding);
    seen.add(place);
    if (findings.length > MOST_PROBLEMS) throw new Enough();
  };
  try {
    if (story) checkReferences(story, report);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return findings.length === 0 ? story : undefined;
}

/** Leaves the checks: a story of a megabyte can have a mistake in each of its steps, and to find every cure takes a minute. */
class Enough extends Error {}

/** A value that was taken out is missing elsewhere: what is found about its parents or itself says nothing new. */
function isConsequence({ path }: Finding, earlier: readonly Finding[]): boolean {
  const begins = (whole: Finding['path'], part: Finding['path']) => part.every((segment, index) => whole[index] === segment);
  return earlier.some((other) => begins(other.path, path) || begins(path, other.path));
}

const inOrder = (problems: StoryProblem[]): StoryProblem[] =>
  problems.sort((left, right) => left.line! - right.line! || left.column! - right.column!);

function textProblem({ code, offset, expected, cure }: TextFinding, file: string, places: YamlPlaces): StoryProblem {
  const { line, column, excerpt } = places.placeOf(offset);
  const received = excerpt.trim() === '' ? 'the end of the line' : quoted(excerpt.trim());
  return { code, file, line, column, path: '', expected, received, ...(cure ? { cure } : {}), excerpt: shownLine(excerpt) };
}
