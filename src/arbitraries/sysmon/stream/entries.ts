import fc from 'fast-check';
import { pick } from '../../pick.js';
import { activitiesOf, activityOf, answers } from '../activities.js';
import { type Connection, type ConnectionDraws, connectionDraws, connectionFrom } from '../connection.js';
import { eras } from '../eras.js';
import type { Host } from '../host.js';
import { portName } from '../portNames.js';
import { isStarted, processOf } from '../processes.js';

/** What is drawn about one thing that happens in a capture. */
export const entryDraws = fc.record({
  kind: fc.constantFrom('alone', 'alone', 'alone', 'self', 'between'),
  host: fc.nat({ max: 5 }),
  connection: connectionDraws,
  /** Milliseconds since the entry before. */
  gap: fc.integer({ min: 1, max: 20_000 }),
  lag: fc.integer({ min: -700, max: 13_000 }),
  ticks: fc.nat({ max: 9999 }),
  /** Records of other events in between. */
  skipped: fc.nat({ max: 40 }),
  /** Milliseconds from one end to the other. */
  way: fc.nat({ max: 1 }),
});

export type EntryDraws = typeof entryDraws extends fc.Arbitrary<infer T> ? T : never;

/** One connection as its end or its ends record it. */
export interface Sighting {
  readonly host: number;
  readonly connection: Connection;
}

/** Who records what of an entry: the initiator first. */
export function sightingsOf(hosts: readonly Host[], entry: EntryDraws, n: number): Sighting[] {
  const first = entry.host % hosts.length;
  const host = hosts[first]!;
  if (entry.kind === 'self') return pair(hosts, first, first, ['loopback', 'own'], entry.connection, n);
  if (entry.kind === 'between' && hosts.length > 1) {
    return pair(hosts, first, (first + 1) % hosts.length, ['near'], entry.connection, n);
  }
  return [{ host: first, connection: connectionFrom(host, activityOf(host, entry.connection.activity), entry.connection, n) }];
}

/** A connection that both of its ends record. In the oldest era nobody was seen to record an accepted one. */
function pair(hosts: readonly Host[], from: number, to: number, peers: readonly string[], draws: ConnectionDraws, n: number) {
  const initiator = hosts[from]!;
  const responder = hosts[to]!;
  const answered = activitiesOf(initiator).filter(({ id, peer }) => peers.includes(peer) && answers[id] !== undefined);
  const activity = pick(answered, draws.activity);
  const alone = connectionFrom(initiator, activity, draws, n);
  const { v4, v6 } = responder.addresses;
  const address = from === to ? alone.peer.address : alone.family === 4 ? v4 : v6;
  const connection: Connection = { ...alone, peer: { ...alone.peer, address } };
  const accepted: Connection = {
    ...connection,
    initiated: false,
    local: known(responder, connection.peer, connection),
    peer: known(responder, connection.local, connection),
    process: processOf(responder, answers[activity.id]!, draws.instance + 1),
  };
  const sightings: Sighting[] = [{ host: from, connection }];
  const isSeen = connection.protocol === 'udp' || eras[responder.era].acceptedSource !== undefined;
  return isSeen ? [...sightings, { host: to, connection: accepted }] : sightings;
}

/** An end as another host names it: with names only where that host looks them up. */
function known(host: Host, end: Connection['local'], { protocol }: Connection): Connection['local'] {
  return {
    ...end,
    hostname: host.lookup ? end.hostname : undefined,
    portName: host.lookup ? portName(protocol, end.port) : undefined,
  };
}

/** A connection of a program that somebody starts, for captures that hold the starts of processes. */
export function startedActivity(host: Host, draws: ConnectionDraws) {
  const started = activitiesOf(host).filter(({ process, peer }) => isStarted(process) && peer !== 'loopback');
  return pick(started, draws.activity);
}
