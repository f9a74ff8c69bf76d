import type { StoryPath } from './finding.js';

/** A place in a file. */
export interface Place {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units as editors count. */
  readonly column: number;
  /** The line's text, without its line break. */
  readonly excerpt: string;
}

/** Where the values of a file of a story stand: in YAML, or in a script. */
export interface WrittenPlaces {
  /** The place of an offset of the text. */
  placeOf(offset: number): Place;
  /** The place of a value, of its key, or of the nearest parent that the file has. */
  locate(path: StoryPath, at?: 'key'): Place;
  /** The text at a path: undefined where there is none, `words` where it is no single value. */
  textAt(path: StoryPath): string | { readonly words: string } | undefined;
  /** True where the value is written without quotes and is something other than text. */
  isPlain(path: StoryPath): boolean;
}
