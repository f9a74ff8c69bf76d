import type { Profile } from './check.js';

/**
 * Which files are one capture: records of one host are compared within a capture, never beyond.
 *
 * - `file`: each file by itself.
 * - `folder`: the files of one folder together, in the order given.
 * - `all`: all files together, in the order given.
 */
export type Capture = 'file' | 'folder' | 'all';

export const captures: readonly Capture[] = ['file', 'folder', 'all'];

export interface ValidateOptions {
  /** Default `strict`. */
  readonly profile?: Profile | undefined;
  /** Compare records of one host with each other; off for files that pool several captures. Default true. */
  readonly stream?: boolean | undefined;
  /** The checks that are made: ids, or groups as `sysmon3/*`. Default all; an issue of another check is not counted either. */
  readonly only?: readonly string[] | undefined;
  /** Checks that are not made, in the same notation; goes before {@link only}. Default none. */
  readonly ignore?: readonly string[] | undefined;
  /** Which files belong together. Default `file`. */
  readonly capture?: Capture | undefined;
  /**
   * `complete`: read every record with the complete readers, never with the fast one. Slower, with the same findings: for who wants to see that.
   * Default `fast`.
   */
  readonly reader?: 'fast' | 'complete' | undefined;
  /** Name shown in the issues. */
  readonly file?: string | undefined;
  /** Longest record that is read, in UTF-16 units. Default 1 MiB. */
  readonly maxRecordLength?: number | undefined;
  /** Most hosts, and most processes, that are remembered for comparison. Default 25,000. */
  readonly maxRemembered?: number | undefined;
}

/** The options with every default filled in. */
export interface Settings {
  readonly profile: Profile;
  readonly stream: boolean;
  /** Says whether a check is made, by its id. */
  readonly accepts: (check: string) => boolean;
  readonly reader: 'fast' | 'complete';
  readonly file: string | undefined;
  readonly maxRecordLength: number;
  readonly maxRemembered: number;
}

export function settingsFrom(options: ValidateOptions = {}): Settings {
  return {
    profile: options.profile ?? 'strict',
    stream: options.stream ?? true,
    accepts: acceptsFrom(options),
    reader: options.reader ?? 'fast',
    file: options.file,
    maxRecordLength: options.maxRecordLength ?? 1024 * 1024,
    maxRemembered: options.maxRemembered ?? 25_000,
  };
}

function acceptsFrom({ only, ignore = [] }: ValidateOptions): (check: string) => boolean {
  return (check) =>
    !ignore.some((pattern) => matches(pattern, check)) && (only?.some((pattern) => matches(pattern, check)) ?? true);
}

/** A pattern is the id of one check, or a group of them, `sysmon3/*`. */
const matches = (pattern: string, check: string) =>
  pattern === check || (pattern.endsWith('/*') && check.startsWith(pattern.slice(0, -1)));
