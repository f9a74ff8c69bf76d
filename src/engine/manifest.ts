import { createHash } from 'node:crypto';
import type { Plan } from '../scenarios/plan.js';
import { outsideReferences } from './outsideReferences.js';
import type { OutputSummary, RunSummary } from './runTotals.js';

/** What decided a run besides story and seed: enough to make it again. */
export interface RunParameters {
  readonly start: string;
  readonly workstations: number;
  /** Seconds; absent: as long as the story and its background take. */
  readonly duration?: number;
  readonly events?: number;
  readonly formats: readonly string[];
  readonly labels: string;
  readonly split?: 'host';
}

/** What a run made, and how to make it again. It holds no time of its making: the same run gives the same manifest. */
export interface Manifest {
  readonly tool: 'wiretale';
  readonly version: string;
  readonly scenario: { readonly id: string; readonly title: string; readonly file: string; readonly sha256: string };
  readonly seed: number;
  readonly parameters: RunParameters;
  readonly command: string;
  readonly records: number;
  /** Arrival of the first and last record. */
  readonly range?: { readonly first: string; readonly last: string };
  readonly files: readonly ManifestFile[];
  readonly hosts: readonly ManifestHost[];
  /** Records by step; `background` is all that is no story. */
  readonly steps: Readonly<Record<string, number>>;
  /** Addresses and names that are not reserved ones: they may be somebody's. */
  readonly outside: readonly string[];
}

export interface ManifestFile {
  readonly file: string;
  /** A format's id, or `labels`. */
  readonly format: string;
  readonly records: number;
  readonly bytes?: number;
  /** SHA-256 of the text of {@link slices}, each followed by a line feed. */
  readonly digest?: string;
  /** SHA-256 of each slice's bytes, in order. */
  readonly slices?: readonly string[];
  readonly sha256?: string;
}

interface ManifestHost {
  readonly id: string;
  readonly computer: string;
  readonly os: string;
  readonly addresses: readonly string[];
  readonly aid?: string;
  readonly records: number;
}

const iso = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString();

export function manifestOf(
  plan: Plan,
  summary: RunSummary,
  about: Pick<Manifest, 'version' | 'parameters' | 'command'> & {
    readonly file: string;
    readonly text: string;
    readonly labelsFile?: string;
  },
): Manifest {
  return {
    tool: 'wiretale',
    version: about.version,
    scenario: { ...plan.scenario, file: about.file, sha256: createHash('sha256').update(about.text).digest('hex') },
    seed: plan.seed,
    parameters: about.parameters,
    command: about.command,
    records: summary.records,
    ...(summary.range && { range: { first: iso(summary.range[0]), last: iso(summary.range[1]) } }),
    files: [
      ...summary.outputs.map(fileOf),
      ...(about.labelsFile ? [{ file: about.labelsFile, format: 'labels', records: summary.labels }] : []),
    ],
    hosts: plan.world.machines.map(({ host }) => ({
      id: host.id,
      computer: host.computer,
      os: host.os.id,
      addresses: Object.values(host.addresses).map(({ text }: { text: string }) => text),
      ...(host.falcon && { aid: host.falcon.aid }),
      records: summary.byHost.get(host.computer) ?? 0,
    })),
    steps: Object.fromEntries(summary.byStep),
    outside: outsideReferences(plan),
  };
}

function fileOf({ format, file, records, bytes, slices, sha256 }: OutputSummary): ManifestFile {
  const digest = createHash('sha256')
    .update(slices.map((slice) => `${slice}\n`).join(''))
    .digest('hex');
  return { file, format, records, bytes, digest, slices, ...(sha256 && { sha256 }) };
}
