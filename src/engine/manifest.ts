import { createHash } from 'node:crypto';
import type { Address } from '../model/address.js';
import type { ParameterValue } from '../scenarios/expand/parameterValues.js';
import type { ExpectedIssue } from '../scenarios/expectationsOf.js';
import type { Times } from '../scenarios/language/expectations.js';
import type { Story } from '../scenarios/language/story.js';
import type { Plan } from '../scenarios/plan.js';
import type { Written } from '../sinks/index.js';
import { expectedHere } from './expectedHere.js';
import { type StoryTexts, storyDigest } from './folder/identity.js';
import { outsideReferences } from './outsideReferences.js';
import type { PreparedRun } from './prepareRun.js';
import type { OutputSummary, RunSummary } from './runTotals.js';
import type { ShardSection } from './shards/shardSection.js';
import { stepsOf } from './sliceTally.js';

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
  /** Level of gzip; absent: plain files. */
  readonly gzip?: number;
  /** Parameters of the story and their values in this run, given or by default. */
  readonly set?: Readonly<Record<string, ParameterValue>>;
}

/** What a run made, and how to make it again. It holds no time of its making: the same run gives the same manifest. */
export interface Manifest {
  readonly tool: 'wiretale';
  readonly version: string;
  readonly scenario: { readonly id: string; readonly title: string; readonly file: string; readonly sha256: string };
  readonly seed: number;
  /** Of a part of a run: its place in the whole. */
  readonly shard?: ShardSection;
  readonly parameters: RunParameters;
  readonly command: string;
  readonly records: number;
  /** Arrival of the first and last record. */
  readonly range?: { readonly first: string; readonly last: string };
  readonly files: readonly ManifestFile[];
  readonly hosts: readonly ManifestHost[];
  /** Records by step; `background` is all that is no story. */
  readonly steps: Readonly<Record<string, number>>;
  /** Records that each fault of the story has met, those that never arrive too; absent where the story has none. */
  readonly faults?: Readonly<Record<string, number>>;
  /** What the story says that others find in the records; absent where it says nothing. */
  readonly expectations?: ManifestExpectations;
  /** Addresses and names that are not reserved ones: they may be somebody's. */
  readonly outside: readonly string[];
  /** The answer key. */
  readonly truth: { readonly file: string; readonly bytes: number; readonly sha256: string };
}

/** Steps are named as labels name them. */
interface ManifestExpectations {
  readonly rules: readonly { readonly rule: string; readonly step: string; readonly times: Times }[];
  readonly silent: readonly string[];
  readonly issues: readonly ExpectedIssue[];
}

export interface ManifestFile {
  /** As it lies in the folder. */
  readonly file: string;
  /** A format's id, or `labels`. */
  readonly format: string;
  readonly records: number;
  /** Before packing, as the slices are. */
  readonly bytes?: number;
  /** Length of the file, where it is packed. */
  readonly compressedBytes?: number;
  /** SHA-256 of the text of {@link slices}, each followed by a line feed. */
  readonly digest?: string;
  /** SHA-256 of each slice's bytes, in order. */
  readonly slices?: readonly string[];
  /** SHA-256 of the file as it lies in the folder. */
  readonly sha256?: string;
}

interface ManifestHost {
  readonly id: string;
  readonly computer: string;
  readonly os: string;
  /** All that it had in the run. */
  readonly addresses: readonly string[];
  readonly aid?: string;
  readonly records: number;
}

const iso = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString();

export function manifestOf(
  { plan, recipe }: Pick<PreparedRun, 'plan' | 'recipe'>,
  summary: RunSummary,
  about: Pick<Manifest, 'version' | 'parameters' | 'command'> & {
    readonly file: string;
    readonly texts: StoryTexts;
    readonly labelsFile?: string;
    /** Names of files as they lie in the folder. */
    readonly nameOf: (file: string) => string;
    /** What was written, by those names. */
    readonly written: ReadonlyMap<string, Written>;
    readonly shard?: ShardSection;
  },
): Omit<Manifest, 'truth'> {
  const expectations = expectationsIn(recipe.story, plan);
  return {
    tool: 'wiretale',
    version: about.version,
    scenario: { ...plan.scenario, file: about.file, sha256: storyDigest(about.texts) },
    seed: plan.seed,
    ...(about.shard && { shard: about.shard }),
    parameters: about.parameters,
    command: about.command,
    records: summary.records,
    ...(summary.range && { range: { first: iso(summary.range[0]), last: iso(summary.range[1]) } }),
    files: [
      ...summary.outputs.map((output) => fileOf(output, about)),
      ...(about.labelsFile ? [{ file: about.nameOf(about.labelsFile), format: 'labels', records: summary.labels }] : []),
    ],
    hosts: plan.world.machines.map(({ host, temporaries }) => ({
      id: host.id,
      computer: host.computer,
      os: host.os.id,
      addresses: [
        ...Object.values(host.addresses),
        ...(temporaries?.spans(plan.from, endOf(plan, summary)).map(({ address }) => address) ?? []),
      ].map(({ text }: Address) => text),
      ...(host.falcon && { aid: host.falcon.aid }),
      records: summary.byHost.get(host.computer) ?? 0,
    })),
    // A part names those too that it has nothing of: joined, they are to stand in the order of the plan.
    steps: about.shard
      ? Object.fromEntries(stepsOf(plan).map((step) => [step, summary.byStep.get(step) ?? 0]))
      : Object.fromEntries(summary.byStep),
    ...(summary.byFault.size > 0 && { faults: Object.fromEntries(summary.byFault) }),
    ...(expectations && { expectations }),
    outside: outsideReferences(plan),
  };
}

function expectationsIn(story: Story, plan: Plan): ManifestExpectations | undefined {
  const { rules, silent, issues } = expectedHere(story, plan);
  if (rules.length + silent.length + issues.length === 0) return undefined;
  return { rules: rules.map(({ rule, step, times }) => ({ rule, step, times })), silent, issues };
}

/** When a run ends: one without an end with its last record. */
const endOf = ({ from, to }: Plan, { range }: RunSummary) => (Number.isFinite(to) ? to : (range?.[1] ?? from));

function fileOf(
  { file, format, records, bytes, slices }: OutputSummary,
  { nameOf, written }: { readonly nameOf: (file: string) => string; readonly written: ReadonlyMap<string, Written> },
): ManifestFile {
  const name = nameOf(file);
  const { stored, sha256 } = written.get(name)!;
  return {
    file: name,
    format,
    records,
    bytes,
    ...(name !== file && { compressedBytes: stored }),
    digest: digestOf(slices),
    slices,
    ...(sha256 && { sha256 }),
  };
}

/** The digest of a list of digests. */
export const digestOf = (slices: readonly string[]): string =>
  createHash('sha256')
    .update(slices.map((slice) => `${slice}\n`).join(''))
    .digest('hex');
