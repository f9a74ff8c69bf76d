import type { TextFormat } from '../format.js';
import { jsonText } from '../json/jsonText.js';
import { falconDocument } from './falconDocument.js';
import { sysmonDocument } from './sysmonDocument.js';

/**
 * What Elastic's public ingest pipelines make of the raw forms: Winlogbeat's pipeline for Sysmon, and that of the CrowdStrike
 * integration for FDR. Both in one file, in the order of arrival, since both end up in one place.
 */
export const ecs: TextFormat = {
  file: 'ecs.ndjson',
  summary: 'Elastic Common Schema documents of both sensors, after the ingest pipelines',
  sysmon: (about) => jsonText(sysmonDocument(about)),
  falcon: (about) => jsonText(falconDocument(about)),
};
