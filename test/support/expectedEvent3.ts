import { expect } from 'vitest';
import type { Side } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import type { Host } from '../../src/model/host.js';
import type { Process } from '../../src/model/process.js';
import type { SysmonDraft } from './sysmonDrafts.js';

/**
 * What a record of Sysmon Event 3 has to say, written here from the facts (docs/fields/sysmon-winevt.md) and the values of the flow and
 * the record alone, with Date and BigInt.
 */
export interface ExpectedEvent3 {
  readonly linux: boolean;
  readonly provider: string;
  readonly providerGuid: string;
  readonly channel: string;
  readonly systemTime: string;
  readonly recordId: string;
  readonly processId: string;
  readonly threadId: string;
  readonly computer: string;
  readonly data: readonly (readonly [name: string, value: string])[];
  /** Of the columns, in forms that JSON documents use: milliseconds, `T` and `Z`. */
  readonly created: string;
  readonly received: string;
  readonly utc: string;
}

/** `2026-03-10T09:14:00.123Z` */
export const iso = (micros: number): string => new Date(Math.floor(micros / 1000)).toISOString();

/** Habits by era: the columns of the table of eras. */
const ERAS = {
  '6': { hasRuleName: false, nothing: '', acceptedFrom: 'local', tail: 'luid' },
  '8': { hasRuleName: true, nothing: '', acceptedFrom: 'local', tail: 'luid' },
  '10.4': { hasRuleName: true, nothing: '', acceptedFrom: 'initiator', tail: 'luid' },
  '11': { hasRuleName: true, nothing: '-', acceptedFrom: 'initiator', tail: 'start key' },
} as const;

const PORT_NAMES: Readonly<Record<string, string>> = {
  'tcp 80': 'http',
  'tcp 88': 'kerberos',
  'tcp 135': 'epmap',
  'tcp 139': 'netbios-ssn',
  'tcp 389': 'ldap',
  'tcp 443': 'https',
  'tcp 445': 'microsoft-ds',
  'tcp 3389': 'ms-wbt-server',
  'tcp 5357': 'wsd',
  'udp 53': 'domain',
  'udp 123': 'ntp',
  'udp 137': 'netbios-ns',
  'udp 138': 'netbios-dgm',
  'udp 1900': 'ssdp',
  'udp 3702': 'ws-discovery',
  'udp 5355': 'llmnr',
};

