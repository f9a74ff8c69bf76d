import type { GuestConnections, GuestOptions, GuestStory } from './guest.js';

/** The first line that a sandbox is sent: the script and what it imports. */
export interface ScriptFiles {
  /** Texts; the script itself is the first. */
  readonly texts: readonly string[];
  /** Of each text: which of the texts a name that it imports means. */
  readonly imports: readonly Readonly<Record<string, number>>[];
  /** Bytes of the story, or of all connections, at the most. */
  readonly mostBytes: number;
  /** It ends itself after so long, twice: nobody may be left to end it. */
  readonly milliseconds: number;
}

/** The second line: make the connections. */
export interface MakeConnections extends GuestOptions {
  readonly seed: number;
  readonly story: string;
}

/** Something that a script threw; the place is read from its stack. */
export interface Thrown {
  readonly message: string;
  readonly stack: string;
}

/** What a sandbox sends, a line for each. */
export type FromSandbox =
  | { readonly print: string }
  | { readonly made: GuestStory }
  | { readonly connections: readonly unknown[] }
  | { readonly end: GuestConnections }
  | { readonly thrown: Thrown }
  /** It waits for what never comes. */
  | { readonly waits: true };

/** What stacks call a text of a script, by its position. */
export const scriptName = (position: number) => `wiretale-script-${position}.mjs`;
/** Finds such a name, a line and a column. */
export const SCRIPT_FRAME = /\bwiretale-script-(\d{1,3})\.mjs:(\d{1,7})(?::(\d{1,7}))?/u;
