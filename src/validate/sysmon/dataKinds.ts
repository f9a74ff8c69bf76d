import type { CheckId } from '../checks.js';
import type { IssueCode } from '../issue.js';
import { decimalScan, type FieldKind } from '../record/fieldKind.js';
import { type Finding, Judged } from '../record/judged.js';
import { isAssignedIpv6, parseAddress, writtenOut } from '../text/address.js';
import { parseDecimal } from '../text/integer.js';
import { parseMoment } from '../text/time.js';
import { type DataField, isUnknown, UNKNOWN_PROCESS } from './fields.js';
import { parseProcessGuid } from './processGuid.js';

const MOST_UINT32 = 0xffffffff;
const UNKNOWN_ESCAPED_TWICE = '&lt;unknown process&gt;';
const DRIVE_PATH = /^[A-Za-z]:\\./;
const ACCOUNT = /^[^\\]+\\[^\\]+$/;

const finding = (check: CheckId, code: IssueCode, expected: string): Finding => ({ check, code, expected });
const either = (first: Finding | false, ...more: (Finding | false)[]) => [first, ...more].filter((item) => item !== false);

/** Whatever the configuration or a reverse lookup says. */
export const anyText: FieldKind = { judge: (text) => new Judged(text) };

export const utcTime: FieldKind = {
  scan: { as: 'utc-time' },
  judge: (text) => {
    const moment = parseMoment(text);
    const written = moment?.separator === ' ' && !moment.zulu && moment.fraction.length === 3;
    const judged = new Judged(text, either(!written && finding('sysmon3/utc-time', 'MALFORMED', 'YYYY-MM-DD HH:MM:SS.mmm')));
    if (moment) judged.number = moment.ms;
    return judged;
  },
};

/** @param braces - Whether the form writes a GUID in braces. */
function guid(braces: boolean): FieldKind {
  const expected = `8-4-4-4-12 hexadecimal digits ${braces ? 'in' : 'without'} braces`;
  return {
    judge: (text) => {
      const braced = text.startsWith('{');
      const read = parseProcessGuid(braced ? text : `{${text}}`);
      const mixed = read?.letters === 'both';
      const judged = new Judged(
        text,
        either(
          !read && finding('sysmon3/process-guid', 'MALFORMED', expected),
          read !== undefined && braced !== braces && finding('sysmon3/guid-braces', 'MALFORMED', expected),
          mixed && finding('sysmon3/guid-case', 'INCONSISTENT', 'letters of one case'),
        ),
      );
      judged.guid = read;
      return judged;
    },
  };
}

export const bracedGuid = guid(true);
/** evtx_dump leaves the braces out. */
export const bareGuid = guid(false);

function processId(step: number): FieldKind {
  const expected = step === 1 ? 'a decimal number above 0' : `a decimal multiple of ${step} above 0`;
  return {
    scan: decimalScan(1, MOST_UINT32, step),
    judge: (text) => {
      const id = parseDecimal(text, 1, MOST_UINT32);
      const code = id === undefined ? 'MALFORMED' : 'OUT_OF_RANGE';
      const sound = id !== undefined && id % step === 0;
      const judged = new Judged(text, either(!sound && finding('sysmon3/process-id', code, expected)));
      if (id !== undefined) judged.number = id;
      return judged;
    },
  };
}

export const windowsProcessId = processId(4);
export const linuxProcessId = processId(1);

/** The text is that of the process, as every version means it. */
export function imageOf(judged: Judged): string {
  return judged.text === UNKNOWN_ESCAPED_TWICE ? UNKNOWN_PROCESS : judged.text;
}

export const windowsImage: FieldKind = {
  judge: (text) => {
    const twice = text === UNKNOWN_ESCAPED_TWICE;
    const known = DRIVE_PATH.test(text) || text === 'System' || text === UNKNOWN_PROCESS || twice;
    return new Judged(
      text,
      either(
        twice && finding('sysmon3/image-escaped-twice', 'UNUSUAL', UNKNOWN_PROCESS),
        isUnknown(text) && finding('sysmon3/image', 'MALFORMED', `a path, System or ${UNKNOWN_PROCESS}`),
        !isUnknown(text) &&
          !known &&
          finding('sysmon3/image-path', 'UNUSUAL', `a full path with a drive letter, System or ${UNKNOWN_PROCESS}`),
      ),
    );
  },
};

