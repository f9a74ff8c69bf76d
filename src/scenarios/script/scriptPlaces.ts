import type { StoryPath } from '../finding.js';
import { CONNECTIONS } from '../language/yielded.js';
import type { Place, WrittenPlaces } from '../writtenPlaces.js';
import { YamlPlaces } from '../yamlPlaces.js';
import { type Literal, LiteralReader } from './literals.js';
import type { Token } from './tokens.js';

interface Found {
  readonly exact: boolean;
  readonly key: number | undefined;
  readonly at: number;
}

/**
 * Where the values of a script stand.
 *
 * A value that is written in what `defineScenario` is given, or in a constant that is named there, has its own place; one that is
 * computed or imported has that of the nearest value around it. A connection has the place of the `yield` whose values are the same.
 */
export class ScriptPlaces implements WrittenPlaces {
  readonly #text: string;
  readonly #lines: YamlPlaces;
  readonly #story: Literal | undefined;
  readonly #yields: readonly Literal[];
  #value: unknown;
  readonly #connections: unknown[] = [];

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#lines = new YamlPlaces(text, null);
    const reader = new LiteralReader(tokens);
    this.#story = reader.argumentOf('defineScenario');
    this.#yields = reader.objectsBehind('yield');
  }

  /** Says what the script made: what its values are is not written everywhere. */
  made(story: unknown): void {
    this.#value = story;
  }

  /** Says what a connection is, by its number from 0. */
  yielded(number: number, connection: unknown): void {
    this.#connections[number] = connection;
  }

  placeOf(offset: number): Place {
    return this.#lines.placeOf(offset);
  }

  /** The place that a line and a column of the text are, where it has them. */
  placeAt(line: number, column: number): Place | undefined {
    const texts = this.#text.split(/\r\n|[\n\r\u2028\u2029]/u);
    const written = texts[line - 1];
    if (written === undefined || column < 1 || column > written.length + 1) return undefined;
    return { line, column, excerpt: written.trimEnd() };
  }

  locate(path: StoryPath, at?: 'key'): Place {
    const found = this.#find(path);
    return this.placeOf((at === 'key' && found.exact ? found.key : undefined) ?? found.at);
  }

  textAt(path: StoryPath): string | { readonly words: string } | undefined {
    const value = this.#valueAt(path);
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value)) return { words: value.length === 0 ? 'an empty list' : 'a list' };
    if (typeof value === 'object') return { words: Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping' };
    return String(value);
  }

  isPlain(path: StoryPath): boolean {
    const value = this.#valueAt(path);
    return typeof value === 'number' || typeof value === 'boolean';
  }

  #valueAt(path: StoryPath): unknown {
    const [first, number, ...inside] = path;
    const isConnection = first === CONNECTIONS && typeof number === 'number';
    let value = isConnection ? this.#connections[number] : this.#value;
    for (const segment of isConnection ? inside : path)
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, segment)
          ? (value as Record<string | number, unknown>)[segment]
          : undefined;
    return value;
  }

  #find(path: StoryPath): Found {
    const [first, number, ...inside] = path;
    const written = first === CONNECTIONS && typeof number === 'number' ? this.#yieldOf(this.#connections[number]) : undefined;
    let literal = written ?? this.#story;
    let found: Found = { exact: true, key: undefined, at: literal?.at ?? 0 };
    for (const segment of written ? inside : path) {
      const member = literal?.members.get(segment);
      if (!member) return { ...found, exact: false };
      literal = member.literal;
      found = { exact: true, key: member.key, at: literal.at };
    }
    return found;
  }

  /** The first `yield` that may have made a connection: none of the values written there says otherwise. */
  #yieldOf(connection: unknown): Literal | undefined {
    if (typeof connection !== 'object' || connection === null) return undefined;
    const entries = new Map(Object.entries(connection));
    return this.#yields.find(({ members }) =>
      [...members].every(([key, { literal }]) => literal.value === undefined || entries.get(String(key)) === literal.value),
    );
  }
}
