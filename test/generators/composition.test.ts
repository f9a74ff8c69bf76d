import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { type FormatId, formats, sensorFormats } from '../../src/generators/index.js';
import { sysmonHost } from '../../src/generators/sysmon/event3.js';
import { loadStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';

const library = firstStories;

/** Numbers of the flows and sides that Windows hosts of an office record. */
async function officeOf(file: string) {
  const { plan } = prepareRun(await loadStory(file), { seed: 1, workstations: 60 });
  const flows = Array.from({ length: plan.flows.length }, (_, n) => plan.flows.at(n)!);
  const sides = flows.flatMap((flow) =>
    (['initiator', 'responder'] as const).flatMap((side, n) => {
      const host = sysmonHost(flow, side);
      return host?.os.platform === 'windows' && flow.background ? [flow.index * 2 + n] : [];
    }),
  );
  const events = flows.flatMap(({ index, background, initiator }) =>
    background &&
    initiator.host?.falcon &&
    initiator.process &&
    initiator.address.family === 'ipv6' &&
    initiator.host.os.platform === 'windows'
      ? [index]
      : [],
  );
  return { plan, sides, events };
}

const put: readonly FormatId[] = ['sysmon-winevt', 'sysmon-viewer', 'sysmon-flat', 'falcon-fdr'];

describe.each(library)('the office of $id', async ({ file }) => {
  const { plan, sides, events } = await officeOf(file);

  it.each(put)('is put together from few shapes and shared parts in %s', (id) => {
    const { sysmon, falcon } = sensorFormats(formats[id], plan.flows);
    const [composition, numbers] = sysmon ? [sysmon.composition!, sides] : [falcon!.composition!, events];
    expect(numbers.length).toBeGreaterThan(50);
    const made = numbers.map((number) => composition.madeOf(number));
    expect(made.filter((one) => one === undefined)).toEqual([]);
    const shapes = new Set(made.map((one) => one!.shape));
    // By protocol, ports, side and kind of address; not by host.
    expect(shapes.size).toBeLessThan(350);
    const locals = new Set(made.map((one) => one!.entities[1]));
    expect(locals.size).toBeLessThan(numbers.length);
  });

  it('has each text of a host or end once, whatever the port, in falcon-fdr', () => {
    const composition = sensorFormats(formats['falcon-fdr'], plan.flows).falcon!.composition!;
    const keySets = new Set(events.map((number) => plan.flows.at(number)!.initiator.host!.falcon!.keySet));
    const shapes = events.map((number) => ({ number, shape: composition.shape(number) }));
    const names = shapes.flatMap(({ number, shape }) =>
      shape.flatMap((part) => ('entity' in part ? [composition.nameOf(number, part)] : [])),
    );
    // Ten fields; where two of one host stand side by side there are fewer, and a port that is always the same makes more of one.
    expect(new Set(names).size).toBeLessThanOrEqual(12 * keySets.size);
    // What is the same in all shapes is written with the field behind it, so few parts are left.
    expect(Math.max(...shapes.map(({ shape }) => shape.length))).toBeLessThanOrEqual(15);
  });
});
