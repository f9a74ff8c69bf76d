import { type JsonNode, type JsonObject, jsonObject } from '../../text/json.js';
import type { End, SysmonDraft } from '../draft.js';
import { cutTime, utcTimeOf } from '../times.js';
import type { JsonForm } from './form.js';
import { numberOr } from './jsonValues.js';
import { winlogbeat7, winlogObject } from './winlogbeat.js';

/** Nothing for what is not known: the schema has no word for it. */
const known = (text: string | undefined): JsonNode | undefined => (text === '-' || text === '' ? undefined : text);

function endObject({ data }: SysmonDraft, end: End): JsonObject {
  return jsonObject({
    domain: known(data[`${end}Hostname`]),
    ip: data[`${end}Ip`],
    port: numberOr(data[`${end}Port`] ?? ''),
  });
}

function userObject(user: string): JsonObject | undefined {
  if (known(user) === undefined) return undefined;
  const [first = '', second] = user.split('\\');
  return second === undefined ? jsonObject({ name: first }) : jsonObject({ domain: first, name: second });
}

/** Winlogbeat 8 behind a pipeline that copies fields to the Elastic Common Schema and keeps the originals. */
export const ecs: JsonForm = {
  ...winlogbeat7,
  id: 'ecs',
  tree: (draft) => {
    const { data, system } = draft;
    const image = data.Image ?? '';
    return jsonObject({
      // The pipeline prefers the time of the connection to that of writing.
      '@timestamp': new Date(utcTimeOf(data.UtcTime ?? '')).toJSON() ?? data.UtcTime,
      agent: jsonObject({ type: draft.platform === 'windows' ? 'winlogbeat' : 'filebeat', version: '8.17.0' }),
      destination: endObject(draft, 'Destination'),
      ecs: jsonObject({ version: '8.11.0' }),
      event: jsonObject({
        category: ['network'],
        code: system.eventId,
        created: cutTime(system.systemTime, 3),
        kind: 'event',
        module: 'sysmon',
        provider: system.providerName,
        type: ['start', 'connection', 'protocol'],
      }),
      host: jsonObject({ name: system.computer }),
      network: jsonObject({
        direction: data.Initiated === 'true' ? 'egress' : 'ingress',
        protocol: known(data.DestinationPortName),
        transport: data.Protocol,
        type: data.SourceIsIpv6 === 'true' ? 'ipv6' : 'ipv4',
      }),
      process: jsonObject({
        entity_id: data.ProcessGuid,
        executable: image,
        name: image.split(/[\\/]/u).at(-1),
        pid: numberOr(data.ProcessId ?? ''),
      }),
      source: endObject(draft, 'Source'),
      user: userObject(data.User ?? ''),
      winlog: winlogObject(draft),
    });
  },
};
