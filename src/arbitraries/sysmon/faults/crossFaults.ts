import { EVENT_3_FIELDS, type SysmonDraft, withData } from '../draft.js';
import { utcTimeOf, utcTimeText } from '../times.js';
import {
  changedAt,
  type Drafts,
  isConnection,
  isEvent,
  isOneConnection,
  pairOf,
  placeOf,
  sameHost,
  sameProcess,
} from './places.js';
import { type StreamRow, streamFaults } from './streamFault.js';

const ENDS = EVENT_3_FIELDS.filter((name) => /^(?:Initiated|Source|Destination)/u.test(name));
const sideOf = ({ data }: SysmonDraft) => Object.fromEntries(ENDS.map((name) => [name, data[name] ?? '']));
const shifted = (draft: SysmonDraft, ms: number) =>
  withData(draft, { UtcTime: utcTimeText(utcTimeOf(draft.data.UtcTime ?? '') + ms) });

const toItself = ({ data }: SysmonDraft) => data.SourceIp === data.DestinationIp;
const ofTwoHosts = (a: SysmonDraft, b: SysmonDraft) => !sameHost(a, b) && !toItself(a) && isOneConnection(a, b);
const ofOneHost = (a: SysmonDraft, b: SysmonDraft) => sameHost(a, b) && toItself(a) && isOneConnection(a, b);
const connections = (holds: (a: SysmonDraft, b: SysmonDraft) => boolean) => (a: SysmonDraft, b: SysmonDraft) =>
  isConnection(a) && isConnection(b) && holds(a, b);

/** Gives one record of a connection the side of the other. */
const sameSide = (initiated: 'true' | 'false') => (drafts: Drafts, n: number) => {
  const found = pairOf(drafts, n, connections(ofTwoHosts));
  if (!found) return undefined;
  const [place, other] = drafts[found[0]]!.data.Initiated === initiated ? [found[1], found[0]] : found;
  return changedAt(drafts, place, (draft) => withData(draft, sideOf(drafts[other]!)));
};

/** An event of a process, and a connection of the same process. */
const withEvent = (id: '1' | '5') => (a: SysmonDraft, b: SysmonDraft) => sameProcess(a, b) && isEvent(id)(a) && isConnection(b);
const start = (change: (event: SysmonDraft) => SysmonDraft) => (drafts: Drafts, n: number) => {
  const found = pairOf(drafts, n, withEvent('1'));
  return found && changedAt(drafts, found[0], change);
};
const inverted = (text: string) =>
  text.replace(/[a-z]/giu, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));

const rows: readonly StreamRow[] = [
  [
    'self-connection-at-two-times',
    'self-time',
    {},
    (drafts, n) => {
      const found = pairOf(drafts, n, connections(ofOneHost));
      return found && changedAt(drafts, found[1], (draft) => shifted(draft, 40));
    },
    'lag',
    'stream-lag',
  ],
  ['connection-that-both-hosts-began', 'cross-direction', {}, sameSide('true'), 'self-time'],
  [
    'connection-that-neither-host-began',
    'cross-direction',
    { eras: ['11', '10.4', '8'] },
    sameSide('false'),
    'owner',
    'old-layout',
  ],
  [
    'clocks-that-jump',
    'cross-time',
    {},
    (drafts, n) => {
      const shared = connections(ofTwoHosts);
      const place = placeOf(drafts, n, (draft, at) => {
        const partner = drafts.findIndex((other, where) => where < at && shared(other, draft));
        if (partner < 0) return false;
        const hosts = [draft.system.computer, drafts[partner]!.system.computer];
        const others = drafts.filter(
          (other, where) => where !== at && where !== partner && hosts.includes(other.system.computer),
        );
        return others.some((a) => others.some((b) => a !== b && shared(a, b)));
      });
      return place === undefined ? undefined : changedAt(drafts, place, (draft) => shifted(draft, -13_000));
    },
    'lag',
    'process-start',
    'stream-lag',
  ],
  [
    'start-of-another-process-id',
    'stream-event-1',
    { needs: 'processes' },
    start((event) => withData(event, { ProcessId: String(Number(event.data.ProcessId) + 4) })),
    'stream-process-id',
  ],
  [
    'start-of-another-user',
    'stream-event-1',
    { needs: 'processes' },
    start((event) => withData(event, { User: `${event.data.User}2` })),
    'stream-process-user',
  ],
  [
    'start-in-another-case',
    'stream-image-case',
    { needs: 'processes' },
    start((event) => withData(event, { Image: inverted(event.data.Image ?? '') })),
  ],
  [
    'start-missing',
    'stream-no-event-1',
    { needs: 'processes' },
    (drafts, n) => {
      const isStart = isEvent('1');
      const place = placeOf(
        drafts,
        n,
        (draft) => isStart(draft) && drafts.some((other) => other !== draft && isStart(other) && sameHost(draft, other)),
      );
      return place === undefined ? undefined : drafts.filter((_, at) => at !== place);
    },
  ],
  [
    'connection-after-the-end',
    'stream-after-end',
    { needs: 'processes' },
    (drafts, n) => {
      const ended = pairOf([...drafts].reverse(), n, withEvent('5'));
      if (!ended) return undefined;
      const [end, last] = ended.map((place) => drafts.length - 1 - place);
      const before = utcTimeOf(drafts[last!]!.data.UtcTime ?? '') - 700;
      return changedAt(drafts, end!, (draft) => withData(draft, { UtcTime: utcTimeText(before) }));
    },
  ],
];

/** What is wrong between the records of two hosts, of two ends, or between connections and the life of their process. */
export const crossFaults = streamFaults(rows);
