import { type FormatId, prepareRun, type RunSummary, runOutputs } from '../../src/engine/index.js';
import type { CompileOptions } from '../../src/scenarios/compile/compileStory.js';
import type { LoadedStory } from '../../src/scenarios/index.js';
import type { Sink } from '../../src/sinks/index.js';

const NOTHING = { bytes: 0, stored: 0 };

/** A sink that keeps what it is given. */
export function memorySink(): Sink & { text(): string } {
  const parts: Buffer[] = [];
  return {
    atOnce: 1,
    write: async ({ bytes }) => {
      parts.push(Buffer.from(bytes));
    },
    flush: async () => NOTHING,
    finish: async () => NOTHING,
    publish: async () => undefined,
    abandon: async () => undefined,
    leave: async () => undefined,
    text: () => Buffer.concat(parts).toString('utf8'),
  };
}

export interface Label {
  readonly format: FormatId;
  readonly file: string;
  readonly record: number;
  readonly host: string;
  readonly EventRecordID?: number;
  readonly id?: string;
  readonly scenario: string;
  readonly step: string;
  readonly technique?: string;
  readonly role: string;
  readonly rules: readonly string[];
  readonly connection: string;
  readonly process: string;
}

export interface StoryRun {
  /** Lines of `sysmon-winevt`. */
  readonly winevt: readonly string[];
  /** Lines of `falcon-fdr`. */
  readonly fdr: readonly string[];
  readonly labels: readonly Label[];
  readonly summary: RunSummary;
}

const lines = (text: string) => text.split('\n').slice(0, -1);

/** Runs a story in memory, every record labelled. */
export async function runStory(loaded: LoadedStory, options: Partial<CompileOptions> = {}): Promise<StoryRun> {
  const prepared = prepareRun(loaded, { seed: 1, ...options });
  const winevt = memorySink();
  const fdr = memorySink();
  const labels = memorySink();
  const summary = await runOutputs(prepared, {
    outputs: [
      { format: 'sysmon-winevt', file: 'sysmon-winevt.xml', sink: winevt },
      { format: 'falcon-fdr', file: 'falcon-fdr.ndjson', sink: fdr },
    ],
    labels,
    labelChoice: 'all',
    digests: true,
  });
  return {
    winevt: lines(winevt.text()),
    fdr: lines(fdr.text()),
    labels: lines(labels.text()).map((line) => JSON.parse(line) as Label),
    summary,
  };
}
