import { type FormatId, formats, prepareRun, type RunSummary, runOutputs } from '../../src/engine/index.js';
import type { CompileOptions } from '../../src/scenarios/compile/compileStory.js';
import type { LoadedStory } from '../../src/scenarios/index.js';
import { type Label, memorySink } from './runStory.js';

export interface FormsRun {
  /** Records of each form, without their line ends, in the order of its file. */
  readonly records: ReadonlyMap<FormatId, readonly string[]>;
  readonly labels: readonly Label[];
  readonly summary: RunSummary;
}

const lines = (text: string) => text.split('\n').slice(0, -1);

/** Event Viewer's records have several lines; a value has none, since line ends in it are references. */
const recordsOf = (id: FormatId, text: string) =>
  id === 'sysmon-viewer' ? text.split(/(?<=<\/Event>)\n/u).slice(0, -1) : lines(text);

/** Runs a story in memory into some formats at once, every record labelled. */
export async function runForms(
  loaded: LoadedStory,
  ids: readonly FormatId[],
  options: Partial<CompileOptions> = {},
): Promise<FormsRun> {
  const prepared = prepareRun(loaded, { seed: 1, ...options });
  const outputs = ids.map((format) => ({ format, file: formats[format].file, sink: memorySink() }));
  const labels = memorySink();
  const summary = await runOutputs(prepared, { outputs, labels, labelChoice: 'all', digests: false });
  return {
    records: new Map(outputs.map(({ format, sink }) => [format, recordsOf(format, sink.text())])),
    labels: lines(labels.text()).map((line) => JSON.parse(line) as Label),
    summary,
  };
}

/** The records of one form. */
export async function runForm(
  loaded: LoadedStory,
  id: FormatId,
  options: Partial<CompileOptions> = {},
): Promise<readonly string[]> {
  return (await runForms(loaded, [id], options)).records.get(id)!;
}
