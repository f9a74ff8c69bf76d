import type { RawRecord } from '../record/rawRecord.js';
import { type Address, isBroadcast, isMulticast } from '../text/address.js';
import { imageOf } from './dataKinds.js';
import { type DataField, F, isUnknown, UNKNOWN_PROCESS, UNKNOWN_STYLE_FIELDS } from './fields.js';
import { FIRST_DYNAMIC_PORT, judgePortName } from './portNames.js';
import { owner } from './portOwners.js';

export type Platform = 'windows' | 'linux';

const SYSTEM_USER = 'NT AUTHORITY\\SYSTEM';
const LEAST_LAG = 300;
const MOST_LAG = 15_000;
const YEAR = 366 * 86_400;

/** Values of one record against each other. Each check skips what could not be read: that has been said. */
const CHECKS: Readonly<Record<Platform, readonly ((record: RawRecord) => void)[]>> = {
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
    lag,
    processStart,
    guidEra,
  ],
  linux: [addressFlags, families, unknownStyle, linuxNames, groups, linuxLag, processStart],
};

export function checkEvent3(record: RawRecord, platform: Platform): void {
  const checks = CHECKS[platform];
  for (let i = 0; i < checks.length; i += 1) checks[i]!(record);
}

const UNKNOWN_STYLE = UNKNOWN_STYLE_FIELDS.map((field) => F[field]);

/** The style in which a record says "unknown"; `both` is a fault, `undefined` means that it says it nowhere. */
export function unknownStyleOf(record: RawRecord): '-' | 'empty' | 'both' | undefined {
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

function unknownStyle(record: RawRecord): void {
  if (unknownStyleOf(record) !== 'both') return;
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
    if (user !== undefined && user !== SYSTEM_USER)
      record.say('sysmon3/system-process', 'INCONSISTENT', F.User, `${SYSTEM_USER} for System`);
  } else if (id === 4 && image.text !== '' && imageOf(image) !== UNKNOWN_PROCESS) {
    record.say('sysmon3/system-process', 'INCONSISTENT', F.Image, `System or ${UNKNOWN_PROCESS} for process 4`);
  }
}

function unknownProcess(record: RawRecord): void {
  const image = record.value(F.Image);
  if (!image || isUnknown(image.text) || imageOf(image) === UNKNOWN_PROCESS) return;
  if (record.value(F.ProcessGuid)?.guid?.isZero)
    record.say('sysmon3/unknown-process', 'INCONSISTENT', F.Image, `${UNKNOWN_PROCESS} for an all-zero ProcessGuid`);
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

function oldLayout(record: RawRecord): void {
  if (transport(record) !== 'tcp' || initiated(record) !== false) return;
  const isOld = record.number(SOURCE.port) < FIRST_DYNAMIC_PORT && record.number(DESTINATION.port) >= FIRST_DYNAMIC_PORT;
  if (!isOld || unknownStyleOf(record) !== '-') return;
  record.say('sysmon3/old-layout', 'UNUSUAL', F.SourcePort, 'the port of the initiator for an accepted connection');
}

function lag(record: RawRecord): void {
  sayLag(record, LEAST_LAG, '0.3 to 15 s after UtcTime');
}

/** On Linux the two times are those of one moment, and either may come first. */
function linuxLag(record: RawRecord): void {
  sayLag(record, -1000, '1 s before to 15 s after UtcTime');
}

function sayLag(record: RawRecord, least: number, expected: string): void {
  const late = record.number(F.SystemTime) - record.number(F.UtcTime);
  if (Number.isNaN(late) || (late >= least && late <= MOST_LAG)) return;
  record.say('sysmon3/lag', 'UNUSUAL', F.SystemTime, expected, `${late / 1000} s`);
}

function processStart(record: RawRecord): void {
  const guid = record.value(F.ProcessGuid)?.guid;
  const at = record.number(F.UtcTime);
  if (!guid || guid.isZero || Number.isNaN(at)) return;
  const age = Math.floor(at / 1000) - guid.startSecond;
  if (age >= 0 && age <= YEAR) return;
  const start = new Date(guid.startSecond * 1000).toISOString().replace('.000', '');
  record.say('sysmon3/process-start', 'INCONSISTENT', F.UtcTime, `0 s to a year after ${start}, the start in ProcessGuid`);
}

function guidEra(record: RawRecord): void {
  if (!record.value(F.ProcessGuid)?.guid?.oldTail || unknownStyleOf(record) !== '-') return;
  record.say('sysmon3/guid-era', 'UNUSUAL', F.ProcessGuid, 'a start key at the end, since unknown values are -');
}
