import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { StoryPath } from './finding.js';
import type { Place, WrittenPlaces } from './writtenPlaces.js';

/** What a path leads to: `exact` is false where only a parent of it exists. */
interface Found {
  readonly exact: boolean;
  readonly key: Node | undefined;
  readonly value: Node | null;
}

/** The text of a key or a scalar as the file has it; quotes and escapes are already read. */
export function scalarText(node: unknown): string | undefined {
  return isScalar(node) ? (node.source ?? (node.value === null ? '' : String(node.value))) : undefined;
}

/** Where the values of a YAML text stand. */
export class YamlPlaces implements WrittenPlaces {
  readonly #text: string;
  readonly #root: Node | null;
  #lineStarts: readonly number[] | undefined;

  /** @param root - The document's contents; null while the file cannot be composed. */
  constructor(text: string, root: Node | null) {
    this.#text = text;
    this.#root = root;
  }

  placeOf(offset: number): Place {
    this.#lineStarts ??= [0, ...Array.from(this.#text.matchAll(/\n/gu), ({ index }) => index + 1)];
    const at = Math.min(offset, this.#text.length);
    let line = 0;
    for (let above = this.#lineStarts.length; line + 1 < above; ) {
      const middle = (line + above) >> 1;
      if (this.#lineStarts[middle]! <= at) line = middle;
      else above = middle;
    }
    const start = this.#lineStarts[line]!;
    const end = this.#text.indexOf('\n', start);
    return { line: line + 1, column: at - start + 1, excerpt: this.#text.slice(start, end < 0 ? undefined : end).trimEnd() };
  }

  /** The place of a value, of its key, or of the nearest parent that the file has. */
  locate(path: StoryPath, at?: 'key'): Place {
    const { key, value, exact } = this.#find(path);
    const written = value?.range && value.range[1] > value.range[0] ? value : undefined;
    const node = (at === 'key' && exact ? key : undefined) ?? written ?? key ?? value;
    return this.placeOf(node?.range?.[0] ?? 0);
  }

  /** The text at a path: undefined where there is none, `words` where it is no single value. */
  textAt(path: StoryPath): string | { readonly words: string } | undefined {
    const { value, exact } = this.#find(path);
    if (!exact) return undefined;
    if (isMap(value)) return { words: value.items.length === 0 ? 'an empty mapping' : 'a mapping' };
    if (isSeq(value)) return { words: value.items.length === 0 ? 'an empty list' : 'a list' };
    const text = scalarText(value);
    return text === '' && isScalar(value) && value.value === null ? undefined : text;
  }

  /** True where the value is written without quotes and YAML reads it as something other than text. */
  isPlain(path: StoryPath): boolean {
    const { value, exact } = this.#find(path);
    return exact && isScalar(value) && value.type === 'PLAIN' && typeof value.value !== 'string';
  }

  #find(path: StoryPath): Found {
    let found: Found = { exact: true, key: undefined, value: this.#root };
    for (const segment of path) {
      const next = child(found.value, segment);
      if (!next) return { ...found, exact: false };
      found = { exact: true, ...next };
    }
    return found;
  }
}

function child(parent: Node | null, segment: string | number): { key: Node | undefined; value: Node | null } | undefined {
  if (isSeq<Node>(parent) && typeof segment === 'number') {
    const value = parent.items[segment];
    return value === undefined ? undefined : { key: undefined, value };
  }
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => scalarText(key) === String(segment)) as Pair<Node, Node | null> | undefined;
  return pair && { key: pair.key, value: pair.value };
}