/** @param text - The record as written, from which the last eight bytes of a ProcessGuid of Linux are read back: nobody knows their rule. */
export function expectedEvent3(flow: Flow, side: Side, draft: SysmonDraft, text: string): ExpectedEvent3 {
  const host = flow[side].host!;
  const linux = host.os.platform === 'linux';
  const { era, dnsLookup, processId, threadId } = host.sysmon!;
  const { hasRuleName, nothing, acceptedFrom } = ERAS[era];
  const process = flow[side].process!;
  const { domain, name } = process.account;
  const protocol = { 6: 'tcp', 17: 'udp' }[flow.protocol]!;

  const endOf = (which: Side) => {
    const { address, host: itsHost, name: asked, reverseName } = flow[which];
    const own = flow.sourcePort.kind === 'fixed' ? flow.sourcePort.port : draft.port;
    const port = which === 'initiator' ? own : flow.destinationPort;
    // Loopback addresses other than the first have no name, nor have groups; one's own addresses have that of the host.
    const unnamed = /^127\./u.test(address.text) && address.text !== '127.0.0.1';
    const found = unnamed ? '' : itsHost === host && asked + reverseName !== '' ? host.computer : reverseName;
    return {
      ip: address.text,
      isIpv6: address.text.includes(':') ? 'true' : 'false',
      port: port.toString(10),
      hostname: dnsLookup && !linux ? found || nothing : nothing,
      portName: dnsLookup && !linux ? (PORT_NAMES[`${protocol} ${port}`] ?? nothing) : nothing,
    };
  };
  const toldFromLocal = side === 'initiator' || protocol === 'udp' || acceptedFrom === 'local';
  const other = side === 'initiator' ? 'responder' : 'initiator';
  const source = endOf(toldFromLocal ? side : other);
  const destination = endOf(toldFromLocal ? other : side);

  const decimals = `${String(draft.created % 1_000_000).padStart(6, '0')}${draft.tenth}${host.os.timeDigits === 9 ? '00' : ''}`;
  const providerGuid = linux ? '{ff032593-a8d3-4f13-b0d6-01fc615a0f97}' : '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}';
  return {
    linux,
    provider: linux ? 'Linux-Sysmon' : 'Microsoft-Windows-Sysmon',
    providerGuid: inCaseOf(host, providerGuid),
    channel: linux ? 'Linux-Sysmon/Operational' : 'Microsoft-Windows-Sysmon/Operational',
    systemTime: `${iso(draft.created).slice(0, 19)}.${decimals}Z`,
    recordId: BigInt(draft.recordId).toString(),
    processId: String(processId),
    threadId: String(threadId),
    computer: host.computer,
    data: [
      ...(hasRuleName ? [['RuleName', flow.ruleName ?? nothing] as const] : []),
      ['UtcTime', iso(draft.utc).slice(0, 23).replace('T', ' ')],
      ['ProcessGuid', expectedGuid(process, host, text)],
      ['ProcessId', String(process.processId)],
      ['Image', process.image],
      ['User', domain === '' ? name : `${domain}\\${name}`],
      ['Protocol', protocol],
      ['Initiated', side === 'initiator' ? 'true' : 'false'],
      ['SourceIsIpv6', source.isIpv6],
      ['SourceIp', source.ip],
      ['SourceHostname', source.hostname],
      ['SourcePort', source.port],
      ['SourcePortName', source.portName],
      ['DestinationIsIpv6', destination.isIpv6],
      ['DestinationIp', destination.ip],
      ['DestinationHostname', destination.hostname],
      ['DestinationPort', destination.port],
      ['DestinationPortName', destination.portName],
    ],
    created: iso(draft.created),
    received: iso(onTheWall(host, draft.arrival)),
    utc: iso(draft.utc),
  };
}

/** A true time as the clock of a host shows it, microseconds. */
function onTheWall({ clock: { wall, drift, since } }: Host, at: number): number {
  return at + wall + Math.floor(((at - since) * drift) / 1e6);
}

const inCaseOf = (host: Host, guid: string) => (host.os.guidCase === 'upper' ? guid.toUpperCase() : guid.toLowerCase());

/** Hexadecimal digits of a number, lowest byte first. */
function littleEndian(value: bigint, bytes: number): string {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(value);
  return buffer.subarray(0, bytes).toString('hex');
}

function expectedGuid(process: Process, host: Host, text: string): string {
  const started = onTheWall(host, process.startedAt);
  const second = Math.floor(started / 1e6)
    .toString(16)
    .padStart(8, '0');
  const head = `{${host.sysmon!.machineId}-${second.slice(4)}-${second.slice(0, 4)}-`;
  if (host.os.platform === 'linux') {
    const from = text.indexOf(head.toLowerCase());
    expect(from, `a ProcessGuid of ${head}`).toBeGreaterThan(0);
    const tail = text.slice(from + head.length, from + head.length + 18);
    expect(tail).toMatch(/^[0-9a-f]{4}-[0-9a-f]{12}\}$/u);
    return head.toLowerCase() + tail;
  }
  const byStartKey = littleEndian(BigInt(process.startKey), 6) + littleEndian(BigInt(host.boot.id), 2);
  const byLuid = littleEndian(BigInt(process.luid), 8);
  const newer = host.os.startKeys ? byStartKey : byLuid;
  const tail = ERAS[host.sysmon!.era].tail === 'luid' ? `00000010${littleEndian(BigInt(process.luid), 4)}` : newer;
  return inCaseOf(host, `${head}${tail.slice(0, 4)}-${tail.slice(4)}}`);
}
