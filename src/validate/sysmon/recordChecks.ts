import type { RawRecord } from '../record/rawRecord.js';
import { type Address, isBroadcast, isMulticast } from '../text/address.js';
import { imageOf } from './dataKinds.js';
import { type DataField, F, isUnknown, UNKNOWN_PROCESS, UNKNOWN_STYLE_FIELDS } from './fields.js';
import { FIRST_DYNAMIC_PORT, judgePortName, PORT_NAMES } from './portNames.js';
import { owner } from './portOwners.js';

export type Platform = 'windows' | 'linux';

const SYSTEM_USER = 'NT AUTHORITY\\SYSTEM';

/** Values of one record against each other. Each check skips what could not be read: that has been said. */
const CHECKS: Readonly<Record<Platform, readonly ((record: RawRecord, style: UnknownStyle) => void)[]>> = {
  windows: [
    addressFlags,
    families,
    unknownStyle,
    systemProcess,
    unknownProcess,
    portNames,
    groups,
    owner,
    oldLayout,
    initiatorPort,
    writerConnects,
    guidEra,
  ],
  linux: [addressFlags, families, unknownStyle, linuxNames, groups],
};

/** @returns The style in which the record says "unknown". */
export function checkEvent3(record: RawRecord, platform: Platform): UnknownStyle {
  const checks = CHECKS[platform];
  const style = unknownStyleOf(record);
  for (let i = 0; i < checks.length; i += 1) checks[i]!(record, style);
  return style;
}

const UNKNOWN_STYLE = UNKNOWN_STYLE_FIELDS.map((field) => F[field]);

/** How a record says "unknown"; `both` is a fault, `undefined` means that it says it nowhere. */
export type UnknownStyle = '-' | 'empty' | 'both' | undefined;

function unknownStyleOf(record: RawRecord): UnknownStyle {
  let dash = false;
  let empty = false;
  for (let i = 0; i < UNKNOWN_STYLE.length; i += 1) {
    const text = record.value(UNKNOWN_STYLE[i]!)?.text;
    if (text === '-') dash = true;
    else if (text === '') empty = true;
  }
  if (dash && empty) return 'both';
  return dash ? '-' : empty ? 'empty' : undefined;
}

/** The fields of one end of the connection. */
export interface End {
  readonly side: 'Source' | 'Destination';
  readonly isIpv6: number;
  readonly ip: number;
  readonly hostname: number;
  readonly port: number;
  readonly portName: number;
}

const endOf = (side: 'Source' | 'Destination'): End => ({
  side,
  isIpv6: F[`${side}IsIpv6`],
  ip: F[`${side}Ip`],
  hostname: F[`${side}Hostname`],
  port: F[`${side}Port`],
  portName: F[`${side}PortName`],
});

export const SOURCE = endOf('Source');
export const DESTINATION = endOf('Destination');
const ENDS = [SOURCE, DESTINATION];

export const addressOf = (record: RawRecord, end: End): Address | undefined => record.value(end.ip)?.address;
const flagOf = (record: RawRecord, field: DataField): boolean | undefined => record.value(F[field])?.flag;
export const initiated = (record: RawRecord): boolean | undefined => flagOf(record, 'Initiated');
export const transport = (record: RawRecord): string | undefined => record.value(F.Protocol)?.text;

function addressFlags(record: RawRecord): void {
  for (let i = 0; i < ENDS.length; i += 1) {
    const end = ENDS[i]!;
    const flag = record.value(end.isIpv6)?.flag;
    const address = addressOf(record, end);
    if (flag === undefined || !address || flag === (address.family === 6)) continue;
    record.say('sysmon3/address-flag', 'INCONSISTENT', end.isIpv6, `${!flag} for ${record.text(end.ip)}`, String(flag));
  }
}

