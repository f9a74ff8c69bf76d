import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../src/engine/counts.js';
import { openFormat } from '../../src/engine/formats.js';
import { createSlices, type PreparedRun, prepareRun, type Slice } from '../../src/engine/index.js';
import { createModel } from '../../src/engine/model.js';
import { openRecordMaker } from '../../src/engine/openRecordMaker.js';
import { noPins } from '../../src/engine/pins.js';
import type { CompileOptions } from '../../src/scenarios/compile/compileStory.js';
import { type LoadedStory, loadStory, readStory } from '../../src/scenarios/index.js';
import { EPOCH_MICROSECONDS } from '../../src/scenarios/sources/source.js';
import { firstStories } from '../support/firstStories.js';
import { runStory } from '../support/runStory.js';
import { tries } from '../support/soak.js';
import { loaded, seeds, stories } from '../support/storyArbitrary.js';
import { grouped, toldBy, wholeRun } from '../support/wholeRun.js';

const HOUR = 3_600_000_000;
const library = firstStories;

/** What a slice looks like in every format. */
function textOf({ plan }: PreparedRun, { sysmon, sysmonOrder, falcon, falconOrder }: Slice): { winevt: string; fdr: string } {
  const winevt = openFormat('sysmon-winevt', plan).sysmon!;
  const fdr = openFormat('falcon-fdr', plan).falcon!;
  const written = (room: number, write: (out: Uint8Array) => number) => {
    const out = new Uint8Array(room + 16).fill(0xee);
    const end = write(out);
    expect(end).toBeLessThanOrEqual(room);
    // What was not asked for stays untouched.
    expect([...out.subarray(room)]).toEqual(Array(16).fill(0xee));
    return Buffer.from(out.subarray(0, end)).toString('utf8');
  };
  return {
    winevt: [...sysmonOrder].map((i) => written(winevt.room(sysmon, i), (out) => winevt.write(sysmon, i, out, 0))).join(''),
    fdr: [...falconOrder].map((i) => written(fdr.room(falcon, i), (out) => fdr.write(falcon, i, out, 0))).join(''),
  };
}

async function expectSlicesAlone(story: LoadedStory, options: CompileOptions, shuffle: readonly number[]): Promise<void> {
  const whole = await runStory(story, options);
  const prepared = prepareRun(story, options);
  const { first, last } = createSlices(prepared.plan, prepared.pins);
  const epochs = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const order = epochs.map((epoch, i) => ({ epoch, by: shuffle[i % shuffle.length]! })).sort((a, b) => a.by - b.by);
  const alone = new Map(
    order.map(({ epoch }) => {
      // Prepared anew each time: nothing may be left over from another slice.
      const fresh = prepareRun(story, options);
      return [epoch, textOf(fresh, createSlices(fresh.plan, fresh.pins).slice(epoch))];
    }),
  );
  for (const format of ['winevt', 'fdr'] as const) {
    const text = epochs.map((epoch) => alone.get(epoch)![format]).join('');
    expect(text.split('\n').slice(0, -1)).toEqual(whole[format]);
  }
  // One maker of slices, asked out of order, gives the same ones.
  const slices = createSlices(prepared.plan, prepared.pins);
  for (const { epoch } of order) expect(textOf(prepared, slices.slice(epoch))).toEqual(alone.get(epoch));
}

/** The records of one sensor are the same, whether those of the other are made or not. */
function expectSensorsAlone(prepared: PreparedRun): number {
  const { plan, pins } = prepared;
  const [all, sysmon, falcon] = [undefined, ['sysmon'] as const, ['falcon'] as const].map((sensors) =>
    createSlices(plan, pins, sensors),
  );
  let records = 0;
  for (let epoch = all!.first; epoch <= Math.min(all!.last, all!.first + 40); epoch += 1) {
    const whole = textOf(prepared, all!.slice(epoch));
    expect(textOf(prepared, sysmon!.slice(epoch))).toEqual({ winevt: whole.winevt, fdr: '' });
    expect(textOf(prepared, falcon!.slice(epoch))).toEqual({ winevt: '', fdr: whole.fdr });
    records += whole.fdr.length;
  }
  return records;
}

