import type { CheckId } from '../checks.js';
import { decimalScan, type FieldKind } from '../record/fieldKind.js';
import { Judged } from '../record/judged.js';
import { isUint64, parseDecimal } from '../text/integer.js';
import { parseMoment } from '../text/time.js';
import type { SystemField } from './fields.js';

const MOST_UINT32 = 0xffffffff;
const MOST_RECORD_ID = 10 ** 15 - 1;
const HOST_NAME = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?$/u;

/** A value that is the same in all events. @param alike - Other spellings of it. */
export function fixed(check: CheckId, expected: string, alike: (text: string) => boolean = () => false): FieldKind {
  return {
    judge: (text) => new Judged(text, text === expected || alike(text) ? [] : [{ check, code: 'INCONSISTENT', expected }]),
  };
}

/** A GUID in either letter case. Without its braces, or with braces where the form has none, it is still the same. */
function guid(check: CheckId, expected: string): FieldKind {
  const bare = (text: string) => text.replace(/^\{(.*)\}$/, '$1').toUpperCase();
  return {
    judge: (text) => {
      if (text.toUpperCase() === expected.toUpperCase()) return new Judged(text);
      const same = bare(text) === bare(expected);
      return new Judged(text, [
        { check: same ? 'sysmon3/guid-braces' : check, code: same ? 'MALFORMED' : 'INCONSISTENT', expected },
      ]);
    },
  };
}

const EXPECTED_TIME = 'YYYY-MM-DDTHH:MM:SS.fffffffZ with 7 decimals, or 9 of which the last two are 00';

export const systemTime: FieldKind = {
  scan: { as: 'system-time' },
  judge: (text) => {
    const moment = parseMoment(text);
    const written = moment?.separator === 'T' && moment.zulu && /^(?:\d{7}|\d{7}00)$/.test(moment.fraction);
    const judged = new Judged(
      text,
      written ? [] : [{ check: 'sysmon3/system-time', code: 'MALFORMED', expected: EXPECTED_TIME }],
    );
    if (moment) {
      judged.number = moment.ms;
      judged.rest = moment.ns;
    }
    return judged;
  },
};

/** A time that a collector has written: ISO 8601 in UTC with as many decimals as it likes. */
export const collectorTime: FieldKind = {
  scan: { as: 'iso-millis' },
  judge: (text) => {
    const moment = parseMoment(text);
    const sound = moment?.separator === 'T' && moment.zulu;
    const expected = 'ISO 8601 in UTC, like 2026-03-10T09:09:01.218Z';
    const judged = new Judged(text, sound ? [] : [{ check: 'sysmon3/system-time', code: 'MALFORMED', expected }]);
    if (moment) judged.number = moment.ms;
    return judged;
  },
};

export const recordId: FieldKind = {
  scan: decimalScan(1, MOST_RECORD_ID),
  judge: (text) => {
    const sound = isUint64(text) && text !== '0';
    const judged = new Judged(
      text,
      sound ? [] : [{ check: 'sysmon3/record-id', code: 'MALFORMED', expected: 'a decimal number from 1' }],
    );
    if (sound) judged.number = Number(text);
    return judged;
  },
};

function writer(step: number): FieldKind {
  const expected = step === 1 ? 'a decimal number above 0' : `a decimal multiple of ${step} above 0`;
  return {
    judge: (text) => {
      const id = parseDecimal(text, 1, MOST_UINT32);
      const sound = id !== undefined && id % step === 0;
      const code = id === undefined ? 'MALFORMED' : 'OUT_OF_RANGE';
      const judged = new Judged(text, sound ? [] : [{ check: 'sysmon3/writer-id', code, expected }]);
      if (sound) judged.number = id;
      return judged;
    },
  };
}

const computer: FieldKind = {
  judge: (text) =>
    new Judged(text, HOST_NAME.test(text) ? [] : [{ check: 'sysmon3/computer', code: 'MALFORMED', expected: 'a host name' }]),
};

export type SystemKinds = Readonly<Record<SystemField, FieldKind>>;

const COMMON = {
  EventID: fixed('sysmon3/event-id', '3'),
  Version: fixed('sysmon3/version', '5'),
  Level: fixed('sysmon3/level', '4'),
  Task: fixed('sysmon3/task', '3'),
  Opcode: fixed('sysmon3/opcode', '0'),
  Keywords: fixed('sysmon3/keywords', '0x8000000000000000'),
  SystemTime: systemTime,
  EventRecordID: recordId,
  Computer: computer,
  WriterThread: writer(1),
};

export const WINDOWS_SYSTEM: SystemKinds = {
  ...COMMON,
  ProviderName: fixed('sysmon3/provider-name', 'Microsoft-Windows-Sysmon'),
  ProviderGuid: guid('sysmon3/provider-guid', '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'),
  Channel: fixed('sysmon3/channel', 'Microsoft-Windows-Sysmon/Operational'),
  WriterProcess: writer(4),
  UserID: fixed('sysmon3/user-id', 'S-1-5-18'),
};

export const LINUX_SYSTEM: SystemKinds = {
  ...COMMON,
  ProviderName: fixed('sysmon3/provider-name', 'Linux-Sysmon'),
  ProviderGuid: guid('sysmon3/provider-guid', '{ff032593-a8d3-4f13-b0d6-01fc615a0f97}'),
  Channel: fixed('sysmon3/channel', 'Linux-Sysmon/Operational'),
  WriterProcess: writer(1),
  UserID: {
    judge: (text) =>
      new Judged(
        text,
        parseDecimal(text, 0, MOST_UINT32) === undefined
          ? [{ check: 'sysmon3/user-id', code: 'INCONSISTENT', expected: 'a decimal user id' }]
          : [],
      ),
  },
};

/** As evtx_dump writes the GUID of the provider. */
export const bareProviderGuid = guid('sysmon3/provider-guid', '5770385F-C22A-43E0-BF4C-06F5698FFBD9');
/** The same bits as a number, signed or not, exact or as a reader with doubles has rounded it. */
const KEYWORD_NUMBERS = [
  '-9223372036854776000',
  '9223372036854775808',
  '9223372036854776000',
  '-9.223372036854776e+18',
  '9.223372036854776e+18',
  '0x8000000000000000',
];
/** As NXLog writes them. */
export const numericKeywords = fixed('sysmon3/keywords', '-9223372036854775808', (text) => KEYWORD_NUMBERS.includes(text));

/**
 * A name instead of a number, as rendered from the manifest in the language of the host, so any word will do but one that is known to mean
 * something else.
 */
function rendered(check: CheckId, word: string, number: string, others: RegExp): FieldKind {
  return fixed(check, word, (text) => text === number || (!/^\d*$/.test(text) && !others.test(text)));
}

export const renderedTask = rendered(
  'sysmon3/task',
  'Network connection detected (rule: NetworkConnect)',
  '3',
  /\(rule: (?!NetworkConnect\))/,
);
export const renderedOpcode = rendered('sysmon3/opcode', 'Info', '0', /^(?:start|stop)$/i);
export const renderedLevel = rendered('sysmon3/level', 'information', '4', /^(?:critical|error|warning|verbose)$/i);
