import { describe, expect, it } from 'vitest';
import { createSlices, type FormatId, formats, type PreparedRun, prepareRun, runOutputs } from '../../src/engine/index.js';
import { type LoadedStory, loadStory, readStory } from '../../src/scenarios/index.js';
import { firstStories } from '../support/firstStories.js';
import { type Label, memorySink } from '../support/runStory.js';
import { hex8 } from '../support/wholeRun.js';

interface Arrived {
  readonly sensor: 'sysmon' | 'falcon';
  readonly at: number;
}

/** When each record of a run arrives, by the names that labels have for it: slices made anew say so. */
function arrivalsOf({ plan, pins }: PreparedRun): Map<string, Arrived> {
  const arrivals = new Map<string, Arrived>();
  const slices = createSlices(plan, pins);
  for (let epoch = slices.first; epoch <= slices.last; epoch += 1) {
    const { sysmon, sysmonOrder, falcon, falconOrder } = slices.slice(epoch);
    for (const i of sysmonOrder) {
      const { initiator, responder } = plan.flows.at(sysmon.flow[i]!)!;
      const { computer } = (sysmon.side[i] === 0 ? initiator : responder).host!;
      arrivals.set(`${computer} ${sysmon.recordId[i]}`, { sensor: 'sysmon', at: sysmon.arrival[i]! });
    }
    for (const i of falconOrder)
      arrivals.set(hex8(falcon.keyHigh[i]!) + hex8(falcon.keyLow[i]!), { sensor: 'falcon', at: falcon.arrival[i]! });
  }
  return arrivals;
}

interface EcsDocument {
  readonly host: { readonly name: string };
  readonly event: { readonly id?: string };
  readonly winlog?: { readonly record_id: string };
}

/** The arrivals of the records of a file that holds both sensors', in the order of its lines. */
async function arrivalsInFile(prepared: PreparedRun, events?: number): Promise<Arrived[]> {
  const format: FormatId = 'ecs';
  const [sink, labels] = [memorySink(), memorySink()];
  await runOutputs(prepared, {
    outputs: [{ format, file: formats[format].file, sink }],
    labels,
    labelChoice: 'all',
    digests: false,
    ...(events !== undefined && { events }),
  });
  const linesOf = (text: string) => text.split('\n').slice(0, -1);
  const labelled = linesOf(labels.text()).map((line) => JSON.parse(line) as Label);
  const connectionOf = new Map(labelled.map(({ id, connection }) => [id, connection]));
  const arrivals = arrivalsOf(prepared);
  return linesOf(sink.text()).map((line) => {
    const { host, event, winlog } = JSON.parse(line) as EcsDocument;
    return arrivals.get(winlog ? `${host.name} ${winlog.record_id}` : connectionOf.get(event.id)!)!;
  });
}

/** By arrival, Sysmon's first where two arrive at once; records of one sensor keep their order. */
const inOrder = (arrivals: readonly Arrived[]) =>
  arrivals.toSorted((a, b) => a.at - b.at || Number(a.sensor === 'falcon') - Number(b.sensor === 'falcon'));
/** How often the next line is the other sensor's. */
const turns = (arrivals: readonly Arrived[]) =>
  arrivals.slice(1).filter(({ sensor }, i) => sensor !== arrivals[i]!.sensor).length;

const library = firstStories;

describe('a file of both sensors', () => {
  it.each(library)('is written in the order in which a collector receives its records, in $id', async ({ file }) => {
    const prepared = prepareRun(await loadStory(file), { seed: 1, duration: 3_600_000_000 });
    const arrivals = await arrivalsInFile(prepared);
    expect(new Set(arrivals).size).toBe(arrivalsOf(prepared).size);
    expect(arrivals).toEqual(inOrder(arrivals));
    expect(turns(arrivals)).toBeGreaterThan(100);
  });

  it('cut short is the beginning of the whole one, whichever sensor is next', async () => {
    const story = await loadStory('scenarios/psexec-lateral-movement.yaml');
    const prepared = prepareRun(story, { seed: 1, duration: 3_600_000_000 });
    const whole = await arrivalsInFile(prepared);
    for (let events = 150; events < 170; events += 1)
      expect(await arrivalsInFile(prepared, events)).toEqual(whole.slice(0, events));
  });
});

/** Milliseconds since 1970-01-01 UTC. */
const START = Date.UTC(2026, 2, 10, 9, 14);
/** One call that both products on a host tell of: the moments at which they do are pinned, microseconds since the start. */
const oneCall = (written: number, received: number): LoadedStory =>
  readStory(
    JSON.stringify({
      id: 'tie',
      title: 'Two products at once',
      start: new Date(START).toISOString(),
      world: {
        hosts: { desk: { clock: { wall: '0s', drift: 0 } } },
        site: { ipv6: '2001:db8:20:1::/64' },
        users: { someone: { local: 'desk' } },
        outside: { site: {} },
      },
      processes: { caller: { host: 'desk', image: 'C:\\caller.exe', user: 'someone', start: '0s' } },
      steps: [
        {
          id: 'call',
          at: '1s',
          connect: { from: 'caller', to: 'site', port: 443, family: 'ipv6' },
          pin: {
            initiator: {
              TimeCreated: `${new Date(START + Math.floor(written / 1000)).toISOString().slice(0, -1)}${String(written % 1000).padStart(3, '0')}Z`,
              timestamp: START + Math.floor(received / 1000),
            },
          },
        },
      ],
    }),
    'tie.yaml',
  );

describe('two records that arrive at once', () => {
  const WRITTEN = 2_000_000;
  /** Falcon tells whole milliseconds: so Sysmon's record is written a little later, and arrives on one of them. */
  const arrivalOf = (written: number) =>
    [...arrivalsOf(prepareRun(oneCall(written, 9_000_000), { seed: 1 })).values()].find(({ sensor }) => sensor === 'sysmon')!.at;
  const written = WRITTEN + ((1000 - (arrivalOf(WRITTEN) % 1000)) % 1000);
  const together = arrivalOf(written) - START * 1000;
  const sensorsAt = async (received: number, events?: number) =>
    (await arrivalsInFile(prepareRun(oneCall(written, received), { seed: 1 }), events)).map(({ sensor }) => sensor);

  it("are Sysmon's and then Falcon's", async () => {
    const tied = [...arrivalsOf(prepareRun(oneCall(written, together), { seed: 1 })).values()];
    expect(tied.map(({ at }) => at - START * 1000)).toEqual([together, together]);
    expect(await sensorsAt(together)).toEqual(['sysmon', 'falcon']);
  });

  it("are not at once a millisecond apart: then Falcon's may be first", async () => {
    expect(await sensorsAt(together - 1000)).toEqual(['falcon', 'sysmon']);
    expect(await sensorsAt(together + 1000)).toEqual(['sysmon', 'falcon']);
  });

  it("are cut off in that order: of one record Sysmon's is there", async () => {
    expect(await sensorsAt(together, 1)).toEqual(['sysmon']);
    expect(await sensorsAt(together - 1000, 1)).toEqual(['falcon']);
  });
});
