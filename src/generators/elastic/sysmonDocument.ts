import { baseName } from '../baseName.js';
import type { SysmonAbout } from '../format.js';
import { winlogDocument } from '../sysmon/formats/sysmonWinlogbeat.js';
import { numberOf } from '../template/marks.js';
import { communityId } from './communityId.js';
import { ECS_VERSION } from './ecsVersion.js';

/** What the pipeline takes for no value. */
const present = (text: string | undefined): string | undefined => (text === '' || text === '-' ? undefined : text);

/** Sysmon Event 3 after Winlogbeat's ingest pipeline, keys in alphabetical order. `docs/fields/ecs.md` has it field by field. */
export function sysmonDocument(about: SysmonAbout) {
  const { event, flow, side, varying, mark } = about;
  const data = Object.fromEntries(event.data) as Readonly<Record<string, string>>;
  const raw = winlogDocument(about);
  const source = endOf('Source', data);
  const destination = endOf('Destination', data);
  const user = userOf(data.User!);
  const id = communityId(flow);
  const sourcePortName = present(data.SourcePortName);
  return {
    '@timestamp': varying.utcIso,
    agent: raw.agent,
    destination,
    ecs: { version: ECS_VERSION },
    event: {
      action: raw.event.action,
      category: ['network'],
      code: raw.event.code,
      created: raw.event.created,
      kind: raw.event.kind,
      module: 'sysmon',
      provider: raw.event.provider,
      type: ['start', 'connection', 'protocol'],
    },
    host: raw.host,
    log: raw.log,
    message: raw.message,
    network: {
      community_id: typeof id === 'object' ? mark(id) : id,
      direction: data.Initiated === 'true' ? 'egress' : 'ingress',
      protocol: present(data.DestinationPortName),
      transport: data.Protocol,
      type: data.SourceIsIpv6 === 'true' ? 'ipv6' : 'ipv4',
    },
    process: {
      entity_id: data.ProcessGuid,
      executable: data.Image,
      name: baseName(flow[side].process!),
      pid: Number(data.ProcessId),
    },
    related: {
      hosts: several(source.domain, destination.domain),
      ip: several(source.ip, destination.ip),
      user: several(user.name),
    },
    rule: present(data.RuleName) && { name: data.RuleName },
    source,
    user: { domain: user.domain, id: event.provider.security[1], name: user.name },
    // Of the event's own fields only this one has no place in the schema.
    winlog: { ...raw.winlog, event_data: sourcePortName && { SourcePortName: sourcePortName } },
  };
}

function endOf(side: 'Source' | 'Destination', data: Readonly<Record<string, string>>) {
  return { domain: present(data[`${side}Hostname`]), ip: data[`${side}Ip`], port: numberOf(data[`${side}Port`]!) };
}

/** `DOMAIN\\name`; on Linux a name alone. */
function userOf(text: string) {
  const slash = text.indexOf('\\');
  return slash < 0 ? { domain: undefined, name: text } : { domain: text.slice(0, slash), name: text.slice(slash + 1) };
}

/** Each value once; none at all is no list. */
function several(...values: (string | undefined)[]): string[] | undefined {
  const all = [...new Set(values.filter((value) => value !== undefined))];
  return all.length > 0 ? all : undefined;
}
