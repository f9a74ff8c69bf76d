import type { Connection, Endpoint } from './connection.js';
import type { End, SysmonDraft, SystemSection } from './draft.js';
import { eras } from './eras.js';
import type { Host } from './host.js';
import { KEYWORDS, providers } from './providers.js';
import { systemTimeText, utcTimeText } from './times.js';

/** When something happened, and when and as what it was written. */
export interface Moment {
  /** Unix milliseconds of UtcTime and of TimeCreated; what TimeCreated has besides, in units of 100 ns below 10,000. */
  readonly utc: number;
  readonly created: number;
  readonly ticks: number;
  readonly recordId: number;
}

/** The System section of any event of a host. */
export function systemSection(host: Host, moment: Moment, eventId: number, version: number): SystemSection {
  const provider = providers[host.platform];
  return {
    providerName: provider.name,
    providerGuid: host.guidCase === 'upper' ? provider.guid.toUpperCase() : provider.guid,
    eventId: String(eventId),
    version: String(version),
    level: '4',
    task: String(eventId),
    opcode: '0',
    keywords: KEYWORDS,
    // On Linux the clock has microseconds.
    systemTime: systemTimeText(
      moment.created,
      host.platform === 'linux' ? moment.ticks - (moment.ticks % 10) : moment.ticks,
      host.decimals,
    ),
    recordId: String(moment.recordId),
    processId: String(host.writerProcess),
    threadId: String(host.writerThread),
    channel: provider.channel,
    computer: host.computer,
    userId: provider.userId,
  };
}

/** What Sysmon on a host writes about a connection. */
export function event3(host: Host, connection: Connection, moment: Moment): SysmonDraft {
  const era = eras[host.era];
  const local = localEnd(host, connection);
  const [source, destination] = local === 'Source' ? [connection.local, connection.peer] : [connection.peer, connection.local];
  const ends = {
    ...endFields('Source', source, connection, era.unknown),
    ...endFields('Destination', destination, connection, era.unknown),
  };
  const { ProcessGuid, ProcessId, Image, User } = connection.process;
  return {
    platform: host.platform,
    era: host.era,
    lookup: host.lookup,
    local,
    system: systemSection(host, moment, 3, 5),
    data: {
      ...(era.ruleName ? { RuleName: connection.ruleName ?? era.unknown } : {}),
      UtcTime: utcTimeText(moment.utc),
      ProcessGuid,
      ProcessId,
      Image,
      User,
      Protocol: connection.protocol,
      Initiated: String(connection.initiated),
      ...ends,
    },
  };
}

/** A datagram received has the local end as its source in every era; for accepted TCP it depends. */
function localEnd(host: Host, { protocol, initiated }: Connection): End {
  if (initiated || protocol === 'udp') return 'Source';
  return eras[host.era].acceptedSource === 'local' ? 'Source' : 'Destination';
}

function endFields(end: End, { address, port, hostname, portName }: Endpoint, { family }: Connection, unknown: string) {
  return {
    [`${end}IsIpv6`]: String(family === 6),
    [`${end}Ip`]: address,
    [`${end}Hostname`]: hostname ?? unknown,
    [`${end}Port`]: String(port),
    [`${end}PortName`]: portName ?? unknown,
  };
}
