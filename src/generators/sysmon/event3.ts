import type { Account } from '../../model/account.js';
import type { End, Flow } from '../../model/flow.js';
import type { Host, Platform } from '../../model/host.js';
import { refuseImpossible } from '../refuseImpossible.js';
import { eras } from './eras.js';
import { portName } from './portNames.js';
import { processGuid } from './processGuid.js';
import { type Provider, providerOf } from './providers.js';

/** Whose record of a connection it is. */
export type Side = 'initiator' | 'responder';

/** Names and values, in the order of the event. */
export type EventData = readonly (readonly [name: string, value: string])[];

/** The fields of one Sysmon Event 3, in its order, as text; a field that the era does not have is not there. */
export interface Event3 {
  readonly platform: Platform;
  readonly provider: Provider;
  /** In the letter case of the host. */
  readonly providerGuid: string;
  readonly systemTime: string;
  readonly eventRecordId: string;
  readonly executionProcessId: string;
  readonly executionThreadId: string;
  readonly computer: string;
  readonly data: EventData;
  /** What Sysmon wrote, where a forwarder has made something else of the data. */
  readonly original?: EventData;
}

/** What differs from record to record of one flow and side. */
export interface Event3Variables {
  readonly systemTime: string;
  readonly eventRecordId: string;
  readonly utcTime: string;
  /** The initiator's port. */
  readonly initiatorPort: string;
}

/** IP protocols that Sysmon's network trace knows. */
export const SYSMON_PROTOCOLS: Readonly<Record<number, 'tcp' | 'udp' | undefined>> = { 6: 'tcp', 17: 'udp' };

/** The host whose Sysmon records this side of a flow; undefined where nobody does. */
export function sysmonHost(flow: Flow, side: Side): Host | undefined {
  if (flow.unanswered && SYSMON_PROTOCOLS[flow.protocol] === 'tcp') return undefined;
  const end = side === 'initiator' ? flow.initiator : flow.responder;
  return end.process && end.host?.sysmon && SYSMON_PROTOCOLS[flow.protocol] ? end.host : undefined;
}

/** What the values of hosts and ends follow from. */
export interface RecordEnds {
  /** Whose record it is, */
  readonly host: Host;
  /** its own end, */
  readonly local: End;
  /** and both in the order in which the record tells them. */
  readonly source: End;
  readonly destination: End;
}

export function recordEnds(flow: Flow, side: Side): RecordEnds {
  const local = side === 'initiator' ? flow.initiator : flow.responder;
  const source = isToldFromLocal(flow, side) ? local : flow.initiator;
  const destination = source === flow.initiator ? flow.responder : flow.initiator;
  return { host: local.host!, local, source, destination };
}

/** Fields whose values belong to a host or to an end, whatever the connection is. */
export const ENTITY_FIELDS = {
  executionProcessId: ({ host }) => String(host.sysmon!.processId),
  executionThreadId: ({ host }) => String(host.sysmon!.threadId),
  computer: ({ host }) => host.computer,
  ProcessGuid: ({ host, local }) => processGuid(local.process!, host),
  ProcessId: ({ local }) => String(local.process!.processId),
  Image: ({ local }) => local.process!.image,
  User: ({ local }) => userName(local.process!.account),
  SourceIp: ({ source }) => source.address.text,
  SourceHostname: ({ host, source }) => hostName(host, source),
  DestinationIp: ({ destination }) => destination.address.text,
  DestinationHostname: ({ host, destination }) => hostName(host, destination),
} as const satisfies Record<string, (ends: RecordEnds) => string>;

/** Whether an end is a group that a host listens to: it has no name at all, not even for the host itself. */
export const isGroup = ({ host, name, reverseName }: End): boolean => host !== undefined && name === '' && reverseName === '';

/** How a host's records call an end. */
function hostName(host: Host, end: End): string {
  const { address, host: other, reverseName } = end;
  // Of the loopback addresses only the usual ones have a name.
  const isNameless = address.text.startsWith('127.') && address.text !== '127.0.0.1';
  const name = other === host && !isGroup(end) ? host.computer : reverseName;
  return lookedUp(host, isNameless ? '' : name);
}

function lookedUp({ sysmon }: Host, name: string): string {
  const { era, dnsLookup } = sysmon!;
  return dnsLookup && name !== '' ? name : eras[era].nothing;
}

/**
 * All fields of a record. What two sides of a connection say differs in their own values only, never in those of the connection.
 *
 * @throws {@link FormatError} for a value that XML cannot carry.
 */
export function event3(flow: Flow, side: Side, variables: Event3Variables): Event3 {
  const ends = recordEnds(flow, side);
  const { host, source, destination } = ends;
  const habits = eras[host.sysmon!.era];
  const { platform, guidCase } = host.os;
  const provider = providerOf(platform);
  const protocol = SYSMON_PROTOCOLS[flow.protocol]!;
  const portOf = (end: End) => (end === flow.initiator ? variables.initiatorPort : String(flow.destinationPort));
  const namePort = (end: End) =>
    end === flow.initiator && flow.sourcePort.kind !== 'fixed' ? '' : portName(protocol, Number(portOf(end)));
  const of = (name: keyof typeof ENTITY_FIELDS) => ENTITY_FIELDS[name](ends);
  const belonging = (name: keyof typeof ENTITY_FIELDS) => [name, of(name)] as const;
  const isIpv6 = String(source.address.family === 'ipv6');

  const event: Event3 = {
    platform,
    provider,
    providerGuid: guidCase === 'upper' ? provider.guid : provider.guid.toLowerCase(),
    systemTime: variables.systemTime,
    eventRecordId: variables.eventRecordId,
    executionProcessId: of('executionProcessId'),
    executionThreadId: of('executionThreadId'),
    computer: of('computer'),
    data: [
      ...(habits.ruleName === 'present' ? [['RuleName', flow.ruleName ?? habits.nothing] as const] : []),
      ['UtcTime', variables.utcTime],
      belonging('ProcessGuid'),
      belonging('ProcessId'),
      belonging('Image'),
      belonging('User'),
      ['Protocol', protocol],
      ['Initiated', String(side === 'initiator')],
      ['SourceIsIpv6', isIpv6],
      belonging('SourceIp'),
      belonging('SourceHostname'),
      ['SourcePort', portOf(source)],
      ['SourcePortName', lookedUp(host, namePort(source))],
      ['DestinationIsIpv6', isIpv6],
      belonging('DestinationIp'),
      belonging('DestinationHostname'),
      ['DestinationPort', portOf(destination)],
      ['DestinationPortName', lookedUp(host, namePort(destination))],
    ],
  };
  // Of the host some formats name its NetBIOS name.
  refuseImpossible([['Computer', event.computer], ['host name', host.name], ...event.data], VARYING);
  return event;
}

/**
 * Whether a record's source is the end on its own host. Datagrams are told from there, whoever began; so were accepted TCP connections in
 * the older eras.
 */
export function isToldFromLocal(flow: Flow, side: Side): boolean {
  const { era } = sysmonHost(flow, side)!.sysmon!;
  return side === 'initiator' || SYSMON_PROTOCOLS[flow.protocol] === 'udp' || eras[era].inboundTcp === 'local end';
}

/** Fields whose values are among {@link Event3Variables}. */
const VARYING: ReadonlySet<string> = new Set(['UtcTime', 'SourcePort', 'DestinationPort']);

/** Accounts of Linux belong to no domain. */
const userName = ({ domain, name }: Account) => (domain === '' ? name : `${domain}\\${name}`);