function families(record: RawRecord): void {
  const [source, destination] = [addressOf(record, SOURCE), addressOf(record, DESTINATION)];
  if (!source || !destination || source.family === destination.family) return;
  record.say('sysmon3/families', 'INCONSISTENT', F.DestinationIp, `an IPv${source.family} address like SourceIp`);
}

function unknownStyle(record: RawRecord, style: UnknownStyle): void {
  if (style !== 'both') return;
  const values = UNKNOWN_STYLE_FIELDS.filter((field) => isUnknown(record.text(F[field])));
  const received = values.map((field) => `${field}=${record.text(F[field])}`).join(' ');
  record.report('sysmon3/unknown-style', 'INCONSISTENT', 'EventData', 'unknown values all - or all empty', received);
}

function systemProcess(record: RawRecord): void {
  const image = record.value(F.Image);
  if (!image) return;
  const id = record.number(F.ProcessId);
  if (image.text === 'System') {
    const user = record.text(F.User);
    if (id !== 4 && !Number.isNaN(id)) record.say('sysmon3/system-process', 'INCONSISTENT', F.ProcessId, '4 for System');
    if (user !== undefined && !isSystem(user))
      record.say('sysmon3/system-process', 'INCONSISTENT', F.User, `${SYSTEM_USER} for System`);
  } else if (id === 4 && image.text !== '' && imageOf(image) !== UNKNOWN_PROCESS) {
    record.say('sysmon3/system-process', 'INCONSISTENT', F.Image, `System or ${UNKNOWN_PROCESS} for process 4`);
  }
}

/** The account in other languages: `NT-AUTORITÄT\\SYSTEM`, `AUTORITE NT\\Système`, `NT AUTHORITY\\СИСТЕМА`. */
function isSystem(user: string): boolean {
  if (user === SYSTEM_USER) return true;
  const [domain = '', account = ''] = user.split('\\');
  if (domain === 'NT AUTHORITY') return /[^ -~]/.test(account);
  return /(?:^|[^A-Za-z])NT(?:[^A-Za-z]|$)/.test(domain) && !/^NT (?:SERVICE|VIRTUAL MACHINE)$/i.test(domain);
}

function unknownProcess(record: RawRecord): void {
  const image = record.value(F.Image);
  if (!image || isUnknown(image.text)) return;
  const isZero = record.value(F.ProcessGuid)?.guid?.isZero === true;
  if (imageOf(image) === UNKNOWN_PROCESS) {
    if (isZero && isName(record.value(F.User)?.text))
      record.say('sysmon3/user', 'INCONSISTENT', F.User, '- or nothing for an all-zero ProcessGuid');
    return;
  }
  if (isZero) record.say('sysmon3/unknown-process', 'INCONSISTENT', F.Image, `${UNKNOWN_PROCESS} for an all-zero ProcessGuid`);
  if (isUnknown(record.value(F.User)?.text) && image.text !== 'System')
    record.say('sysmon3/user', 'INCONSISTENT', F.User, 'DOMAIN\\name where the image is known');
}

function isName(text: string | undefined): text is string {
  return text !== undefined && !isUnknown(text);
}

const hasName = (record: RawRecord, end: End) =>
  isName(record.value(end.hostname)?.text) || isName(record.value(end.portName)?.text);

/** Names are looked up for hosts and ports of both ends or for none, so one name proves that all were looked up. */
function portNames(record: RawRecord): void {
  const protocol = transport(record);
  if (protocol !== 'tcp' && protocol !== 'udp') return;
  if (!hasName(record, SOURCE) && !hasName(record, DESTINATION)) return;
  for (let i = 0; i < ENDS.length; i += 1) {
    const end = ENDS[i]!;
    const port = record.number(end.port);
    const name = record.value(end.portName)?.text;
    if (Number.isNaN(port) || name === undefined) continue;
    const verdict = judgePortName(protocol, port, isName(name) ? name : '');
    if (verdict.kind === 'wrong')
      record.say('sysmon3/port-name', 'INCONSISTENT', end.portName, `${verdict.expected} for ${protocol}/${port}`);
    else if (verdict.kind === 'unlisted')
      record.say('sysmon3/port-name-unlisted', 'UNUSUAL', end.portName, `no name for ${protocol}/${port}`);
  }
}

