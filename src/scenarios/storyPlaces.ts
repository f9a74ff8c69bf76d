import type { Origins } from './expand/origins.js';
import type { StoryPath } from './finding.js';
import type { Place, WrittenPlaces } from './writtenPlaces.js';

/** A file of a story: the story itself, or one that it includes. */
export interface StoryFile {
  /** As the user named it, or as the story does. */
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly places: WrittenPlaces;
}

/** A place, and the file that it is in. */
export interface FilePlace extends Place {
  readonly file: string;
}

/** Where the values of a story stand in its files, by the paths of the story as it is once expanded. */
export class StoryPlaces {
  /**
   * @param origins - From the expanded story to the files.
   * @param value - The expanded story: what variables were replaced by.
   */
  constructor(
    private readonly files: readonly StoryFile[],
    private readonly origins: readonly Origins[],
    private readonly value?: unknown,
  ) {}

  /** The way to what a path of the expanded story was written as. */
  origin(path: StoryPath): { readonly file: StoryFile; readonly path: StoryPath } {
    let origin = { file: 0, path };
    for (const step of this.origins) origin = step.of(origin.path);
    return { file: this.files[origin.file]!, path: origin.path };
  }

  /** The place of a value, of its key, or of the nearest parent that the file has. */
  locate(path: StoryPath, at?: 'key'): FilePlace {
    const { file, path: written } = this.origin(path);
    return { file: file.file, ...file.places.locate(written, at) };
  }

  /** The text at a path, as {@link WrittenPlaces.textAt}; of one with variables what they make of it. */
  textAt(path: StoryPath): ReturnType<WrittenPlaces['textAt']> {
    const { file, path: written } = this.origin(path);
    const text = file.places.textAt(written);
    if (typeof text !== 'string' || !text.includes('${')) return text;
    const value = valueAt(this.value, path);
    return typeof value === 'object' || value === undefined ? text : String(value);
  }

  isPlain(path: StoryPath): boolean {
    const { file, path: written } = this.origin(path);
    return file.places.isPlain(written);
  }
}

function valueAt(tree: unknown, path: StoryPath): unknown {
  let value = tree;
  for (const segment of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[segment] : undefined;
  return value;
}
