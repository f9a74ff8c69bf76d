import type { Report } from '../reporter.js';
import { isBroadcast, isMulticast } from '../text/address.js';
import type { DataPart, End, EventRecord } from './eventRecord.js';
import { isUnknown, UNKNOWN_STYLE_FIELDS } from './fields.js';
import { FIRST_DYNAMIC_PORT, judgePortName } from './portNames.js';
import { UNKNOWN_PROCESS } from './readFields.js';

const SYSTEM_USER = 'NT AUTHORITY\\SYSTEM';
const LEAST_LAG = 300;
const MOST_LAG = 15_000;
const YEAR = 366 * 86_400;

/** Fields of one record against each other. Each skips what could not be read: that has been said. */
const RECORD_CHECKS: readonly ((record: EventRecord, report: Report) => void)[] = [
  addressFlags,
  families,
  unknownStyle,
  systemProcess,
  unknownProcess,
  portNames,
  groups,
  oldLayout,
  lag,
  processStart,
  guidEra,
];

export function checkRecord(record: EventRecord, report: Report): void {
  for (const check of RECORD_CHECKS) check(record, report);
}

/** The style in which a record says "unknown"; `both` is a fault, `undefined` means that it says it nowhere. */
export function unknownStyleOf(data: DataPart): '-' | 'empty' | 'both' | undefined {
  let dash = false;
  let empty = false;
  for (const field of UNKNOWN_STYLE_FIELDS) {
    const text = data.texts.get(field);
    dash ||= text === '-';
    empty ||= text === '';
  }
  if (dash && empty) return 'both';
  return dash ? '-' : empty ? 'empty' : undefined;
}

const ends = (data: DataPart) => [['Source', data.source] as const, ['Destination', data.destination] as const];

function addressFlags({ data }: EventRecord, report: Report): void {
  for (const [name, { isIpv6, address }] of ends(data)) {
    if (isIpv6 === undefined || !address || isIpv6 === (address.family === 6)) continue;
    report(
      'sysmon3/address-flag',
      'INCONSISTENT',
      `EventData/${name}IsIpv6`,
      `${!isIpv6} for ${data.texts.get(`${name}Ip`)}`,
      String(isIpv6),
    );
  }
}

function families({ data }: EventRecord, report: Report): void {
  const [source, destination] = [data.source.address, data.destination.address];
  if (!source || !destination || source.family === destination.family) return;
  const expected = `an IPv${source.family} address like SourceIp`;
  report('sysmon3/families', 'INCONSISTENT', 'EventData/DestinationIp', expected, data.texts.get('DestinationIp'));
}

function unknownStyle({ data }: EventRecord, report: Report): void {
  if (unknownStyleOf(data) !== 'both') return;
  const values = UNKNOWN_STYLE_FIELDS.filter((field) => isUnknown(data.texts.get(field))).map(
    (field) => `${field}=${data.texts.get(field)}`,
  );
  report('sysmon3/unknown-style', 'INCONSISTENT', 'EventData', 'unknown values all - or all empty', values.join(' '));
}

function systemProcess({ data }: EventRecord, report: Report): void {
  const { image, processId, user } = data;
  const say = (path: string, expected: string, received: string) =>
    report('sysmon3/system-process', 'INCONSISTENT', `EventData/${path}`, expected, received);
  if (image === 'System') {
    if (processId !== undefined && processId !== 4) say('ProcessId', '4 for System', String(processId));
    if (user !== undefined && user !== SYSTEM_USER) say('User', `${SYSTEM_USER} for System`, user);
  } else if (processId === 4 && image !== undefined && image !== '' && image !== UNKNOWN_PROCESS) {
    say('Image', `System or ${UNKNOWN_PROCESS} for process 4`, image);
  }
}

function unknownProcess({ data }: EventRecord, report: Report): void {
  const { guid, image, user } = data;
  if (image === undefined || isUnknown(image) || image === UNKNOWN_PROCESS) return;
  if (guid?.isZero)
    report('sysmon3/unknown-process', 'INCONSISTENT', 'EventData/Image', `${UNKNOWN_PROCESS} for an all-zero ProcessGuid`, image);
  if (user !== undefined && isUnknown(user) && image !== 'System') {
    report('sysmon3/user', 'INCONSISTENT', 'EventData/User', 'DOMAIN\\name where the image is known', user);
  }
}

