/**
 * wiretale as a library: read a story, prepare it, run it into sinks.
 *
 * @example
 * const story = await loadStory('my-story.yaml');
 * const run = prepareRun(story, { seed: 1 });
 * await runOutputs(run, { outputs: [{ format: 'sysmon-winevt', file: '-', sink: streamSink(process.stdout) }], labelChoice: 'none', digests: false });
 */
export {
  DEFAULT_FORMATS,
  FORMAT_IDS,
  type FolderOptions,
  type FolderRun,
  type FormatId,
  type LabelChoice,
  type Manifest,
  type MergeOptions,
  mergeParts,
  type PreparedRun,
  prepareRun,
  RunError,
  type RunSummary,
  runFolder,
  runOutputs,
  runShards,
  type Shard,
} from './engine/index.js';
export {
  defineScenario,
  type LoadedStory,
  listLibrary,
  loadStory,
  readStory,
  resolveStory,
  type ScenarioScript,
  type ScriptConnection,
  type ScriptContext,
  type ScriptHost,
  type ScriptRandom,
  StoryError,
  type StoryProblem,
} from './scenarios/index.js';
export { type Chunk, FolderInUseError, fileSink, type Sink, streamSink } from './sinks/index.js';
