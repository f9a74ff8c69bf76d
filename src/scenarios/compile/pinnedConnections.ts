import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { type ConnectionPins, pinsOf } from '../pinsOf.js';
import type { Calls, KindContext } from './kinds/kind.js';
import { kindOf } from './kinds/kinds.js';

/** What is pinned of the connections of one call, by their numbers, counted from 0. */
export type PinnedNumbers = ReadonlyMap<number, ConnectionPins>;

const NONE: PinnedNumbers = new Map();

/**
 * Finds the connections that a step pins, or that a script does.
 *
 * @param calls - What the step makes.
 * @param report - Takes pins of connections that there are not for every seed, and of those that are pinned already.
 * @returns Those of each call.
 */
export function pinnedConnections(
  story: Story,
  index: number,
  calls: readonly Calls[],
  context: KindContext,
  report: Report,
): (call: Calls) => PinnedNumbers {
  const pins = pinsOf(story, index);
  if (pins.length === 0) return (call) => call.pins ?? NONE;
  const { name, kind, content } = kindOf(story.steps[index]!);
  const fewest = kind.fewest(content, context);
  if (fewest === 0) {
    const expected = 'a step of which the story tells the connections';
    const cure = name === 'script' ? 'let the script yield them with their connection: pin: { ... }' : undefined;
    report({ code: 'INCONSISTENT', path: ['steps', index, 'pin'], expected, received: { words: `a ${name}` }, cure });
    return () => NONE;
  }
  const order = calls
    .flatMap((call) => Array.from(call.moments, (at, number) => ({ call, number, at })))
    .sort((one, other) => one.at - other.at);
  const found = new Map<Calls, Map<number, ConnectionPins>>();
  for (const pin of pins) {
    const path = [...pin.path, 'connection'];
    if (pin.connection > fewest) {
      const expected = `a connection that the step has for every seed, 1 to ${fewest}`;
      report({ code: 'WRONG_VALUE', path, expected });
      continue;
    }
    const { call, number } = order[pin.connection - 1]!;
    const numbers = found.get(call) ?? new Map<number, ConnectionPins>();
    if (numbers.has(number)) report({ code: 'DUPLICATE', path, expected: 'a connection that nothing else is pinned of' });
    found.set(call, numbers.set(number, pin));
  }
  return (call) => found.get(call) ?? NONE;
}
