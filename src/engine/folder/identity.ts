import { createHash } from 'node:crypto';
import type { LoadedStory } from '../../scenarios/loadedStory.js';
import type { Manifest, RunParameters } from '../manifest.js';
import type { Shard } from '../shards/shard.js';

/** The texts that a story was read from. */
export type StoryTexts = Pick<LoadedStory, 'text' | 'included'>;

/** What decides the bytes of a run: two runs with the same identity write the same. */
export interface RunIdentity {
  readonly version: string;
  /** {@link storyDigest}. */
  readonly story: string;
  readonly seed: number;
  readonly parameters: RunParameters;
  readonly shard?: Shard;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The digest of a story: that of its text; of a story with other files, that of the list of their digests, each followed by a line feed. */
export const storyDigest = ({ text, included }: StoryTexts): string =>
  included.length === 0
    ? sha256(text)
    : sha256([text, ...included.map((file) => file.text)].map((one) => `${sha256(one)}\n`).join(''));

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
  const { set = {}, ...others } = parameters;
  const values = [
    ...Object.entries(others),
    ...Object.entries(set).map(([name, value]) => [`--set ${name}`, value] as const),
  ].map(([name, value]) => [name, String(value)]);
  return {
    version,
    story,
    seed: String(seed),
    ...Object.fromEntries(values),
    ...(shard && { shard: `${shard.number}/${shard.of}` }),
  };
}
