import { pick } from '../../pick.js';
import type { SysmonDraft } from '../draft.js';
import { hasGuid, hasPath } from './scopes.js';

export type Drafts = readonly SysmonDraft[];

export const isEvent =
  (id: '1' | '3' | '5') =>
  ({ system }: SysmonDraft): boolean =>
    system.eventId === id;
export const isConnection = isEvent('3');
export const sameHost = (a: SysmonDraft, b: SysmonDraft): boolean => a.system.computer === b.system.computer;
export const sameProcess = (a: SysmonDraft, b: SysmonDraft): boolean =>
  sameHost(a, b) && a.data.ProcessGuid === b.data.ProcessGuid;
export const isNamed = (draft: SysmonDraft): boolean => hasPath(draft) && hasGuid(draft);

/** The capture with another record in one place. */
export function changedAt(drafts: Drafts, place: number, change: (draft: SysmonDraft) => SysmonDraft): Drafts {
  return drafts.map((draft, n) => (n === place ? change(draft) : draft));
}

/** One of the places that a condition holds of, or none. */
export function placeOf(drafts: Drafts, n: number, holds: (draft: SysmonDraft, place: number) => boolean): number | undefined {
  const places = [...drafts.keys()].filter((place) => holds(drafts[place]!, place));
  return places.length === 0 ? undefined : pick(places, n);
}

/** One of the pairs of places, the earlier first, that a condition holds of. */
export function pairOf(
  drafts: Drafts,
  n: number,
  holds: (first: SysmonDraft, second: SysmonDraft) => boolean,
): readonly [first: number, second: number] | undefined {
  const pairs: (readonly [number, number])[] = [];
  for (let second = 1; second < drafts.length; second += 1) {
    for (let first = 0; first < second; first += 1) if (holds(drafts[first]!, drafts[second]!)) pairs.push([first, second]);
  }
  return pairs.length === 0 ? undefined : pick(pairs, n);
}

/** The connections of one host, as places. */
export function placesOfHost(drafts: Drafts, computer: string): readonly number[] {
  return [...drafts.keys()].filter((place) => isConnection(drafts[place]!) && drafts[place]!.system.computer === computer);
}

/** Both records are of one connection: they have the same two ends and claim opposite directions. */
export function isOneConnection({ data: a }: SysmonDraft, { data: b }: SysmonDraft): boolean {
  const ends = (data: SysmonDraft['data']) =>
    [`${data.SourceIp} ${data.SourcePort}`, `${data.DestinationIp} ${data.DestinationPort}`].sort().join();
  return a.Protocol === b.Protocol && a.Initiated !== b.Initiated && ends(a) === ends(b);
}
