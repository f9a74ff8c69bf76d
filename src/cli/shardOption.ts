import type { Shard } from '../engine/index.js';
import { visibleStart } from '../scenarios/visibleText.js';
import { type Environment, shardOfEnvironment } from './shardEnvironment.js';
import { UsageError } from './usageError.js';

/** One part of a run, or all of them. */
export type ShardChoice = Shard | { readonly number: 'all'; readonly of: number };

const MOST = 10_000;
const FORM = `K/N with K from 1 to N, N at most ${MOST}, or all/N, auto, auto/N`;

export const shardOption = {
  type: 'string',
  requiresArg: true,
  describe: 'Write part K of N only, K/N; all/N: all of them; auto: the part that a job scheduler asks for',
} as const;

/**
 * Reads `--shard`.
 *
 * @throws {@link UsageError} for what is no part, and where `auto` finds no scheduler.
 */
export function chosenShard(text: string | undefined, env: Environment): ShardChoice | undefined {
  if (text === undefined) return undefined;
  const [, which, size] = /^(all|auto|[1-9]\d{0,4})(?:\/([1-9]\d{0,4}))?$/u.exec(text) ?? [];
  const of = size === undefined ? undefined : Number(size);
  const refuse = () => new UsageError(`--shard: expected ${FORM}, received "${visibleStart(text, 60)}"`);
  if (of !== undefined && of > MOST) throw refuse();
  if (which === 'auto') return shardOfEnvironment(env, of);
  if (which === undefined || of === undefined) throw refuse();
  if (which === 'all') return { number: 'all', of };
  const number = Number(which);
  if (number > of) throw refuse();
  return { number, of };
}
