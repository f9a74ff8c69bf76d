import { type FormatId, formats } from '../generators/index.js';
import type { FaultKind } from '../model/faultKind.js';
import type { Flow } from '../model/flow.js';
import { processKey } from '../model/process.js';
import type { Plan } from '../scenarios/plan.js';
import type { Sink } from '../sinks/index.js';
import type { PreparedRun } from './prepareRun.js';
import { runOutputs } from './runOutputs.js';

/** Something that goes wrong with records, and with which. */
export interface PreviewedFault {
  readonly at: string;
  /** Absent: to the end of the run. */
  readonly until?: string;
  readonly step: string;
  readonly title: string;
  readonly kind: FaultKind;
  /** Absent: of all. */
  readonly hosts?: readonly string[];
  readonly sensors: readonly string[];
  readonly steps?: readonly string[];
  /** Of the records that match, 0 to 1. */
  readonly share: number;
}

/** What a run would write. */
export interface Preview {
  readonly timeline: readonly {
    readonly at: string;
    readonly step: string;
    readonly title: string;
    readonly from: string;
    readonly to: string;
    readonly connections: number;
  }[];
  /** What goes wrong with records; absent: nothing. */
  readonly faults?: readonly PreviewedFault[];
  readonly files: readonly {
    readonly format: FormatId;
    readonly file: string;
    readonly records: number;
    readonly bytes: number;
    readonly first: readonly string[];
  }[];
  readonly hosts: Readonly<Record<string, number>>;
}

/**
 * Makes a run and keeps only what a reader wants to see.
 *
 * @param first - How many of the story's own records to keep per format.
 */
export async function previewOf(
  run: PreparedRun,
  ids: readonly FormatId[],
  first: number,
  signal?: AbortSignal,
): Promise<Preview> {
  const { plan } = run;
  // The labels say which records are the story's; a second run, as like the first as all runs are, picks them out.
  const wanted = new Map<string, number[]>();
  const labels = recordSink((line) => {
    const { format, record, step } = JSON.parse(line) as { format: string; record?: number; step: string };
    // What never arrives has no record; what went wrong in the background is labelled too.
    if (record === undefined || step === 'background') return;
    const records = wanted.get(format) ?? [];
    if (records.length < first) wanted.set(format, [...records, record]);
  });
  const outputsTo = (sinkOf: (format: FormatId) => Sink) =>
    ids.map((format) => ({ format, file: formats[format].file, sink: sinkOf(format) }));
  const options = { digests: false, ...(signal && { signal }) };
  const summary = await runOutputs(run, {
    ...options,
    outputs: outputsTo(() => recordSink()),
    labels,
    labelChoice: 'scenario',
  });
  const kept = new Map(ids.map((id) => [id, [] as string[]]));
  if (wanted.size > 0) {
    const keeping = (id: FormatId) => recordSink((line, number) => wanted.get(id)?.includes(number) && kept.get(id)!.push(line));
    await runOutputs(run, { ...options, outputs: outputsTo(keeping), labelChoice: 'none' });
  }
  return {
    timeline: [...plan.steps]
      .sort((a, b) => a.at - b.at)
      .map(({ id, title, flow, at, connections }) => ({
        at: iso(at),
        step: id,
        title,
        ...parties(plan.flows.at(flow)!),
        connections,
      })),
    ...(plan.faults.length > 0 && { faults: faultsOf(plan) }),
    files: summary.outputs.map(({ format, file, records, bytes }) => ({
      format,
      file,
      records,
      bytes,
      first: kept.get(format)!,
    })),
    hosts: Object.fromEntries(summary.byHost),
  };
}

const iso = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString();

function faultsOf({ faults, world }: Plan): PreviewedFault[] {
  return [...faults]
    .sort((a, b) => a.from - b.from)
    .map(({ id, title, kind, from, to, hosts, sensors, steps, share }) => ({
      at: iso(from),
      ...(Number.isFinite(to) && { until: iso(to) }),
      step: id,
      title,
      kind,
      ...(hosts && { hosts: [...hosts].map((host) => world.machines[host]!.host.id) }),
      sensors,
      ...(steps && { steps }),
      share: share / 4_294_967_296,
    }));
}

function parties({ initiator, responder, destinationPort }: Flow): { from: string; to: string } {
  const port = destinationPort === 0 ? '' : ` port ${destinationPort}`;
  return {
    from: processKey(initiator.process!),
    to: `${responder.process ? processKey(responder.process) : (responder.host?.id ?? responder.address.text)}${port}`,
  };
}

const NOTHING = { bytes: 0, stored: 0 };

/** A sink that hands over each record, without its line end, and its number from 1; or only swallows them. */
function recordSink(take?: (line: string, number: number) => void): Sink {
  let number = 0;
  return {
    atOnce: 1,
    async write({ bytes, ends }) {
      if (!take) return;
      let start = 0;
      for (const end of Array.from(ends)) {
        number += 1;
        take(Buffer.from(bytes.subarray(start, end - 1)).toString('utf8'), number);
        start = end;
      }
    },
    flush: async () => NOTHING,
    finish: async () => NOTHING,
    publish: async () => undefined,
    abandon: async () => undefined,
    leave: async () => undefined,
  };
}
