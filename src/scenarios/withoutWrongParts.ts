import { checkSchema } from './checkSchema.js';
import type { Finding, StoryPath } from './finding.js';
import { acceptsAt } from './schemaAt.js';
import type { Story } from './storySchema.js';
import type { YamlPlaces } from './yamlPlaces.js';

/** Stand-ins for required values: what is then found at their places is a consequence and not reported. */
const STAND_INS = ['x', '2000-01-01T00:00:00Z', '1s', 'x.example', 'T1021'];

/**
 * Takes the parts out of a story that the schema refused, so that the rest can be checked.
 *
 * @returns What is left, where it is still a story. Not where an id was refused: all that refer to it would seem wrong.
 */
export function withoutWrongParts(value: unknown, findings: readonly Finding[], places: YamlPlaces): Story | undefined {
  if (findings.some(refusesId)) return undefined;
  const copy: unknown = structuredClone(value);
  for (const finding of findings) repair(copy, finding);
  const checked = checkSchema(copy, places);
  return 'story' in checked ? checked.story : undefined;
}

const refusesId = ({ code, path, at }: Finding) =>
  (at === 'key' && code !== 'UNKNOWN_KEY') || (path[0] === 'steps' && path.length === 3 && path[2] === 'id');

function repair(root: unknown, { code, path: wrong }: Finding): void {
  // The other members of a list keep their numbers: a list of wrong values goes as a whole.
  const path = typeof wrong.at(-1) === 'number' ? wrong.slice(0, -1) : wrong;
  const parent = parentOf(root, path);
  const last = path.at(-1);
  if (!parent || last === undefined) return;
  const standIn = STAND_INS.find((text) => acceptsAt(path, text));
  if (code === 'UNKNOWN_KEY' || standIn === undefined || acceptsAt(path, undefined)) delete parent[last];
  else parent[last] = standIn;
}

function parentOf(root: unknown, path: StoryPath): Record<string, unknown> | undefined {
  let parent = root;
  for (const segment of path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return undefined;
    parent = (parent as Record<string | number, unknown>)[segment];
  }
  return typeof parent === 'object' && parent !== null && !Array.isArray(parent)
    ? (parent as Record<string, unknown>)
    : undefined;
}
