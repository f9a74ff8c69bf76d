import type { StoryPath } from '../finding.js';

/** A place in one of a story's files. */
export interface Origin {
  /** Position of the file among those of the story: 0 is the one that was named. */
  readonly file: number;
  readonly path: StoryPath;
}

interface Branch {
  origin?: Origin;
  readonly children: Map<string | number, Branch>;
}

/** Where the values of an expanded story were written: what comes from elsewhere than its own path is entered, the rest follows. */
export class Origins {
  readonly #root: Branch = { origin: { file: 0, path: [] }, children: new Map() };

  /** Says that what is at a path of the expanded story, and all below, was written elsewhere. */
  set(path: StoryPath, origin: Origin): void {
    let branch = this.#root;
    for (const segment of path) {
      const next: Branch = branch.children.get(segment) ?? { children: new Map() };
      branch.children.set(segment, next);
      branch = next;
    }
    branch.origin = origin;
  }

  of(path: StoryPath): Origin {
    let branch: Branch | undefined = this.#root;
    let origin = this.#root.origin!;
    let known = 0;
    for (let depth = 0; depth < path.length && branch; depth += 1) {
      branch = branch.children.get(path[depth]!);
      if (!branch?.origin) continue;
      origin = branch.origin;
      known = depth + 1;
    }
    return { file: origin.file, path: [...origin.path, ...path.slice(known)] };
  }
}
