import type { Story, StoryProcess } from '../language/story.js';
import type { KindContext } from './kinds/kind.js';
import { infectionsOf, spreadProcess } from './kinds/spread.js';
import type { ProcessSpan } from './processSpans.js';
import type { Schedule } from './schedule.js';
import { since } from './timed.js';

/** What steps that spread from host to host run there: processes that nobody declares. */
export interface SpreadProcesses {
  readonly processes: Readonly<Record<string, StoryProcess>>;
  readonly spans: ReadonlyMap<string, ProcessSpan>;
}

/** The processes of a story's steps of that kind, by their ids. */
export function spreadProcesses(story: Story, times: Schedule, contextOf: (index: number) => KindContext): SpreadProcesses {
  const processes: Record<string, StoryProcess> = {};
  const spans = new Map<string, ProcessSpan>();
  story.steps.forEach(({ spread }, index) => {
    if (!spread) return;
    const { key, conditions } = story.frames[index]!;
    const { image, user } = spread.run;
    const [begins, ends] = [times.begins[index]!, times.ends[index]!];
    for (const { host, runs } of infectionsOf(spread, begins.at, contextOf(index))) {
      const name = spreadProcess(host, key);
      processes[name] = { host, image, user, start: { kind: 'absolute', at: runs }, serves: [] };
      spans.set(name, {
        // Which host is reached when depends on the seed; that all are by the end does not.
        begins: { at: runs, earliest: begins.earliest, latest: ends.latest, since: since(ends, -Infinity, 0) },
        conditions,
      });
    }
  });
  return { processes, spans };
}
