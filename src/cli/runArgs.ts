import type { StoryArgs } from './storyOptions.js';
import type { Workers } from './workersOption.js';

/** What the command line of `run` says. */
export interface RunArgs extends StoryArgs {
  readonly events: number | undefined;
  readonly format: readonly string[] | undefined;
  readonly out: string | undefined;
  readonly labels: string;
  readonly split: string | undefined;
  readonly workers: Workers;
  readonly shard: string | undefined;
  readonly resume: boolean;
  readonly watch: boolean;
  readonly gzip: boolean;
  readonly gzipLevel: number | undefined;
  readonly sha256: boolean;
  readonly json: boolean;
}
