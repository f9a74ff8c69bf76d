import type { Profile } from './check.js';

export interface ValidateOptions {
  /** Default `strict`. */
  readonly profile?: Profile | undefined;
  /** Compare records of one host with each other; off for files that pool several captures. Default true. */
  readonly stream?: boolean | undefined;
  /** Name shown in the issues. */
  readonly file?: string | undefined;
  /** Longest record that is read, in UTF-16 units. Default 1 MiB. */
  readonly maxRecordLength?: number | undefined;
  /** Most hosts, and most processes, that are remembered for comparison. Default 100,000. */
  readonly maxRemembered?: number | undefined;
}

/** The options with every default filled in. */
export interface Settings {
  readonly profile: Profile;
  readonly stream: boolean;
  readonly file: string | undefined;
  readonly maxRecordLength: number;
  readonly maxRemembered: number;
}

export function settingsFrom(options: ValidateOptions = {}): Settings {
  return {
    profile: options.profile ?? 'strict',
    stream: options.stream ?? true,
    file: options.file,
    maxRecordLength: options.maxRecordLength ?? 1024 * 1024,
    maxRemembered: options.maxRemembered ?? 100_000,
  };
}
