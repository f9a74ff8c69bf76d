import { BEAT_VERSION, beatOf } from '../../elastic/agent.js';
import type { SysmonAbout, TextFormat } from '../../format.js';
import { jsonText } from '../../json/jsonText.js';
import { message } from '../message.js';
import { receivedOn } from '../sysmonSlots.js';

/** Rendered from the manifest, which only Windows has. */
const TASK = 'Network connection detected (rule: NetworkConnect)';

/**
 * The document that Winlogbeat 8 makes of an event, before any ingest pipeline: values of event_data are texts, empty ones are left out.
 * Events of Linux hosts as Filebeat's decode_xml_wineventlog makes them: the same, without what a manifest would add.
 */
export const sysmonWinlogbeat: TextFormat = {
  file: 'sysmon-winlogbeat.ndjson',
  summary: 'Winlogbeat 8 document before the ingest pipeline',
  sysmon: (about) => jsonText({ '@timestamp': about.varying.created, '@metadata': metadata(about), ...winlogDocument(about) }),
};

const metadata = ({ flow, side }: SysmonAbout) => ({
  beat: beatOf(flow[side].host!).type,
  type: '_doc',
  version: BEAT_VERSION,
});

/** The document without its time: what Elastic's pipelines are given. */
export function winlogDocument({ event, flow, side, varying, mark }: SysmonAbout) {
  const { provider, platform } = event;
  const windows = platform === 'windows';
  return {
    agent: beatOf(flow[side].host!),
    ecs: { version: '8.0.0' },
    event: {
      ...(windows && { action: TASK }),
      code: '3',
      created: mark(receivedOn(flow[side].host!)),
      kind: 'event',
      provider: provider.name,
    },
    host: { name: event.computer },
    log: { level: 'information' },
    ...(windows && { message: message(event, '\n') }),
    winlog: {
      ...(windows && { api: 'wineventlog' }),
      channel: provider.channel,
      computer_name: event.computer,
      event_data: Object.fromEntries(event.data.filter(([, value]) => value !== '')),
      event_id: '3',
      opcode: 'Info',
      process: { pid: Number(event.executionProcessId), thread: { id: Number(event.executionThreadId) } },
      provider_guid: event.providerGuid,
      provider_name: provider.name,
      record_id: varying.recordId,
      ...(windows && { task: TASK }),
      user: windows
        ? { domain: 'NT AUTHORITY', identifier: provider.security[1], name: 'SYSTEM', type: 'User' }
        : { identifier: provider.security[1] },
      version: 5,
    },
  };
}
