import { type PreparedRun, prepareRun } from '../../src/engine/index.js';
import type { Flow } from '../../src/model/flow.js';
import type { CompileOptions } from '../../src/scenarios/compile/compileStory.js';
import type { LoadedStory } from '../../src/scenarios/index.js';
import { EPOCH_MICROSECONDS } from '../../src/scenarios/sources/source.js';
import { type Label, runStory, type StoryRun } from './runStory.js';
import { type WinevtFields, winevtFields } from './winevtFields.js';

/** A connection as the sources of the plan tell it, before any sensor. */
export interface Told {
  readonly name: string;
  readonly at: number;
  readonly flow: Flow;
}

export interface SysmonRecord {
  readonly line: string;
  readonly fields: WinevtFields;
  readonly label: Label;
  readonly told: Told;
  readonly side: 'initiator' | 'responder';
  /** The initiator's endpoint and the responder's, in whatever layout the record has them. */
  readonly initiator: string;
  readonly initiatorPort: number;
  readonly responder: string;
  readonly responderPort: number;
}

export interface FalconRecord {
  readonly line: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: Label;
  readonly told: Told;
}

/** A run with everything that a law may ask about, read back from its text. */
export interface WholeRun extends StoryRun {
  readonly seed: number;
  readonly prepared: PreparedRun;
  readonly told: ReadonlyMap<string, Told>;
  readonly sysmon: readonly SysmonRecord[];
  readonly falcon: readonly FalconRecord[];
}

export const hex8 = (word: number) => (word >>> 0).toString(16).padStart(8, '0');

/** All connections of a plan, by name, in the order of (time, key). */
export function toldBy({ plan }: PreparedRun, from = plan.from, to = plan.to): Map<string, Told> {
  const all: Told[] = [];
  for (let epoch = Math.floor(from / EPOCH_MICROSECONDS); epoch * EPOCH_MICROSECONDS < to; epoch += 1)
    for (const source of plan.sources)
      source.emit(epoch, {
        add: (at, flow, keyLow, keyHigh) => all.push({ name: hex8(keyHigh) + hex8(keyLow), at, flow: plan.flows.at(flow)! }),
      });
  all.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  return new Map(all.map((connection) => [connection.name, connection]));
}

/** The era's layout, from the table of docs/fields/sysmon-winevt.md: an accepted TCP connection is told from the initiator since 10.4. */
function endsOf(fields: WinevtFields, era: string) {
  const initiated = fields.Initiated === 'true';
  const sourceIsInitiator = initiated || (fields.Protocol === 'tcp' && (era === '10.4' || era === '11'));
  const source = [fields.SourceIp!, Number(fields.SourcePort)] as const;
  const destination = [fields.DestinationIp!, Number(fields.DestinationPort)] as const;
  const [initiator, responder] = sourceIsInitiator ? [source, destination] : [destination, source];
  return { initiator: initiator[0], initiatorPort: initiator[1], responder: responder[0], responderPort: responder[1] };
}

export async function wholeRun(story: LoadedStory, options: CompileOptions): Promise<WholeRun> {
  const prepared = prepareRun(story, options);
  const told = toldBy(prepared);
  const run = await runStory(story, options);
  const labelOf = new Map(run.labels.map((label) => [`${label.format} ${label.record}`, label]));
  const toldOf = (label: Label | undefined, line: string) => {
    const connection = label && told.get(label.connection);
    if (!connection) throw new Error(`no label, or one of no connection: ${line}`);
    return { label, told: connection };
  };
  return {
    ...run,
    seed: options.seed,
    prepared,
    told,
    sysmon: run.winevt.map((line, i) => {
      const about = toldOf(labelOf.get(`sysmon-winevt ${i + 1}`), line);
      const fields = winevtFields(line);
      const side = fields.Initiated === 'true' ? ('initiator' as const) : ('responder' as const);
      return { line, fields, ...about, side, ...endsOf(fields, about.told.flow[side].host!.sysmon!.era) };
    }),
    falcon: run.fdr.map((line, i) => ({
      line,
      fields: JSON.parse(line) as Record<string, string>,
      ...toldOf(labelOf.get(`falcon-fdr ${i + 1}`), line),
    })),
  };
}

/** Members by what they have in common. */
export function grouped<T>(list: Iterable<T>, by: (member: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const member of list) {
    const key = by(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}
