import { type Process, processKey } from '../../model/process.js';
import { keyed32 } from '../../random/keyed32.js';
import type { RandomSource } from '../../random/randomSource.js';
import { boundsOf, drawer } from '../distributions.js';
import type { Condition } from '../expand/frames.js';
import type { Story } from '../language/story.js';
import type { Schedule } from './schedule.js';
import { exactly, type Timed, timedAfter } from './timed.js';

/** When a process of the story runs. */
export interface ProcessSpan {
  readonly begins: Timed;
  /** Absent: after the story. */
  readonly ends?: Timed;
  /** It is there where all of these hold for the seed. */
  readonly conditions?: readonly Condition[];
}

/** When the processes of a story run, by id. @param random - Keys by what belongs to a process. @param start - Of this run. */
export function processSpans(random: RandomSource, story: Story, times: Schedule, start: number): Map<string, ProcessSpan> {
  return new Map(
    Object.entries(story.processes).map(([id, { start: moment, life }]) => {
      const own = random.fork(id);
      const after = (base: Timed, delay: Parameters<typeof boundsOf>[1], purpose: number) => {
        const { min, max } = boundsOf(story, delay);
        return timedAfter(base, {
          exact: drawer(story, delay)(keyed32(own.keyLow, own.keyHigh, purpose, 0)),
          least: min,
          most: max,
        });
      };
      const begins =
        moment.kind === 'absolute'
          ? exactly(moment.at + start - story.start)
          : after(moment.kind === 'start' ? exactly(start) : times.moment(moment.step, moment.edge ?? 'start')!, moment.by, 0);
      return [id, { begins, ...(life && { ends: after(begins, life, 1) }) }];
    }),
  );
}

/** When a process runs, where the story says it; undefined for a service. */
export function spanOf(spans: ReadonlyMap<string, ProcessSpan>, process: Process): ProcessSpan | undefined {
  const span = spans.get(process.name) ?? spans.get(processKey(process));
  return span?.begins.at === process.startedAt ? span : undefined;
}
