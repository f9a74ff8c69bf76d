import type { Finding } from '../finding.js';
import { nearestName } from '../nearestName.js';
import type { Origin, Origins } from './origins.js';
import { isTree, type Tree, treeAt } from './values.js';

/** What a file that is included may have: parts of a world and of what happens in it, no story of its own. */
const PARTS = ['parameters', 'distributions', 'world', 'processes', 'steps'] as const;
/** Mappings of ids: those of all files are put together. */
const JOINED: readonly (readonly string[])[] = [
  ['parameters'],
  ['distributions'],
  ['processes'],
  ['world', 'sites'],
  ['world', 'hosts'],
  ['world', 'users'],
  ['world', 'outside'],
];

/** Takes what is wrong with a place of one of the files. */
export type ReportOrigin = (origin: Origin, finding: Omit<Finding, 'path'>) => void;

/**
 * A story with the parts of its other files.
 *
 * @param files - The story itself, then the files that it includes.
 * @param origins - Learns what stands in another file than the story's.
 */
export function withIncluded(files: readonly unknown[], origins: Origins, report: ReportOrigin): unknown {
  const [story, ...others] = files;
  if (!isTree(story) || others.length === 0) return story;
  const joined = new Joined(story, origins, report);
  others.forEach((value, n) => {
    joined.include(value, n + 1);
  });
  return joined.story;
}

type Growing = Record<string, unknown>;

class Joined {
  /** Its mappings are copies down to where ids are: they grow. */
  readonly #story: Growing;
  readonly #before: unknown[] = [];

  constructor(
    story: Tree,
    private readonly origins: Origins,
    private readonly report: ReportOrigin,
  ) {
    this.#story = { ...story };
    for (const path of [['world'], ...JOINED]) {
      const [key, parent] = [path.at(-1) as string, path.length === 1 ? this.#story : this.#story.world];
      if (isTree(parent) && isTree(parent[key])) (parent as Growing)[key] = { ...(parent[key] as Tree) };
    }
  }

  get story(): Tree {
    const { steps } = this.#story;
    if (this.#before.length === 0 || (steps !== undefined && !Array.isArray(steps))) return this.#story;
    const own: readonly unknown[] = steps ?? [];
    own.forEach((_, index) => {
      this.origins.set(['steps', this.#before.length + index], { file: 0, path: ['steps', index] });
    });
    return { ...this.#story, steps: [...this.#before, ...own] };
  }

  include(value: unknown, file: number): void {
    if (!isTree(value)) {
      this.report({ file, path: [] }, { code: 'WRONG_VALUE', expected: `a mapping of ${PARTS.join(', ')}` });
      return;
    }
    for (const key of Object.keys(value)) {
      const nearest = nearestName(key, PARTS);
      if (!PARTS.includes(key as never))
        this.report(
          { file, path: [key] },
          {
            code: 'UNKNOWN_KEY',
            at: 'key',
            expected: `one of ${PARTS.join(', ')} in a file that is included`,
            received: key,
            cure: nearest && `did you mean ${nearest}?`,
          },
        );
    }
    for (const path of JOINED) this.#join(path, value, file);
    for (const [key, part] of Object.entries(treeAt(value, 'world')))
      if (!JOINED.some(([first, second]) => first === 'world' && second === key)) this.#put(['world', key], part, file);
    this.#steps(value.steps, file);
  }

  #join(path: readonly string[], value: Tree, file: number): void {
    let members: unknown = value;
    for (const key of path) members = isTree(members) ? members[key] : undefined;
    if (members === undefined) return;
    if (isTree(members)) for (const [id, member] of Object.entries(members)) this.#put([...path, id], member, file);
    else this.report({ file, path }, { code: 'WRONG_VALUE', expected: 'a mapping of ids' });
  }

  #put(path: readonly string[], value: unknown, file: number): void {
    let parent = this.#story;
    for (const key of path.slice(0, -1)) {
      parent[key] ??= {};
      // What is no mapping there the schema reports.
      if (!isTree(parent[key])) return;
      parent = parent[key] as Growing;
    }
    const key = path.at(-1)!;
    if (Object.hasOwn(parent, key)) {
      const expected = 'a key that neither the story nor a file before this one has';
      this.report({ file, path }, { code: 'DUPLICATE', at: 'key', expected, received: key });
      return;
    }
    parent[key] = value;
    this.origins.set(path, { file, path });
  }

  #steps(steps: unknown, file: number): void {
    if (steps === undefined) return;
    if (!Array.isArray(steps)) {
      this.report({ file, path: ['steps'] }, { code: 'WRONG_VALUE', expected: 'a list' });
      return;
    }
    steps.forEach((step: unknown, index) => {
      this.origins.set(['steps', this.#before.length], { file, path: ['steps', index] });
      this.#before.push(step);
    });
  }
}
