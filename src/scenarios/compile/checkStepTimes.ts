import type { End } from '../../model/flow.js';
import { processKey } from '../../model/process.js';
import { allHold } from '../expand/frames.js';
import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import type { Calls } from './kinds/kind.js';
import { serviceStart } from './latestStart.js';
import { type ProcessSpan, spanOf } from './processSpans.js';
import { iso } from './storyProcesses.js';
import { neverBefore } from './timed.js';

/**
 * The processes at the ends of a step must be there for all of it, whatever the seed.
 *
 * @param ends - Without whoever answers a probe: that is asked for the moment of the probe.
 * @param span - When its first connection happens and its last, and where that is written.
 */
export function checkStepTimes(
  story: Story,
  index: number,
  ends: readonly End[],
  { from, to, path }: NonNullable<Calls['own']>,
  spans: ReadonlyMap<string, ProcessSpan>,
  report: Report,
): void {
  const frame = story.frames[index]!;
  for (const { process } of ends) {
    // What a step runs itself is there when it goes on from it.
    if (!process || (story.steps[index]!.spread && process.name === frame.key)) continue;
    const key = processKey(process);
    const own = spanOf(spans, process);
    const started = own?.begins ?? serviceStart(story, process);
    if (!allHold(own?.conditions ?? [], frame.conditions))
      report({
        code: 'INCONSISTENT',
        path: ['steps', index],
        expected: `a process that is there whatever the seed chooses: ${key} is not`,
        received: { words: 'a step outside of the option' },
      });
    if (!neverBefore(from, started))
      report({
        code: 'INCONSISTENT',
        path,
        expected: `a time at or after the start of ${key}, ${iso(started.latest)}`,
        received: { words: iso(from.earliest) },
        cure: 'start the process earlier, or let the step come later',
      });
    else if (own?.ends && !neverBefore(own.ends, to))
      report({
        code: 'INCONSISTENT',
        path,
        expected: `a step that is over before ${key} ends, ${iso(own.ends.earliest)}`,
        received: { words: Number.isFinite(to.latest) ? iso(to.latest) : 'one that may go on for longer' },
        cure: 'give the process a longer life, or let the step end earlier',
      });
  }
}
