import type { CheckId } from '../checks.js';
import type { IssueCode } from '../issue.js';
import { decimalScan, type FieldKind } from '../record/fieldKind.js';
import { type Finding, Judged } from '../record/judged.js';
import { isDecimal, isUint64, parseDecimal } from '../text/integer.js';
import { parseMoment } from '../text/time.js';
import { uuidNumbers } from '../text/uuidNumbers.js';

export const EVENT = 'NetworkConnectIP6';

const MOST_UINT32 = 0xffffffff;
const MOST_FLAGS = 31;
const TCP_AND_UDP = [6, 17];
const KNOWN_PROTOCOLS = [0, 2, ...TCP_AND_UDP, 41, 47, 58, 255];

const finding = (check: CheckId, code: IssueCode, expected: string): Finding => ({ check, code, expected });

/** Text that no check reads. */
export const anyText: FieldKind = { judge: (text) => new Judged(text) };

/** @param read - The number that the text is; `undefined` if it has not the form. @param odd - Sound, and seldom or never seen. */
function numberKind(
  fault: Finding,
  read: (text: string) => number | undefined,
  odd: (value: number) => Finding | undefined = () => undefined,
): FieldKind {
  return {
    judge: (text) => {
      const value = read(text);
      const wrong = value === undefined ? fault : odd(value);
      const judged = new Judged(text, wrong ? [wrong] : []);
      if (value !== undefined) judged.number = value;
      return judged;
    },
  };
}

export const eventSimpleName: FieldKind = {
  judge: (text) => new Judged(text, text === EVENT ? [] : [finding('falcon-ip6/event-name', 'INCONSISTENT', EVENT)]),
};

export const hexId: FieldKind = {
  judge: (text) => {
    const sound = /^[0-9a-f]{32}$/.test(text);
    return new Judged(text, sound ? [] : [finding('falcon-ip6/agent-id', 'MALFORMED', '32 lower-case hexadecimal digits')]);
  },
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const recordUuid: FieldKind = {
  scan: { as: 'uuid' },
  judge: (text) => {
    const sound = UUID.test(text);
    const judged = new Judged(text, sound ? [] : [finding('falcon-ip6/record-uuid', 'MALFORMED', 'a UUID in lower case')]);
    return sound ? Object.assign(judged, uuidNumbers(text)) : judged;
  },
};

export const millis: FieldKind = {
  scan: { as: 'epoch-millis' },
  ...numberKind(finding('falcon-ip6/timestamp', 'MALFORMED', '13 digits, milliseconds since 1970'), (text) =>
    /^\d{13}$/.test(text) ? Number(text) : undefined,
  ),
};

const SECONDS = 'seconds since 1970 with 3 decimals, like 1625677503.713';

export const seconds: FieldKind = {
  scan: { as: 'epoch-seconds' },
  ...numberKind(finding('falcon-ip6/context-timestamp', 'MALFORMED', SECONDS), (text) =>
    /^\d{10}\.\d{3}$/.test(text) ? Number(text.replace('.', '')) : undefined,
  ),
};

/** The same moment as Elasticsearch has it. */
function isoTime(check: CheckId): FieldKind {
  return {
    scan: { as: 'iso-millis' },
    ...numberKind(finding(check, 'MALFORMED', 'ISO 8601 in UTC, like 2026-03-10T09:09:01.218Z'), (text) => {
      const moment = parseMoment(text);
      return moment?.separator === 'T' && moment.zulu ? moment.ms : undefined;
    }),
  };
}

export const isoReceived = isoTime('falcon-ip6/timestamp');
export const isoSeen = isoTime('falcon-ip6/context-timestamp');

/** When a process began or ended, in any of the forms; these events are not checked. */
export const processTime: FieldKind = {
  judge: (text) => {
    const judged = new Judged(text);
    if (/^\d{10}(?:\.\d{1,6})?$/.test(text)) judged.number = Math.round(Number(text) * 1000);
    else {
      const moment = parseMoment(text);
      if (moment) judged.number = moment.ms;
    }
    return judged;
  },
};

/** The number is not exact; it only says that there is one. */
export const uint64 = numberKind(finding('falcon-ip6/process-id', 'MALFORMED', 'a decimal number of 64 bits'), (text) =>
  isUint64(text) ? Number(text) : undefined,
);

export const decimal = numberKind(finding('falcon-ip6/decimal', 'MALFORMED', 'a decimal number of 32 bits'), (text) =>
  parseDecimal(text, 0, MOST_UINT32),
);

const PORT = finding('falcon-ip6/port', 'MALFORMED', 'a decimal port, 0 to 65535, without leading zeros');
const portFrom = (text: string) => parseDecimal(text, 0, 65535);

/** Local ports are all different. */
export const localPort: FieldKind = { scan: decimalScan(0, 65535), ...numberKind(PORT, portFrom) };
/** Remote ports are mostly the same few. */
export const remotePort = numberKind(PORT, portFrom);

export const protocol = numberKind(
  finding('falcon-ip6/protocol', 'MALFORMED', 'a decimal protocol number, 0 to 255'),
  (text) => parseDecimal(text, 0, 255),
  (value) => {
    if (KNOWN_PROTOCOLS.includes(value)) return undefined;
    const expected = value === 1 ? '58 for ICMP over IPv6' : `one of ${KNOWN_PROTOCOLS.join(' ')}`;
    return finding('falcon-ip6/protocol-unusual', 'UNUSUAL', expected);
  },
);

export const direction = numberKind(
  finding('falcon-ip6/direction', 'MALFORMED', '0 (outbound), or 1 to 4'),
  (text) => parseDecimal(text, 0, 4),
  (value) => (value === 0 ? undefined : finding('falcon-ip6/direction-unusual', 'UNUSUAL', '0, outbound')),
);

export const flags = numberKind(
  finding('falcon-ip6/flags', 'MALFORMED', 'a decimal number'),
  (text) => (isDecimal(text) ? Number(text) : undefined),
  (value) => (value > MOST_FLAGS ? finding('falcon-ip6/flags-unusual', 'UNUSUAL', 'at most 31') : undefined),
);

/** A word of the Elastic Common Schema for a number of the sensor; another word is let pass. */
function word(numbers: Readonly<Record<string, number>>): FieldKind {
  return {
    judge: (text) => {
      const judged = new Judged(text);
      if (Object.hasOwn(numbers, text)) judged.number = numbers[text]!;
      return judged;
    },
  };
}

export const transport = word({ icmp: 1, igmp: 2, tcp: 6, udp: 17, ipv6: 41, gre: 47, 'ipv6-icmp': 58 });
export const directionWord = word({ egress: 0, outbound: 0, ingress: 1, inbound: 1 });

const asNumbers = new WeakMap<FieldKind, FieldKind>();

/** An id of 64 bits or more as a JSON number, which it must not be: above 2^53-1 most readers round it. */
export function idAsNumber(kind: FieldKind): FieldKind {
  let known = asNumbers.get(kind);
  if (!known) {
    known = {
      judge: (text) => {
        const { number, findings } = kind.judge(text);
        const received = `number ${text}`;
        const wrong: Finding =
          Math.abs(Number(text)) > Number.MAX_SAFE_INTEGER
            ? finding('falcon-ip6/precision', 'OUT_OF_RANGE', 'a string, for a number above 2^53-1 loses digits')
            : { ...finding('falcon-ip6/text-values', 'WRONG_TYPE', 'a JSON string'), received };
        return Object.assign(new Judged(text, [wrong, ...findings]), { number });
      },
    };
    asNumbers.set(kind, known);
  }
  return known;
}
