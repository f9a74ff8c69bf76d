import { type Checked, checkSchema, type WrittenTexts } from './checkSchema.js';
import type { Finding, StoryPath } from './finding.js';
import { acceptsAt } from './schemaAt.js';

/** Stand-ins for required values: what is then found at their places is a consequence and not reported. */
const STAND_INS = ['x', '2000-01-01T00:00:00Z', '1s', 'x.example', {}];

/**
 * Takes the parts out of a story that the schema refused, so that the rest can be checked.
 *
 * @returns What is left, where it is still a story. Not where ids got lost: all that refer to them would seem wrong.
 */
export function withoutWrongParts(
  value: unknown,
  findings: readonly Finding[],
  places: WrittenTexts,
): Extract<Checked, { story: unknown }>['story'] | undefined {
  if (findings.some((finding) => losesIds(finding, places))) return undefined;
  const copy: unknown = structuredClone(value);
  for (const finding of findings) repair(copy, finding);
  const checked = checkSchema(copy, places);
  return 'story' in checked ? checked.story : undefined;
}

function losesIds({ code, path, at }: Finding, places: WrittenTexts): boolean {
  const [first, , third] = path;
  if (code === 'UNKNOWN_KEY')
    // `proceses:` may be all of the processes.
    return path.length <= (first === 'world' ? 2 : 1) && typeof places.textAt(path) !== 'string';
  if (at === 'key' || path.length === 0) return true;
  if (first === 'steps') return path.length === 1 || (path.length === 3 && third === 'id');
  if (first === 'processes') return path.length <= 2;
  if (first !== 'world') return false;
  return (
    path.length === 1 ||
    (path.length === 2 && ['hosts', 'users', 'outside', 'sites'].includes(String(path[1]))) ||
    path.includes('subnets')
  );
}

function repair(root: unknown, { code, path: wrong }: Finding): void {
  // The other members of a list keep their numbers: a list of wrong values goes as a whole.
  const path = typeof wrong.at(-1) === 'number' ? wrong.slice(0, -1) : wrong;
  const parent = parentOf(root, path);
  const last = path.at(-1);
  if (!parent || last === undefined) return;
  const standIn = STAND_INS.find((candidate) => acceptsAt(path, candidate));
  if (code === 'UNKNOWN_KEY' || standIn === undefined || acceptsAt(path, undefined)) delete parent[last];
  else parent[last] = structuredClone(standIn);
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
