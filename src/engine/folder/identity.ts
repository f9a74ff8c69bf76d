import { createHash } from 'node:crypto';
import type { Manifest, RunParameters } from '../manifest.js';
import type { Shard } from '../shards/shard.js';

/** What decides the bytes of a run: two runs with the same identity write the same. */
export interface RunIdentity {
  readonly version: string;
  /** SHA-256 of the story's text. */
  readonly story: string;
  readonly seed: number;
  readonly parameters: RunParameters;
  readonly shard?: Shard;
}

export const storyDigest = (text: string): string => createHash('sha256').update(text).digest('hex');

export function identityOf({ version, scenario, seed, parameters, shard }: Manifest): RunIdentity {
  return {
    version,
    story: scenario.sha256,
    seed,
    parameters,
    ...(shard && { shard: { number: shard.number, of: shard.of } }),
  };
}

/** What is not the same in two identities, as part of a sentence; undefined where all is. */
export function differenceOf(expected: RunIdentity, received: RunIdentity): string | undefined {
  const [one, other] = [expected, received].map(flat) as [Flat, Flat];
  const name = Object.keys({ ...one, ...other }).find((key) => one[key] !== other[key]);
  return name && `expected ${name} ${one[name] ?? 'not given'}, received ${other[name] ?? 'not given'}`;
}

type Flat = Readonly<Record<string, string | undefined>>;

function flat({ version, story, seed, parameters, shard }: RunIdentity): Flat {
  const { set = {}, ...rest } = parameters;
  const values = [
    ...Object.entries(rest).map(([name, value]) => [name, String(value)]),
    ...Object.entries(set).map(([name, value]) => [`--set ${name}`, value]),
  ];
  return {
    version,
    story,
    seed: String(seed),
    ...Object.fromEntries(values),
    ...(shard && { shard: `${shard.number}/${shard.of}` }),
  };
}