describe('the records of one sensor do not hang on those of the other', () => {
  it.each(library)('in $id', async ({ file }) => {
    const run = prepareRun(await loadStory(file), { seed: 3, workstations: 3, duration: 5 * HOUR });
    expect(expectSensorsAlone(run)).toBeGreaterThan(0);
  });

  it('in any story', () => {
    fc.assert(
      fc.property(stories, seeds, (story, seed) => void expectSensorsAlone(prepareRun(loaded(story), { seed }))),
      tries(40),
    );
  });
});

const shuffles = fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 });

describe('a slice made alone is that part of the whole', () => {
  it.each(library)('in $id', async ({ file }) => {
    const story = await loadStory(file);
    for (const seed of [1, 9]) await expectSlicesAlone(story, { seed, duration: HOUR }, [5, 3, 8, 1, 9, 2, 7]);
  });

  it('in any story', async () => {
    await fc.assert(
      fc.asyncProperty(stories, seeds, shuffles, async (story, seed, shuffle) =>
        expectSlicesAlone(loaded(story), { seed }, shuffle),
      ),
      tries(25),
    );
  });
});

describe('a source', () => {
  function expectCountsAreEmits({ plan }: PreparedRun): void {
    const first = Math.floor(plan.from / EPOCH_MICROSECONDS) - 1;
    const last = Math.floor(Math.min(plan.to, plan.from + 2 * HOUR) / EPOCH_MICROSECONDS) + 1;
    const keys = new Set<string>();
    let all = 0;
    for (const source of plan.sources) {
      for (let epoch = first; epoch <= last; epoch += 1) {
        const counted = new Map<number, number>();
        source.count(epoch, (flow, count) => counted.set(flow, (counted.get(flow) ?? 0) + count));
        const emitted = new Map<number, number>();
        source.emit(epoch, {
          add(at, flow, keyLow, keyHigh) {
            emitted.set(flow, (emitted.get(flow) ?? 0) + 1);
            all += 1;
            keys.add(`${keyHigh >>> 0} ${keyLow >>> 0}`);
            expect(Number.isInteger(at)).toBe(true);
            expect(Math.floor(at / EPOCH_MICROSECONDS)).toBe(epoch);
            expect(at).toBeGreaterThanOrEqual(plan.from);
            expect(at).toBeLessThan(plan.to);
          },
        });
        expect(counted).toEqual(emitted);
      }
    }
    // Names of connections are 64 bits wide: no two are alike.
    expect(keys.size).toBe(all);
  }

  it.each(library)('counts what it emits, epoch by epoch, in $id', async ({ file }) => {
    const story = await loadStory(file);
    for (const seed of [1, 2, 3]) expectCountsAreEmits(prepareRun(story, { seed, workstations: 5, duration: 2 * HOUR }));
  });

  it('counts what it emits in any story', () => {
    fc.assert(
      fc.property(stories, seeds, (story, seed) => expectCountsAreEmits(prepareRun(loaded(story), { seed }))),
      tries(40),
    );
  });
});

