import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import type { End, Flow } from '../../src/model/flow.js';
import { loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { tries } from '../support/soak.js';
import { seeds } from '../support/storyArbitrary.js';

const stories = await Promise.all(firstStories.map(({ file }) => loadStory(file)));

/** All that tells a flow of the background from others: two with the same are one. */
const whole = ({ protocol, initiator, responder, sourcePort, destinationPort }: Flow) =>
  JSON.stringify([protocol, sourcePort, destinationPort, ...[initiator, responder].map(nameOf)]);
const nameOf = ({ host, process, address, name, reverseName }: End) => [host?.id, process?.name, address.text, name, reverseName];

describe('the flows of an office', () => {
  it('are all different, share the ends of a side, and never have one object for both ends', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stories), seeds, fc.nat(12), (story, seed, workstations) => {
        const { flows } = prepareRun(story, { seed, workstations }).plan;
        const background = [...flows].filter((flow) => flow.background);
        expect(background.length).toBeGreaterThan(0);
        expect(new Set(background.map(whole)).size).toBe(background.length);
        for (const side of ['initiator', 'responder'] as const) {
          const ends = new Set(background.map((flow) => flow[side]));
          expect(new Set([...ends].map((end) => JSON.stringify(nameOf(end)))).size).toBe(ends.size);
        }
        for (const { initiator, responder } of flows) expect(initiator === responder).toBe(false);
      }),
      tries(30),
    );
  });
});
