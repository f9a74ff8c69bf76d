import { BEAT_VERSION, beatOf } from '../../elastic/agent.js';
import type { SysmonAbout, TextFormat } from '../../format.js';
import { jsonText } from '../../json/jsonText.js';
import type { Event3 } from '../event3.js';
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
  namesFields: true,
  sysmon: (about) => jsonText({ '@timestamp': about.varying.created, '@metadata': metadata(about), ...winlogDocument(about) }),
};

function eventData({ data }: Event3) {
  const values: Record<string, string> = {};
  for (const [name, value] of data) if (value !== '') values[name] = value;
  return values;
}

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
      action: windows ? TASK : undefined,
      code: '3',
      created: mark(receivedOn(flow[side].host!)),
      kind: 'event',
      provider: provider.name,
    },
    host: { name: event.computer },
    log: { level: 'information' },
    message: windows ? message(event, '\n') : undefined,
    winlog: {
      api: windows ? 'wineventlog' : undefined,
      channel: provider.channel,
      computer_name: event.computer,
      event_data: eventData(event),
      event_id: '3',
      opcode: 'Info',
      process: { pid: Number(event.executionProcessId), thread: { id: Number(event.executionThreadId) } },
      provider_guid: event.providerGuid,
      provider_name: provider.name,
      record_id: varying.recordId,
      task: windows ? TASK : undefined,
      user: windows
        ? { domain: 'NT AUTHORITY', identifier: provider.security[1], name: 'SYSTEM', type: 'User' }
        : { identifier: provider.security[1] },
      version: 5,
    },
  };
}
