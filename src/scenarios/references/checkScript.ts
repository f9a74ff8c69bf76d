import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';

/** Steps of connections that a script yields: only a script has them, and one of all rounds of a block would be no one's. */
export function checkScript(story: Story, report: Report): void {
  story.steps.forEach(({ script }, index) => {
    if (!script) return;
    const finding = { code: 'INCONSISTENT', path: ['steps', index, 'script'], at: 'key', received: 'script' } as const;
    if (!story.yielded)
      report({ ...finding, expected: 'connect or beacon', cure: 'only stories in .js and .mjs have steps that a script fills' });
    else if (story.frames[index]!.inside !== undefined)
      report({ ...finding, expected: 'a step outside of blocks', cure: 'yield the connections of all rounds under one step' });
  });
}
