export { DEFAULT_FORMATS, FORMAT_IDS, type FormatId, formats } from '../generators/index.js';
export { bufferSizes } from './bufferSizes.js';
export type { LabelChoice } from './labelWriter.js';
export type { Manifest, RunParameters } from './manifest.js';
export { type PreparedRun, prepareRun } from './prepareRun.js';
export { RunError } from './runError.js';
export { type FolderOptions, runFolder } from './runFolder.js';
export { InterruptedError, type Progress, type RunSummary, runOutputs } from './runOutputs.js';
export { createSlices, type Slice, type Slices } from './slices.js';
