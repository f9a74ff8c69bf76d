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
  readonly data: readonly (readonly [name: string, value: string])[];
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
  const end = side === 'initiator' ? flow.initiator : flow.responder;
  return end.process && end.host?.sysmon && SYSMON_PROTOCOLS[flow.protocol] ? end.host : undefined;
}

/**
 * All fields of a record. What two sides of a connection say differs in their own values only, never in those of the connection.
 *
 * @throws {@link FormatError} for a value that XML cannot carry.
 */
export function event3(flow: Flow, side: Side, variables: Event3Variables): Event3 {
  const host = sysmonHost(flow, side)!;
  const { era, dnsLookup, processId, threadId } = host.sysmon!;
  const habits = eras[era];
  const { platform, guidCase } = host.os;
  const provider = providerOf(platform);
  const local = side === 'initiator' ? flow.initiator : flow.responder;
  const process = local.process!;
  const protocol = SYSMON_PROTOCOLS[flow.protocol]!;
  const portOf = (end: End) => (end === flow.initiator ? variables.initiatorPort : String(flow.destinationPort));
  const namePort = (end: End) =>
    end === flow.initiator && flow.sourcePort.kind !== 'fixed' ? '' : portName(protocol, Number(portOf(end)));
  // Of the loopback addresses only the usual ones have a name.
  const nameless = (end: End) => end.address.text.startsWith('127.') && end.address.text !== '127.0.0.1';
  const nameHost = (end: End) => (nameless(end) ? '' : end.host === host ? host.computer : end.reverseName);
  const looked = (name: string) => (dnsLookup && name !== '' ? name : habits.nothing);

  const source = isToldFromLocal(flow, side) ? local : flow.initiator;
  const destination = source === flow.initiator ? flow.responder : flow.initiator;
  const isIpv6 = String(source.address.family === 'ipv6');

  const event: Event3 = {
    platform,
    provider,
    providerGuid: guidCase === 'upper' ? provider.guid : provider.guid.toLowerCase(),
    systemTime: variables.systemTime,
    eventRecordId: variables.eventRecordId,
    executionProcessId: String(processId),
    executionThreadId: String(threadId),
    computer: host.computer,
    data: [
      ...(habits.ruleName === 'present' ? [['RuleName', flow.ruleName ?? habits.nothing] as const] : []),
      ['UtcTime', variables.utcTime],
      ['ProcessGuid', processGuid(process, host)],
      ['ProcessId', String(process.processId)],
      ['Image', process.image],
      ['User', userName(process.account)],
      ['Protocol', protocol],
      ['Initiated', String(side === 'initiator')],
      ['SourceIsIpv6', isIpv6],
      ['SourceIp', source.address.text],
      ['SourceHostname', looked(nameHost(source))],
      ['SourcePort', portOf(source)],
      ['SourcePortName', looked(namePort(source))],
      ['DestinationIsIpv6', isIpv6],
      ['DestinationIp', destination.address.text],
      ['DestinationHostname', looked(nameHost(destination))],
      ['DestinationPort', portOf(destination)],
      ['DestinationPortName', looked(namePort(destination))],
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
