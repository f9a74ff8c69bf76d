import type { CheckId } from '../checks.js';
import type { IssueCode } from '../issue.js';
import type { Report } from '../reporter.js';
import { type Address, isAssignedIpv6, parseAddress, writtenOut } from '../text/address.js';
import { parseDecimal } from '../text/integer.js';
import { parseMoment } from '../text/time.js';
import type { DataPart, End } from './eventRecord.js';
import { type DataField, isUnknown } from './fields.js';
import { parseProcessGuid } from './processGuid.js';

const MOST_UINT32 = 0xffffffff;
export const UNKNOWN_PROCESS = '<unknown process>';
const UNKNOWN_ESCAPED_TWICE = '&lt;unknown process&gt;';
const DRIVE_PATH = /^[A-Za-z]:\\./;
const ACCOUNT = /^[^\\]+\\[^\\]+$/;

type Say = (check: CheckId, code: IssueCode, expected: string) => void;
type ReadField = (text: string, part: DataPart, say: Say) => void;

/** Checks each field alone and keeps what later checks compare. */
export function readFields(texts: ReadonlyMap<DataField, string>, report: Report): DataPart {
  const part: DataPart = { texts, source: {}, destination: {} };
  for (const [field, text] of texts) {
    READERS[field](text, part, (check, code, expected) => report(check, code, `EventData/${field}`, expected, text));
  }
  return part;
}

const flag = (keep: (part: DataPart, value: boolean) => void): ReadField => {
  return (text, part, say) => {
    const lower = text.toLowerCase();
    if (text !== 'true' && text !== 'false') say('sysmon3/boolean', 'MALFORMED', 'true or false, in lower case');
    if (lower === 'true' || lower === 'false') keep(part, lower === 'true');
  };
};

const address = (end: 'source' | 'destination'): ReadField => {
  return (text, part, say) => {
    const read = parseAddress(text);
    if (!read) return say('sysmon3/address', 'MALFORMED', 'an IPv4 address, or an IPv6 address without zone, brackets or prefix');
    part[end].address = read;
    checkIpv6(text, read, say);
  };
};

function checkIpv6(text: string, read: Address, say: Say): void {
  if (read.family === 4) return;
  if (text !== writtenOut(read)) say('sysmon3/ipv6-text', 'MALFORMED', writtenOut(read));
  if (!isAssignedIpv6(read)) say('sysmon3/ipv6-range', 'UNUSUAL', 'an address in an assigned block');
}

const port = (end: 'source' | 'destination'): ReadField => {
  return (text, part, say) => {
    const read = parseDecimal(text, 1, 65535);
    if (read === undefined) say('sysmon3/port', 'OUT_OF_RANGE', 'a decimal port, 1 to 65535');
    else part[end].port = read;
  };
};

const keep = (end: 'source' | 'destination', key: 'hostname' | 'portName'): ReadField => {
  return (text, part) => {
    const target: End = part[end];
    target[key] = text;
  };
};

const READERS: Readonly<Record<DataField, ReadField>> = {
  RuleName: () => undefined, // whatever the configuration says
  UtcTime: (text, part, say) => {
    const moment = parseMoment(text);
    if (moment?.separator !== ' ' || moment.zulu || moment.fraction.length !== 3) {
      say('sysmon3/utc-time', 'MALFORMED', 'YYYY-MM-DD HH:MM:SS.mmm');
    }
    if (moment) part.utcTime = moment;
  },
  ProcessGuid: (text, part, say) => {
    const guid = parseProcessGuid(text);
    if (!guid) return say('sysmon3/process-guid', 'MALFORMED', '{8-4-4-4-12 hexadecimal digits} in braces');
    if (guid.letters === 'both') say('sysmon3/guid-case', 'INCONSISTENT', 'letters of one case');
    part.guid = guid;
  },
  ProcessId: (text, part, say) => {
    const id = parseDecimal(text, 1, MOST_UINT32);
    if (id === undefined || id % 4 !== 0)
      say('sysmon3/process-id', id === undefined ? 'MALFORMED' : 'OUT_OF_RANGE', 'a decimal multiple of 4 above 0');
    if (id !== undefined) part.processId = id;
  },
  Image: (text, part, say) => {
    part.image = text === UNKNOWN_ESCAPED_TWICE ? UNKNOWN_PROCESS : text;
    if (text === UNKNOWN_ESCAPED_TWICE) say('sysmon3/image-escaped-twice', 'UNUSUAL', UNKNOWN_PROCESS);
    if (isUnknown(text)) say('sysmon3/image', 'MALFORMED', `a path, System or ${UNKNOWN_PROCESS}`);
    else if (!DRIVE_PATH.test(text) && part.image !== 'System' && part.image !== UNKNOWN_PROCESS) {
      say('sysmon3/image-path', 'UNUSUAL', `a full path with a drive letter, System or ${UNKNOWN_PROCESS}`);
    }
  },
  User: (text, part, say) => {
    part.user = text;
    if (!isUnknown(text) && !ACCOUNT.test(text)) say('sysmon3/user', 'MALFORMED', 'DOMAIN\\name');
  },
  Protocol: (text, part, say) => {
    if (text === 'tcp' || text === 'udp') part.protocol = text;
    else say('sysmon3/protocol', 'OUT_OF_RANGE', 'tcp or udp, in lower case');
  },
  Initiated: flag((part, value) => {
    part.initiated = value;
  }),
  SourceIsIpv6: flag((part, value) => {
    part.source.isIpv6 = value;
  }),
  SourceIp: address('source'),
  SourceHostname: keep('source', 'hostname'),
  SourcePort: port('source'),
  SourcePortName: keep('source', 'portName'),
  DestinationIsIpv6: flag((part, value) => {
    part.destination.isIpv6 = value;
  }),
  DestinationIp: address('destination'),
  DestinationHostname: keep('destination', 'hostname'),
  DestinationPort: port('destination'),
  DestinationPortName: keep('destination', 'portName'),
};
