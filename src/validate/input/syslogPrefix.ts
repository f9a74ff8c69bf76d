const PRIORITY = String.raw`(?:<\d{1,3}>)?`;
const PROGRAM = String.raw`\S{1,255} sysmon(?:\[\d{1,10}\])?: `;
/** RFC 3164: `Nov 24 09:59:47 host sysmon: `, with the process id behind the name where the daemon gives it. */
const BSD_TIME = String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d`;
/** The time of RFC 3339, which newer daemons write into files; journalctl writes the offset without a colon. */
const ISO_TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)`;
const TIME = `(?:${BSD_TIME}|${ISO_TIME})`;
/** RFC 5424: `1 2021-11-24T09:59:47.123Z host sysmon 812 - - `. */
const RFC5424 = String.raw`1 \S{1,40} \S{1,255} sysmon \S{1,128} \S{1,32} (?:-|\[[^\]]{0,120}\]) (?:\uFEFF)?`;
const PREFIX = `${PRIORITY}(?:${TIME} ${PROGRAM}|${RFC5424})`;

/** No prefix is longer; so much of a line is kept until it is known what follows. */
export const LONGEST_PREFIX = 640;

/** What syslog puts before a line of Sysmon for Linux, whole. */
export const SYSLOG_PREFIX = new RegExp(`^${PREFIX}$`, 'u');
/** The same at the end of a longer text, on a line of its own but for blanks. */
export const SYSLOG_PREFIX_AT_END = new RegExp(`(?:^|\\n)[ \\t\\r]*${PREFIX}$`, 'u');

const HOST = String.raw`[^\s<>]{1,255}`;
/** `CRON[812]: `, `kernel: `. */
const OTHER_PROGRAM = String.raw`${HOST} (?!sysmon[[:])[^\s<>:[\]]{1,64}(?:\[\d{1,10}\])?: `;
const OTHER_RFC5424 = String.raw`1 ${ISO_TIME} ${HOST} (?!sysmon )[^\s<>]{1,48} [^\s<>]{1,128} [^\s<>]{1,32} [-[]`;
/** What journalctl says of its own. */
const JOURNAL = '-- (?:Logs begin|Journal begins|Boot|Reboot|No entries)[ -]';

/** How a line begins that another program has written into the same log, or journalctl itself. */
export const OTHER_LINE = new RegExp(
  `(?:^|\\n)[ \\t\\r]{0,80}(?:${PRIORITY}(?:${TIME} ${OTHER_PROGRAM}|${OTHER_RFC5424})|${JOURNAL})`,
);
/** The same where the text begins. */
export const OTHER_LINE_HERE = new RegExp(OTHER_LINE.source, 'y');
