import type { StoryPath } from '../finding.js';
import { type LoadedStory, type ProblemDetails, storyProblem } from '../loadedStory.js';
import type { StoryProblem } from '../storyError.js';
import { ATTACK_VERSION } from './attackTable.js';
import { isOf, techniques } from './techniques.js';

/** The edition of ATT&CK for Enterprise whose techniques {@link techniques} has. */
const EDITION = `ATT&CK for Enterprise ${ATTACK_VERSION}`;

/**
 * What is odd about the techniques of a story that can be told: ids that ATT&CK does not have, for it may have newer ones, and a list that says something else than
 * the steps.
 *
 * @returns Each id once, in the order of the file's parts.
 */
export function techniqueRemarks(loaded: LoadedStory): StoryProblem[] {
  const { techniques: listed, steps } = loaded.story;
  const said = new Set<string>();
  const remarks: StoryProblem[] = [];
  const remark = (id: string, path: StoryPath, details: ProblemDetails) => {
    if (said.has(id)) return;
    said.add(id);
    remarks.push(storyProblem(loaded, path, { received: id, ...details }));
  };
  const shown = steps.flatMap(({ technique }, n) =>
    technique === undefined ? [] : [{ id: technique, path: ['steps', n, 'technique'] }],
  );
  const places = [...listed.map((id, n) => ({ id, path: ['techniques', n] })), ...shown];
  for (const { id, path } of places) if (!techniques.has(id)) remark(id, path, { expected: `a technique of ${EDITION}` });
  // A story that lists none leaves it to its steps; what a script yields is not known here.
  if (listed.length === 0) return remarks;
  for (const { id, path } of shown)
    if (!listed.some((other) => isOf(id, other)))
      remark(id, path, { expected: `one of the story's techniques (${listed.join(', ')})`, cure: `add ${id} to techniques` });
  if (steps.some((step) => 'script' in step)) return remarks;
  listed.forEach((id, n) => {
    if (!shown.some((other) => isOf(other.id, id))) remark(id, ['techniques', n], { expected: 'a technique that a step shows' });
  });
  return remarks;
}