/** Names are looked up for hosts and ports of both ends or for none, so one name proves that all were looked up. */
function portNames({ data }: EventRecord, report: Report): void {
  const looked = ends(data).some(([, end]) => isName(end.hostname) || isName(end.portName));
  if (!looked || !data.protocol) return;
  for (const [side, { port, portName }] of ends(data)) {
    if (port === undefined || portName === undefined) continue;
    const verdict = judgePortName(data.protocol, port, isName(portName) ? portName : '');
    const [path, place] = [`EventData/${side}PortName`, `${data.protocol}/${port}`];
    if (verdict.kind === 'wrong') report('sysmon3/port-name', 'INCONSISTENT', path, `${verdict.expected} for ${place}`, portName);
    else if (verdict.kind === 'unlisted') report('sysmon3/port-name-unlisted', 'UNUSUAL', path, `no name for ${place}`, portName);
  }
}

function isName(text: string | undefined): text is string {
  return text !== undefined && !isUnknown(text);
}

function groups({ data }: EventRecord, report: Report): void {
  for (const [side, end] of ends(data)) {
    if (!end.address || !(isMulticast(end.address) || isBroadcast(end.address))) continue;
    const text = data.texts.get(`${side}Ip`) ?? '';
    if (data.protocol === 'tcp') {
      report('sysmon3/multicast-tcp', 'INCONSISTENT', `EventData/${side}Ip`, 'a unicast address for tcp', text);
    } else if (data.initiated !== undefined && data.initiated === (side === 'Source')) {
      const expected =
        side === 'Source' ? 'a unicast source where Initiated is true' : 'a unicast destination where Initiated is false';
      report('sysmon3/multicast-side', 'INCONSISTENT', `EventData/${side}Ip`, expected, text);
    }
    if (isName(end.hostname))
      report('sysmon3/group-hostname', 'UNUSUAL', `EventData/${side}Hostname`, `no name for ${text}`, end.hostname);
  }
}

const isService = ({ port }: End) => port !== undefined && port < FIRST_DYNAMIC_PORT;
const isDynamic = ({ port }: End) => port !== undefined && port >= FIRST_DYNAMIC_PORT;

function oldLayout({ data }: EventRecord, report: Report): void {
  if (data.protocol !== 'tcp' || data.initiated !== false || unknownStyleOf(data) !== '-') return;
  if (!isService(data.source) || !isDynamic(data.destination)) return;
  const expected = 'the port of the initiator for an accepted connection';
  report('sysmon3/old-layout', 'UNUSUAL', 'EventData/SourcePort', expected, String(data.source.port));
}

function lag({ system, data }: EventRecord, report: Report): void {
  if (!system.timeCreated || !data.utcTime) return;
  const late = system.timeCreated.ms - data.utcTime.ms;
  if (late >= LEAST_LAG && late <= MOST_LAG) return;
  report('sysmon3/lag', 'UNUSUAL', 'System/TimeCreated/@SystemTime', '0.3 to 15 s after UtcTime', `${late / 1000} s`);
}

function processStart({ data }: EventRecord, report: Report): void {
  if (!data.guid || data.guid.isZero || !data.utcTime) return;
  const age = Math.floor(data.utcTime.ms / 1000) - data.guid.startSecond;
  if (age >= 0 && age <= YEAR) return;
  const start = new Date(data.guid.startSecond * 1000).toISOString().replace('.000', '');
  report(
    'sysmon3/process-start',
    'INCONSISTENT',
    'EventData/UtcTime',
    `0 s to a year after ${start}, the start in ProcessGuid`,
    data.texts.get('UtcTime'),
  );
}

function guidEra({ data }: EventRecord, report: Report): void {
  if (!data.guid?.oldTail || unknownStyleOf(data) !== '-') return;
  const expected = 'a start key at the end, since unknown values are -';
  report('sysmon3/guid-era', 'UNUSUAL', 'EventData/ProcessGuid', expected, data.texts.get('ProcessGuid'));
}
