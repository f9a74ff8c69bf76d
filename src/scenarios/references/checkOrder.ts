import type { Report } from '../finding.js';
import { LEAF_KINDS } from '../language/stepKinds.js';
import type { Story, StoryStep } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { listed } from './names.js';
import { TimeGraph } from './timeGraph.js';

/** Steps have ids of their own, one time each, and wait for each other without going round in a circle. */
export function checkOrder(story: Story, report: Report): void {
  const keys = new Set<string>();
  story.steps.forEach((step, index) => {
    const { key, inside } = story.frames[index]!;
    if (keys.has(key)) report({ code: 'DUPLICATE', path: ['steps', index, 'id'], expected: 'an id that no other step has' });
    keys.add(key);
    // Inside of a block a step begins with it, unless it says otherwise.
    checkChoice(step, index, ['at', 'after'], inside === undefined, report);
    checkChoice(step, index, LEAF_KINDS, true, report);
  });
  const graph = new TimeGraph(story);
  checkAfter(graph, report);
  checkCircle(graph, report);
}

function checkChoice(step: StoryStep, index: number, keys: readonly (keyof StoryStep)[], needed: boolean, report: Report): void {
  const given = keys.filter((key) => step[key] !== undefined);
  const expected = `exactly one of ${keys.join(', ')}`;
  if (given.length === 0 && needed) report({ code: 'MISSING', path: ['steps', index], expected, received: { words: 'neither' } });
  if (given.length > 1)
    report({ code: 'INCONSISTENT', path: ['steps', index, given.at(-1)!], at: 'key', expected, received: { words: 'both' } });
}

function checkAfter(graph: TimeGraph, report: Report): void {
  for (const node of graph.nodes) {
    const { after } = node;
    if (after?.kind !== 'after' || graph.named(after.step, node) !== undefined) continue;
    const others = graph.namesFor(node);
    const expected = `a step of the story: ${listed(others)}`;
    const cure = didYouMean(after.step, others);
    report({ code: 'UNKNOWN_NAME', path: [...node.path, 'after'], expected, received: after.step, cure });
  }
}

/** One circle, told from the first step in it that says `after`. */
function checkCircle(graph: TimeGraph, report: Report): void {
  const order = graph.order();
  if ('events' in order) return;
  // Each event waits for the next one: beginning and end of one node are one word of the message.
  const nodes = order.circle.map((event) => event >> 1).filter((node, i, all) => node !== all[i - 1]);
  if (nodes.length > 1 && nodes[0] === nodes.at(-1)) nodes.pop();
  const waiting = nodes.filter((node) => graph.nodes[node]!.after);
  const first = nodes.indexOf(Math.min(...waiting));
  const circle = [...nodes.slice(first), ...nodes.slice(0, first + 1)];
  const keys = circle.map((node) => graph.nodes[node]!.key);
  const received = keys.length <= 12 ? keys.join(' -> ') : `${keys.slice(0, 6).join(' -> ')} -> ... -> ${keys.at(-1)}`;
  const expected = 'an order with a beginning: these steps wait for each other';
  // Names of ours are safe to print, and a circle must be shown whole.
  report({ code: 'CYCLE', path: [...graph.nodes[nodes[first]!]!.path, 'after'], expected, received: { words: received } });
}
