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
/** Over udp either end may well be the first to send. */
const overTcp = (a: SysmonDraft, b: SysmonDraft) => ofTwoHosts(a, b) && a.data.Protocol === 'tcp';
const overUdp = (a: SysmonDraft, b: SysmonDraft) => ofTwoHosts(a, b) && a.data.Protocol === 'udp';
const ofOneHost = (a: SysmonDraft, b: SysmonDraft) => sameHost(a, b) && toItself(a) && isOneConnection(a, b);
const connections = (holds: (a: SysmonDraft, b: SysmonDraft) => boolean) => (a: SysmonDraft, b: SysmonDraft) =>
  isConnection(a) && isConnection(b) && holds(a, b);

/** Gives one record of a connection the side of the other. */
const sameSide = (initiated: 'true' | 'false') => (drafts: Drafts, n: number) => {
  const found = pairOf(drafts, n, connections(overTcp));
  if (!found) return undefined;
  const [place, other] = drafts[found[0]]!.data.Initiated === initiated ? [found[1], found[0]] : found;
  return changedAt(drafts, place, (draft) => withData(draft, sideOf(drafts[other]!)));
};

const initiatorOf = (a: SysmonDraft, b: SysmonDraft) => (a.data.Initiated === 'true' ? a : b).system.computer;
/** Where both ports are high, a record of the older layout does not say by itself which end is the service. */
const hasLowPort = ({ data }: SysmonDraft) => Math.min(Number(data.SourcePort), Number(data.DestinationPort)) < 49_152;

/**
 * Moves one of two records of a connection away from the other, where another connection of the two hosts, begun by the same one of
 * them or only by the other one, shows how their clocks stand.
 */
const jump = (holds: (a: SysmonDraft, b: SysmonDraft) => boolean, begun: 'alike' | 'contrary') => (drafts: Drafts, n: number) => {
  const shared = connections((a, b) => holds(a, b) && hasLowPort(a));
  const place = placeOf(drafts, n, (draft, at) => {
    const partner = drafts.find((other, where) => where < at && shared(other, draft));
    if (!partner) return false;
    const hosts = [draft.system.computer, partner.system.computer];
    const rest = drafts.filter((other) => other !== draft && other !== partner && hosts.includes(other.system.computer));
    const others = rest.flatMap((a, from) => rest.slice(from + 1).flatMap((b) => (shared(a, b) ? [initiatorOf(a, b)] : [])));
    const alike = others.filter((computer) => computer === initiatorOf(partner, draft));
    return begun === 'alike' ? alike.length > 0 : alike.length === 0 && others.length > 0;
  });
  return place === undefined ? undefined : changedAt(drafts, place, (draft) => shifted(draft, -13_000));
};

/** An event of a process, and a connection of the same process. */
const withEvent = (id: '1' | '5') => (a: SysmonDraft, b: SysmonDraft) => sameProcess(a, b) && isEvent(id)(a) && isConnection(b);
const start = (change: (event: SysmonDraft) => SysmonDraft) => (drafts: Drafts, n: number) => {
  const found = pairOf(drafts, n, withEvent('1'));
  return found && changedAt(drafts, found[0], change);
};
const before = ({ data }: SysmonDraft, ms: number) => utcTimeText(utcTimeOf(data.UtcTime ?? '') - ms);
/** A System section with the record id and the time of another record. */
const inPlaceOf = (draft: SysmonDraft, other: SysmonDraft) => ({
  ...draft.system,
  recordId: other.system.recordId,
  systemTime: other.system.systemTime,
});
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
  ['clocks-that-jump', 'cross-time', {}, jump(overTcp, 'alike'), 'lag', 'process-start', 'stream-lag'],
  ['clocks-that-jump-between-directions', 'cross-time', {}, jump(overTcp, 'contrary'), 'lag', 'process-start', 'stream-lag'],
  ['clocks-that-jump-by-datagrams', 'cross-time', {}, jump(overUdp, 'alike'), 'lag', 'process-start', 'stream-lag'],
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
      const [end, ofProcess] = ended.map((place) => drafts[drafts.length - 1 - place]!) as [SysmonDraft, SysmonDraft];
      const last = drafts.findLast((draft) => isConnection(draft) && sameProcess(draft, ofProcess))!;
      // The two change places in the log, and the process ends before it connects.
      const early = withData({ ...end, system: inPlaceOf(end, last) }, { UtcTime: before(last, 700) });
      const late = { ...last, system: inPlaceOf(last, end) };
      return drafts.map((draft) => (draft === last ? early : draft === end ? late : draft));
    },
    'lag',
    'stream-lag',
  ],
];

/** What is wrong between the records of two hosts, of two ends, or between connections and the life of their process. */
export const crossFaults = streamFaults(rows);