/** Sysmon for Linux looks nothing up, even where it is told to. */
function linuxNames(record: RawRecord): void {
  for (const end of ENDS) {
    for (const field of [end.hostname, end.portName]) {
      const text = record.text(field);
      if (text !== undefined && text !== '-') record.say('sysmon3/linux-names', 'UNUSUAL', field, '- on Linux');
    }
  }
}

const isGroup = (address: Address) => isMulticast(address) || isBroadcast(address);

function groups(record: RawRecord): void {
  for (let i = 0; i < ENDS.length; i += 1) {
    const end = ENDS[i]!;
    const address = addressOf(record, end);
    if (!address || !isGroup(address)) continue;
    const out = initiated(record);
    if (transport(record) === 'tcp') record.say('sysmon3/multicast-tcp', 'INCONSISTENT', end.ip, 'a unicast address for tcp');
    else if (out !== undefined && out === (end === SOURCE)) {
      const expected =
        end === SOURCE ? 'a unicast source where Initiated is true' : 'a unicast destination where Initiated is false';
      record.say('sysmon3/multicast-side', 'INCONSISTENT', end.ip, expected);
    }
    if (isName(record.text(end.hostname)))
      record.say('sysmon3/group-hostname', 'UNUSUAL', end.hostname, `no name for ${record.text(end.ip)}`);
  }
}

/** Ports below these are services, as are the ports that have a name or an owner. */
const FIRST_UNPRIVILEGED_PORT = 1024;
const isService = (port: number) => port < FIRST_UNPRIVILEGED_PORT || PORT_NAMES.tcp[port] !== undefined || port === 5985;

/** Up to Sysmon 10.2 the source of an accepted tcp connection was the local service. */
export function hasOldLayout(record: RawRecord): boolean {
  return isService(record.number(SOURCE.port)) && record.number(DESTINATION.port) >= FIRST_DYNAMIC_PORT;
}

function oldLayout(record: RawRecord, style: UnknownStyle): void {
  if (style !== '-' || transport(record) !== 'tcp' || initiated(record) !== false || !hasOldLayout(record)) return;
  record.say('sysmon3/old-layout', 'UNUSUAL', F.SourcePort, 'the port of the initiator for an accepted connection');
}

function initiatorPort(record: RawRecord): void {
  if (transport(record) !== 'tcp' || initiated(record) !== true) return;
  if (!(record.number(SOURCE.port) < FIRST_UNPRIVILEGED_PORT && record.number(DESTINATION.port) >= FIRST_DYNAMIC_PORT)) return;
  record.say('sysmon3/initiator-port', 'UNUSUAL', F.SourcePort, 'a port above 1023 for the one who initiates');
}

function writerConnects(record: RawRecord): void {
  const writer = record.number(F.WriterProcess);
  if (writer !== record.number(F.ProcessId)) return;
  if (/\\sysmon(?:64a?)?\.exe$/i.test(record.text(F.Image) ?? '')) return;
  record.say('sysmon3/writer-connects', 'INCONSISTENT', F.ProcessId, `another process than ${writer}, the Sysmon service`);
}

function guidEra(record: RawRecord, style: UnknownStyle): void {
  const guid = record.value(F.ProcessGuid)?.guid;
  if (!guid) return;
  if (guid.oldTail && style === '-')
    record.say('sysmon3/guid-era', 'UNUSUAL', F.ProcessGuid, 'a start key at the end, since unknown values are -');
  else if (guid.bootId !== undefined && style === 'empty')
    record.say('sysmon3/guid-era', 'UNUSUAL', F.ProcessGuid, '0000-0010 and a LUID at the end, since unknown values are empty');
}