describe('a counter', () => {
  it('stands at the beginning of every epoch where counting one by one comes to', async () => {
    const story = await loadStory(library[0]!.file);
    const { plan } = prepareRun(story, { seed: 4, workstations: 3, duration: 3 * HOUR });
    const maker = openRecordMaker(plan, createModel(plan), noPins);
    const countsAt = (epoch: number) => {
      maker.begin(noCounts(plan.world.machines.length));
      maker.count(first, epoch);
      return maker.counts;
    };
    const told = [...toldBy({ plan } as PreparedRun).values()];
    const first = Math.floor(plan.from / EPOCH_MICROSECONDS);
    for (const epoch of [0, 1, 2, 5, 4, 20, 11, 36].map((n) => first + n)) {
      const { tcp, sysmon, falcon } = countsAt(epoch);
      const before = told.filter(({ at }) => at < epoch * EPOCH_MICROSECONDS);
      for (const { host } of plan.world.machines) {
        const here = (one: typeof host | undefined) => one === host;
        const seen = before.filter(({ flow }) => flow.protocol === 6 || flow.protocol === 17);
        expect(tcp[host.index]).toBe(
          before.filter(({ flow }) => flow.protocol === 6 && flow.sourcePort.kind === 'counted' && here(flow.initiator.host))
            .length,
        );
        expect(sysmon[host.index]).toBe(
          seen.filter(({ flow }) => here(flow.initiator.host) && host.sysmon).length +
            seen.filter(({ flow }) => here(flow.responder.host) && flow.responder.process && host.sysmon).length,
        );
        const overIpv6 = before.filter(({ flow }) => flow.initiator.address.family === 'ipv6' && flow.initiator.process);
        expect(falcon[host.index]).toBe(overIpv6.filter(({ flow }) => here(flow.initiator.host) && host.falcon).length);
      }
    }
  });

  it('runs on through the boundaries of epochs as if there were none', async () => {
    const hours = 6;
    const run = await wholeRun(await loadStory(library[0]!.file), { seed: 11, workstations: 2, duration: hours * HOUR });
    for (const [host, records] of grouped(run.sysmon, ({ fields }) => fields['System/Computer']!)) {
      const steps: { readonly across: boolean; readonly ids: number; readonly seconds: number }[] = [];
      for (let i = 1; i < records.length; i += 1) {
        const [one, other] = [records[i - 1]!, records[i]!];
        steps.push({
          across: Math.floor(one.told.at / EPOCH_MICROSECONDS) !== Math.floor(other.told.at / EPOCH_MICROSECONDS),
          ids: Number(other.fields['System/EventRecordID']) - Number(one.fields['System/EventRecordID']),
          seconds: (other.told.at - one.told.at) / 1e6,
        });
      }
      const rate = (which: typeof steps) =>
        which.reduce((sum, { ids }) => sum + ids - 1, 0) / which.reduce((sum, { seconds }) => sum + seconds, 0);
      expect(steps.filter(({ across }) => across).length).toBeGreaterThan(hours * 8);
      // Ids of other events between two records: as many per second across a boundary as elsewhere.
      expect(rate(steps.filter(({ across }) => across)) / rate(steps), host).toBeGreaterThan(0.5);
      expect(rate(steps.filter(({ across }) => across)) / rate(steps), host).toBeLessThan(2);
    }
  });

  it('goes round its range without a fault when a beacon takes more ports than there are', async () => {
    const story = readStory(
      JSON.stringify({
        id: 'zqbusy',
        title: 'More connections than ports',
        start: '2026-01-01T00:00:00Z',
        world: { hosts: { desk: { sensors: ['sysmon'] } }, users: { someone: { local: 'desk' } }, outside: { c2: {} } },
        processes: { caller: { host: 'desk', image: 'C:\\caller.exe', user: 'someone', start: '0s' } },
        steps: [{ id: 'zqcall', at: '1s', beacon: { from: 'caller', to: 'c2', port: 443, every: '1ms', for: '40m' } }],
      }),
      'busy.yaml',
    );
    const run = await wholeRun(story, { seed: 1 });
    expect(run.sysmon.length).toBeGreaterThan(16_384);
    const ports = run.sysmon.map(({ initiatorPort }) => initiatorPort);
    const held = new Set(run.prepared.plan.world.machineById.get('desk')!.rpcPorts.values());
    const free = Array.from({ length: 16_384 }, (_, i) => 49_152 + i).filter((port) => !held.has(port));
    const steps = ports.slice(1).map((port, i) => (free.indexOf(port) - free.indexOf(ports[i]!) + free.length) % free.length);
    expect(Math.min(...steps)).toBe(1);
    expect(Math.max(...steps)).toBeLessThan(20);
    expect(new Set(ports).size).toBeGreaterThan(free.length * 0.9);
  });
});

describe('the order of arrival', () => {
  it('is the order of the lines, over all hosts and slices', () => {
    fc.assert(
      fc.property(stories, seeds, (story, seed) => {
        const { plan, pins } = prepareRun(loaded(story), { seed });
        const slices = createSlices(plan, pins);
        let last = { sysmon: -Infinity, falcon: -Infinity };
        for (let epoch = slices.first; epoch <= slices.last; epoch += 1) {
          const { sysmon, sysmonOrder, falcon, falconOrder } = slices.slice(epoch);
          const arrivals = {
            sysmon: [...sysmonOrder].map((i) => sysmon.arrival[i]!),
            falcon: [...falconOrder].map((i) => falcon.arrival[i]!),
          };
          for (const sensor of ['sysmon', 'falcon'] as const) {
            const all = [last[sensor], ...arrivals[sensor]];
            expect(all).toEqual([...all].sort((a, b) => a - b));
            expect(arrivals[sensor].filter((at) => Math.floor(at / EPOCH_MICROSECONDS) !== epoch)).toEqual([]);
            last = { ...last, [sensor]: all.at(-1)! };
          }
        }
      }),
      tries(30),
    );
  });
});
