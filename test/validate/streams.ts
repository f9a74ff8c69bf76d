import { type PlantedFault, replaced } from './plantedFault.js';
import { soundConnect, soundEvent, soundUnknownProcess, without } from './soundRecords.js';

/** The sound event as the nth record of its host, n seconds later; `from` and `to` are replaced in pairs. */
export function nthEvent(n: number, ...changes: readonly (readonly [from: string, to: string])[]): string {
  const later = replaced(soundEvent, '>4711<', `>${4711 + 2 * n}<`).replaceAll('10:15:3', `10:1${5 + n}:3`);
  return changes.reduce((text, [from, to]) => replaced(text, from, to), later);
}

/** The sound connect as the nth record of its sensor, n seconds later. */
export function nthConnect(n: number, change: Readonly<Record<string, string>> = {}): string {
  const id = `0b5a3c1e-52d4-4e0f-9a56-0d6c1f2e3a${n}b`;
  const times = { timestamp: String(1709633730470 + 1000 * n), ContextTimeStamp: `${1709633730 + n}.123` };
  return JSON.stringify({ ...soundConnect, id, ...times, ...change });
}

export const processStart = JSON.stringify({
  event_simpleName: 'ProcessRollup2',
  aid: soundConnect.aid,
  TargetProcessId: soundConnect.ContextProcessId,
  ProcessStartTime: '1709633700.000',
});
export const processEnd = JSON.stringify({
  event_simpleName: 'EndOfProcess',
  aid: soundConnect.aid,
  TargetProcessId: soundConnect.ContextProcessId,
  ContextTimeStamp: '1709633731.000',
});
const startOfAnother = processStart.replace(soundConnect.ContextProcessId, '173836945400');

/** Another connection than that of the sound event. */
export const OTHER_PORT = ['>50123<', '>50222<'] as const;

const GUID = '1a2b3c4d-df50-65e6-5307-000000000400';

const sysmon: readonly (readonly [fault: string, check: string, level: 'error' | 'warning' | 'note', ...records: string[]])[] = [
  ['a record id twice', 'stream-record-id', 'error', nthEvent(0), nthEvent(1, ['>4713<', '>4711<'])],
  ['a falling record id', 'stream-record-id', 'error', nthEvent(0), nthEvent(1, ['>4713<', '>99<'])],
  [
    'a time that falls by 100 ns',
    'stream-time',
    'error',
    nthEvent(1),
    nthEvent(1, ['>4713<', '>4715<'], ['31.4567890Z', '31.4567889Z']),
  ],
  ['one GUID with two process ids', 'stream-process-id', 'error', nthEvent(0), nthEvent(1, ['>6604<', '>6608<'])],
  ['one GUID with two images', 'stream-process-image', 'error', nthEvent(0), nthEvent(1, ['example.exe', 'other.exe'])],
  ['one GUID with two users', 'stream-process-user', 'error', nthEvent(0), nthEvent(1, ['CORP\\jdoe', 'CORP\\other'])],
  ['two machine ids', 'stream-machine-id', 'error', nthEvent(0), nthEvent(1, ['{1a2b3c4d', '{1a2b3c4e'])],
  [
    'another boot with the same writer',
    'stream-boot-id',
    'warning',
    nthEvent(0),
    nthEvent(1, [GUID, '1a2b3c4d-df50-65e6-5307-000000000500']),
  ],
  [
    'an earlier boot',
    'stream-boot-id',
    'warning',
    nthEvent(0),
    nthEvent(1, [GUID, '1a2b3c4d-df50-65e6-5307-000000000300'], ["'3120'", "'3124'"]),
  ],
  ['the newest first', 'stream-newest-first', 'note', nthEvent(3), nthEvent(2), nthEvent(1), nthEvent(0)],
  ['another writer', 'stream-writer', 'warning', nthEvent(0), nthEvent(1, ["'4416'", "'4420'"])],
  [
    'two styles of unknown',
    'stream-unknown-style',
    'error',
    nthEvent(0),
    nthEvent(
      1,
      ["'RuleName'>-", "'RuleName'>"],
      ["'SourcePortName'>-", "'SourcePortName'>"],
      ["'DestinationHostname'>-", "'DestinationHostname'>"],
    ),
  ],
  ['GUIDs in two letter cases', 'stream-guid-case', 'warning', nthEvent(0), nthEvent(1, [GUID, GUID.toUpperCase()])],
  ['RuleName in some records', 'stream-rule-name', 'warning', nthEvent(0), nthEvent(1, ["<Data Name='RuleName'>-</Data>", ''])],
];

const falcon: readonly (readonly [fault: string, check: string, level: 'warning' | 'note', ...records: string[]])[] = [
  [
    'one sensor of two customers',
    'stream-customer',
    'warning',
    nthConnect(0),
    nthConnect(1, { cid: '00000000000000000000000000000001' }),
  ],
  [
    'one sensor on two platforms',
    'stream-platform',
    'warning',
    nthConnect(0),
    nthConnect(1, { event_platform: 'Mac', name: 'NetworkConnectIP6MacV10', ConfigBuild: '1007.4.0013701.1' }),
  ],
  ['a record twice', 'stream-duplicate', 'warning', nthConnect(0), nthConnect(0)],
  [
    'a connect before its process',
    'stream-process-life',
    'warning',
    processStart,
    nthConnect(0, { ContextTimeStamp: '1709633699.999' }),
  ],
  ['a connect after its process', 'stream-process-life', 'warning', processEnd, nthConnect(2)],
  ['a connect of a process that never began', 'stream-process-missing', 'note', startOfAnother, nthConnect(0)],
];

/** Faults that only show between records. */
export const streamFaults: readonly PlantedFault[] = [
  ...sysmon.map(([fault, check, level, ...records]) => ({ fault, check: `sysmon3/${check}`, level, text: records.join('\n') })),
  ...falcon.map(([fault, check, level, ...records]) => ({
    fault,
    check: `falcon-ip6/${check}`,
    level,
    text: records.join('\n'),
  })),
];

/** Records that look alike and are sound together. */
export const soundStreams: readonly (readonly [what: string, text: string])[] = [
  [
    'two hosts that share nothing',
    `${nthEvent(3)}\n${nthEvent(0, ['ws01.corp.example<', 'ws02.corp.example<'], ['{1a2b3c4d', '{99999999'], OTHER_PORT)}`,
  ],
  ['an image in another letter case', `${nthEvent(0)}\n${nthEvent(1, ['example.exe', 'EXAMPLE.EXE'])}`],
  [
    'a process that was unknown for once',
    `${nthEvent(0)}\n${nthEvent(1, ['C:\\Program Files\\Example\\example.exe', '&lt;unknown process&gt;'])}`,
  ],
  [
    'many unknown processes',
    `${soundUnknownProcess}\n${replaced(replaced(soundUnknownProcess, '>4711<', '>4712<'), '>6604<', '>6608<')}`,
  ],
  ['equal times', `${nthEvent(0)}\n${replaced(nthEvent(0), '>4711<', '>4712<')}`],
  ['a process from start to end', [processStart, nthConnect(0), processEnd].join('\n')],
  ['two sensors', `${nthConnect(0)}\n${JSON.stringify({ ...without('aid'), aid: '00000000000000000000000000000002' })}`],
];
