import { type SysmonDraft, withData, withSystem } from '../draft.js';
import { systemTimeOf, systemTimeText, utcTimeOf } from '../times.js';
import { changedAt, type Drafts, isConnection, isNamed, pairOf, placeOf, placesOfHost, sameHost, sameProcess } from './places.js';
import { hasGuid, keepsEmpty, showing, showsTime } from './scopes.js';
import { type StreamRow, streamFaults } from './streamFault.js';

const NAMES = ['RuleName', 'User', 'SourceHostname', 'SourcePortName', 'DestinationHostname', 'DestinationPortName'];
const unknowns = ({ data }: SysmonDraft) => NAMES.filter((name) => data[name] === '-' || data[name] === '');

/** Changes the later of two records of one host that fit together. */
const later =
  (
    holds: (first: SysmonDraft, second: SysmonDraft) => boolean,
    change: (second: SysmonDraft, first: SysmonDraft) => SysmonDraft,
  ) =>
  (drafts: Drafts, n: number): Drafts | undefined => {
    const found = pairOf(drafts, n, (a, b) => isConnection(a) && isConnection(b) && sameHost(a, b) && holds(a, b));
    return found && changedAt(drafts, found[1], (second) => change(second, drafts[found[0]]!));
  };
const always = () => true;
const oneProcess = (a: SysmonDraft, b: SysmonDraft) => sameProcess(a, b) && isNamed(a) && isNamed(b);
const bothHaveGuids = (a: SysmonDraft, b: SysmonDraft) => hasGuid(a) && hasGuid(b);

const withTime = (draft: SysmonDraft, ms: number) =>
  withSystem(draft, { systemTime: systemTimeText(ms, 0, draft.system.systemTime.length > 28 ? 9 : 7) });
const guid = (draft: SysmonDraft, to: (text: string) => string) =>
  withData(draft, { ProcessGuid: to(draft.data.ProcessGuid ?? '') });
const bootOf = ({ data }: SysmonDraft) => data.ProcessGuid?.slice(-5, -1) ?? '';
/** Start keys end with the number of the boot, LUIDs in 64 bits with zeros. */
const hasBoot = (draft: SysmonDraft) => draft.era === '11' && hasGuid(draft) && bootOf(draft) !== '0000';
const hasLetters = ({ data }: SysmonDraft) => /[a-f]/iu.test(data.ProcessGuid ?? '');
const otherCase = (text: string) => (/[a-f]/u.test(text) ? text.toUpperCase() : text.toLowerCase());

/** Neighbours in the log of one host. */
const neighbours = (drafts: Drafts, n: number) => {
  const place = placeOf(drafts, n, (draft, at) => placesOfHost(drafts, draft.system.computer).indexOf(at) > 0);
  if (place === undefined) return undefined;
  const places = placesOfHost(drafts, drafts[place]!.system.computer);
  return [places[places.indexOf(place) - 1]!, place] as const;
};

/** Fewer records that fall may as well be in disorder. */
const ENOUGH = 4;

