import { keyed32 } from '../../../random/keyed32.js';
import { boundsOf, drawer } from '../../distributions.js';
import type { StorySpread } from '../../language/story.js';
import { targetsOf } from '../../references/scanTargets.js';
import type { Calls, Kind, KindContext } from './kind.js';

/** How one host got it from another. */
export interface Infection {
  readonly host: string;
  /** The process that comes: HOST/STEP, or the one that began. */
  readonly from: string;
  /** When the first connection is opened, the last, and when the process on the host starts. Microseconds since 1970-01-01 UTC. */
  readonly begins: number;
  readonly opened: readonly number[];
  readonly runs: number;
}

/** What goes from host to host: each that got it goes on from there. It is over when it runs on the last of them. */
export const spread: Kind<StorySpread> = {
  lasts(content, at, context) {
    const infections = infectionsOf(content, at, context);
    const last = infections.reduce((latest, { runs }) => Math.max(latest, runs), at);
    const { least, most } = boundsOfSpread(content, infections.length, context);
    return { exact: last - at, least, most };
  },
  calls(content, at, context): readonly Calls[] {
    const { path, random } = context;
    return infectionsOf(content, at, context).flatMap(({ host, from, opened }) =>
      content.over.map(
        (over, n): Calls => ({
          ends: { from, to: host, protocol: 'tcp', ...over },
          path: [...path, 'over', n],
          moments: [opened[n]!],
          random: random.fork(host).fork(`connection ${n}`),
        }),
      ),
    );
  },
  fewest: (content) => targetsOf(content).length * content.over.length,
};

/** The id of what a step of this kind runs on a host: `desk/worm`, and in a block `desk/waves/2/worm`. @param key - Of the step. */
export const spreadProcess = (host: string, key: string) => `${host}/${key}`;

/**
 * Who gets it from whom, and when.
 *
 * Hosts come in an order of their own, by their names; the first gets it from where it began, and each gives it to the next `fanOut` that
 * nobody has reached: so a host more moves only those behind it.
 */
export function infectionsOf(content: StorySpread, at: number, { story, random, path }: KindContext): readonly Infection[] {
  const { key } = story.frames[path[1] as number]!;
  const { over, gap, run, pause, fanOut, from } = content;
  const [gapAt, startAt, pauseAt] = [drawer(story, gap), drawer(story, run.start), drawer(story, pause)];
  const ranked = targetsOf(content)
    .map((host) => ({ host, keys: random.fork('host').fork(host) }))
    .sort(
      (a, b) =>
        keyed32(a.keys.keyLow, a.keys.keyHigh, 0, 0) - keyed32(b.keys.keyLow, b.keys.keyHigh, 0, 0) || (a.host < b.host ? -1 : 1),
    );
  const infections: Infection[] = [];
  /** When each who has it can go on: the one who began first, then the hosts. */
  const free = [at];
  ranked.forEach(({ host, keys: { keyLow, keyHigh } }, n) => {
    const giver = Math.floor(n / fanOut);
    const begins = free[giver]!;
    const opened = over.map(() => 0);
    let moment = begins;
    over.forEach((_, i) => {
      if (i > 0) moment += gapAt(keyed32(keyLow, keyHigh, i, 1));
      opened[i] = moment;
    });
    const runs = moment + startAt(keyed32(keyLow, keyHigh, 0, 2));
    free[giver] = moment + pauseAt(keyed32(keyLow, keyHigh, 0, 3));
    free.push(runs + pauseAt(keyed32(keyLow, keyHigh, 0, 4)));
    infections.push({ host, from: giver === 0 ? from : spreadProcess(infections[giver - 1]!.host, key), begins, opened, runs });
  });
  return infections;
}

/** Of a tree in which everybody takes as long as possible, or as short. */
function boundsOfSpread({ over, gap, run, pause, fanOut }: StorySpread, count: number, { story }: KindContext) {
  const longest = (edge: 'min' | 'max') => {
    const [gaps, start, rest] = [gap, run.start, pause].map((delay) => boundsOf(story, delay)[edge]);
    const opening = (over.length - 1) * gaps!;
    const free = [0];
    let last = 0;
    for (let n = 0; n < count; n += 1) {
      const giver = Math.floor(n / fanOut);
      const opened = free[giver]! + opening;
      last = Math.max(last, opened + start!);
      free[giver] = opened + rest!;
      free.push(opened + start! + rest!);
    }
    return last;
  };
  return { least: longest('min'), most: longest('max') };
}
