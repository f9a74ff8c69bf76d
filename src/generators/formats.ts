import { falconFdr } from './crowdstrike/formats/falconFdr.js';
import type { TextFormat } from './format.js';
import { sysmonViewer } from './sysmon/formats/sysmonViewer.js';
import { sysmonWinevt } from './sysmon/formats/sysmonWinevt.js';

/** Every format, by the id that users type. One more is one file, and its line here. */
export const formats = {
  'sysmon-winevt': sysmonWinevt,
  'sysmon-viewer': sysmonViewer,
  'falcon-fdr': falconFdr,
} as const satisfies Readonly<Record<string, TextFormat>>;

export type FormatId = keyof typeof formats;

export const FORMAT_IDS = Object.keys(formats) as readonly FormatId[];

/** What a run writes unless it is told: of each product what its users' tools take in. */
export const DEFAULT_FORMATS: readonly FormatId[] = ['sysmon-winevt', 'falcon-fdr'];
