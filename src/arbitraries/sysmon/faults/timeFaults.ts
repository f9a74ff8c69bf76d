import { type SysmonDraft, withData, withSystem } from '../draft.js';
import { startOf } from '../processGuid.js';
import { systemTimeText, utcTimeOf } from '../times.js';
import { type DraftRow, draftFaults, type Scope } from './fault.js';
import { asWritten, hasGuid, showsTime } from './scopes.js';

const utc = (to: (text: string) => string) => (draft: SysmonDraft) => withData(draft, { UtcTime: to(draft.data.UtcTime ?? '') });
const written: Scope = { forms: asWritten };

/** Written a number of milliseconds after it happened. */
const lag =
  (ms: number) =>
  (draft: SysmonDraft): SysmonDraft => {
    const decimals = draft.system.systemTime.length > 28 ? 9 : 7;
    return withSystem(draft, { systemTime: systemTimeText(utcTimeOf(draft.data.UtcTime ?? '') + ms, 0, decimals) });
  };
const onWindows: Scope = { platform: 'windows', forms: showsTime };

/** A GUID whose process started so many seconds after the connection. */
const started =
  (seconds: number) =>
  (draft: SysmonDraft): SysmonDraft => {
    const guid = draft.data.ProcessGuid ?? '';
    const start = Math.floor(utcTimeOf(draft.data.UtcTime ?? '') / 1000) + seconds;
    const half = (value: number) => value.toString(16).padStart(4, '0');
    const middle = `${half(start % 65_536)}-${half(Math.floor(start / 65_536))}`;
    const isUpper = /[A-F]/u.test(guid) || !/[a-f]/u.test(guid);
    return withData(draft, { ProcessGuid: guid.slice(0, 10) + (isUpper ? middle.toUpperCase() : middle) + guid.slice(19) });
  };

const rows: readonly DraftRow[] = [
  ['utc-time-with-t', 'utc-time', written, utc((text) => text.replace(' ', 'T'))],
  ['utc-time-to-the-second', 'utc-time', written, utc((text) => text.slice(0, 19)), 'lag'],
  ['utc-time-to-the-microsecond', 'utc-time', written, utc((text) => `${text}000`)],
  ['utc-time-with-zone', 'utc-time', written, utc((text) => `${text}Z`)],
  ['utc-time-of-a-day-that-is-none', 'utc-time', written, utc((text) => `${text.slice(0, 5)}02-30${text.slice(10)}`)],
  ['utc-time-of-an-hour-that-is-none', 'utc-time', written, utc((text) => `${text.slice(0, 11)}24${text.slice(13)}`)],
  [
    'utc-time-of-a-spreadsheet',
    'utc-time',
    written,
    utc((text) => `${Number(text.slice(5, 7))}/${Number(text.slice(8, 10))}/${text.slice(2, 4)} ${text.slice(11, 16)}`),
  ],
  ['lag-zero', 'lag', onWindows, lag(0)],
  ['lag-too-short', 'lag', onWindows, lag(120)],
  ['lag-negative', 'lag', onWindows, lag(-2500)],
  ['lag-too-long', 'lag', onWindows, lag(31_000)],
  ['lag-of-hours', 'lag', onWindows, lag(7_200_000)],
  ['process-started-later', 'process-start', { when: hasGuid }, started(3600)],
  [
    'process-started-years-before',
    'process-start',
    { when: (draft) => hasGuid(draft) && startOf(draft.data.ProcessGuid ?? '') > 0 },
    started(-3 * 366 * 86_400),
  ],
];

/** What is wrong with the times of a record. */
export const timeFaults = draftFaults(rows);