export const linuxImage: FieldKind = {
  judge: (text) => {
    const known = text.startsWith('/') || isUnknown(text) || text === UNKNOWN_PROCESS;
    return new Judged(
      text,
      either(!known && finding('sysmon3/image-path', 'UNUSUAL', 'a full path, or - for an unknown process')),
    );
  },
};

function user(shape: RegExp, expected: string): FieldKind {
  return {
    judge: (text) =>
      new Judged(text, either(!isUnknown(text) && !shape.test(text) && finding('sysmon3/user', 'MALFORMED', expected))),
  };
}

export const windowsUser = user(ACCOUNT, 'DOMAIN\\name');
export const linuxUser = user(/^[^\\\s]+$/, 'a plain account name');

export const protocol: FieldKind = {
  judge: (text) => {
    const sound = text === 'tcp' || text === 'udp';
    return new Judged(text, either(!sound && finding('sysmon3/protocol', 'OUT_OF_RANGE', 'tcp or udp, in lower case')));
  },
};

export const boolean: FieldKind = {
  judge: (text) => {
    const sound = text === 'true' || text === 'false';
    const judged = new Judged(text, either(!sound && finding('sysmon3/boolean', 'MALFORMED', 'true or false, in lower case')));
    const lower = text.toLowerCase();
    if (lower === 'true' || lower === 'false') judged.flag = lower === 'true';
    return judged;
  },
};

/** @param spelled - Whether IPv6 has to be spelled as Sysmon for Windows does. */
function address(spelled: boolean): FieldKind {
  return {
    judge: (text) => {
      const read = parseAddress(text);
      const six = read?.family === 6 ? read : undefined;
      const judged = new Judged(
        text,
        either(
          !read &&
            finding('sysmon3/address', 'MALFORMED', 'an IPv4 address, or an IPv6 address without zone, brackets or prefix'),
          spelled && six !== undefined && text !== writtenOut(six) && finding('sysmon3/ipv6-text', 'MALFORMED', writtenOut(six)),
          six !== undefined &&
            !isAssignedIpv6(six) &&
            finding('sysmon3/ipv6-range', 'UNUSUAL', 'an address in an assigned block'),
        ),
      );
      judged.address = read;
      return judged;
    },
  };
}

export const windowsAddress = address(true);
/** As collectors and Sysmon for Linux write it, whose spelling is not established. */
export const anyAddress = address(false);

function port(least: number, low: Finding | false): FieldKind {
  return {
    scan: decimalScan(1, 65535),
    judge: (text) => {
      const read = parseDecimal(text, least, 65535);
      const wrong = finding('sysmon3/port', 'OUT_OF_RANGE', `a decimal port, ${least} to 65535`);
      const judged = new Judged(text, either(read === undefined && wrong, read === 0 && low));
      if (read !== undefined) judged.number = read;
      return judged;
    },
  };
}

export const windowsPort = port(1, false);
/** Forwarded traffic on Linux has port 0, by a known fault. */
export const linuxPort = port(0, finding('sysmon3/port-zero', 'UNUSUAL', '1 to 65535'));

const COMMON = {
  RuleName: anyText,
  UtcTime: utcTime,
  ProcessGuid: bracedGuid,
  Protocol: protocol,
  Initiated: boolean,
  SourceIsIpv6: boolean,
  SourceHostname: anyText,
  SourcePortName: anyText,
  DestinationIsIpv6: boolean,
  DestinationHostname: anyText,
  DestinationPortName: anyText,
};

export type DataKinds = Readonly<Record<DataField, FieldKind>>;

export const WINDOWS_DATA: DataKinds = {
  ...COMMON,
  ProcessId: windowsProcessId,
  Image: windowsImage,
  User: windowsUser,
  SourceIp: windowsAddress,
  SourcePort: windowsPort,
  DestinationIp: windowsAddress,
  DestinationPort: windowsPort,
};

export const LINUX_DATA: DataKinds = {
  ...COMMON,
  ProcessId: linuxProcessId,
  Image: linuxImage,
  User: linuxUser,
  SourceIp: anyAddress,
  SourcePort: linuxPort,
  DestinationIp: anyAddress,
  DestinationPort: linuxPort,
};
