import { falconFdr } from './crowdstrike/formats/falconFdr.js';
import { falconLogscale } from './crowdstrike/formats/falconLogscale.js';
import { falconTable } from './crowdstrike/formats/falconTable.js';
import { ecs } from './elastic/ecs.js';
import type { TextFormat } from './format.js';
import { sysmonFlat } from './sysmon/formats/sysmonFlat.js';
import { sysmonOssem } from './sysmon/formats/sysmonOssem.js';
import { sysmonViewer } from './sysmon/formats/sysmonViewer.js';
import { sysmonWinevt } from './sysmon/formats/sysmonWinevt.js';
import { sysmonWinlogbeat } from './sysmon/formats/sysmonWinlogbeat.js';

/** Every format, by the id that users type. One more is one file, and its line here. */
export const formats = {
  'sysmon-winevt': sysmonWinevt,
  'sysmon-viewer': sysmonViewer,
  'sysmon-winlogbeat': sysmonWinlogbeat,
  'sysmon-flat': sysmonFlat,
  'sysmon-ossem': sysmonOssem,
  'falcon-fdr': falconFdr,
  'falcon-table': falconTable,
  'falcon-logscale': falconLogscale,
  ecs,
} as const satisfies Readonly<Record<string, TextFormat>>;

export type FormatId = keyof typeof formats;

export const FORMAT_IDS = Object.keys(formats) as readonly FormatId[];

/** What a run writes unless it is told: of each product what its users' tools take in. */
export const DEFAULT_FORMATS: readonly FormatId[] = ['sysmon-winevt', 'falcon-fdr'];