const rows: readonly StreamRow[] = [
  [
    'newest-first',
    'stream-newest-first',
    { forms: showing('recordId') },
    (drafts, n) => {
      const log = (place: number) => placesOfHost(drafts, drafts[place]!.system.computer);
      const place = placeOf(drafts, n, (_, at) => log(at).length >= ENOUGH);
      return place === undefined
        ? undefined
        : log(place)
            .map((at) => drafts[at]!)
            .reverse();
    },
  ],
  [
    'record-id-twice',
    'stream-record-id',
    { forms: showing('recordId') },
    later(always, (second, { system }) => withSystem(second, { recordId: system.recordId })),
    'stream-time',
  ],
  [
    'record-ids-swapped',
    'stream-record-id',
    { forms: showing('recordId') },
    (drafts, n) => {
      const found = neighbours(drafts, n);
      if (!found) return undefined;
      const [a, b] = found.map((place) => drafts[place]!.system.recordId);
      return changedAt(
        changedAt(drafts, found[0], (draft) => withSystem(draft, { recordId: b! })),
        found[1],
        (draft) => withSystem(draft, { recordId: a! }),
      );
    },
    'stream-time',
  ],
  [
    'written-before-the-record-before',
    'stream-time',
    { forms: (form) => showing('recordId')(form) && showsTime(form) },
    (drafts, n) => {
      const found = neighbours(drafts, n);
      return (
        found && changedAt(drafts, found[1], (draft) => withTime(draft, systemTimeOf(drafts[found[0]]!.system.systemTime) - 2000))
      );
    },
    'lag',
    'stream-lag',
  ],
  [
    'process-with-two-ids',
    'stream-process-id',
    {},
    later(oneProcess, (draft) => withData(draft, { ProcessId: String(Number(draft.data.ProcessId) + 4) })),
  ],
  [
    'process-with-two-images',
    'stream-process-image',
    { platform: 'windows' },
    later(oneProcess, (draft) => withData(draft, { Image: 'C:\\Windows\\notepad.exe' })),
    'owner',
  ],
  [
    'process-with-two-images-on-linux',
    'stream-process-image',
    { platform: 'linux' },
    later(oneProcess, (draft) => withData(draft, { Image: '/usr/bin/other' })),
  ],
  [
    'process-with-two-users',
    'stream-process-user',
    {},
    later(oneProcess, (draft) => withData(draft, { User: draft.platform === 'linux' ? 'mallory' : 'CORP\\mallory' })),
  ],
  [
    'machine-with-two-ids',
    'stream-machine-id',
    {},
    later(bothHaveGuids, (draft) => guid(draft, (text) => text.replace(/^\{./u, text[1] === '1' ? '{2' : '{1'))),
  ],
  [
    'boot-with-two-numbers',
    'stream-boot-id',
    { platform: 'windows', eras: ['11'] },
    later(
      (a, b) => hasBoot(a) && hasBoot(b),
      (draft) => guid(draft, (text) => `${text.slice(0, -5)}0200}`),
    ),
  ],
  [
    'record-of-another-thread',
    'stream-writer',
    { forms: showing('threadId') },
    (drafts, n) => {
      // Between two others: no restart explains it.
      const place = placeOf(drafts, n, (draft, at) => {
        const places = placesOfHost(drafts, draft.system.computer);
        return places.indexOf(at) > 0 && places.indexOf(at) < places.length - 1;
      });
      return place === undefined
        ? undefined
        : changedAt(drafts, place, (draft) => withSystem(draft, { threadId: String(Number(draft.system.threadId) + 8) }));
    },
  ],
  [
    'record-in-the-other-unknown-style',
    'stream-unknown-style',
    // There what is unknown has no key.
    { forms: (form) => form.id !== 'ecs' },
    later(
      (a, b) => unknowns(a).length > 0 && unknowns(b).length > 0,
      (draft) => withData(draft, Object.fromEntries(unknowns(draft).map((name) => [name, draft.data[name] === '-' ? '' : '-']))),
    ),
    'unknown-style',
    'guid-era',
    'old-layout',
    'linux-names',
  ],
  [
    'guid-in-the-other-case',
    'stream-guid-case',
    { forms: (form) => form.guidCase === undefined },
    later(
      (a, b) => bothHaveGuids(a, b) && hasLetters(a) && hasLetters(b),
      (draft) => guid(draft, otherCase),
    ),
  ],
  [
    'record-without-rule-name',
    'stream-rule-name',
    { forms: keepsEmpty, eras: ['11', '10.4', '8'] },
    later(always, (draft) => ({
      ...draft,
      data: Object.fromEntries(Object.entries(draft.data).filter(([name]) => name !== 'RuleName')),
    })),
  ],
  [
    'no-record-has-a-lag',
    'stream-lag',
    { forms: showsTime, needs: 'many' },
    (drafts) => drafts.map((draft) => withTime(draft, utcTimeOf(draft.data.UtcTime ?? ''))),
    'lag',
    'stream-time',
  ],
  [
    'lags-of-both-signs',
    'stream-lag',
    { forms: showsTime, needs: 'many' },
    (drafts) => drafts.map((draft, n) => withTime(draft, utcTimeOf(draft.data.UtcTime ?? '') + (n % 2 === 0 ? 900 : -900))),
    'lag',
    'stream-time',
  ],
];

/** What is wrong between the records of one host. */
export const sequenceFaults = streamFaults(rows);
