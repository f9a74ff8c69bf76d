import type { Quantiles } from '../../random/quantiles.js';
import { gaps, sometimes } from './gaps.js';
import type { HabitMember, Peer, Talk } from './habit.js';

type Extra = Partial<Pick<Talk, 'by' | 'sourcePort' | 'takenBy' | 'heardAt'> & Pick<HabitMember, 'repeat' | 'optional'>>;

const talks = new Map<string, Talk>();

function member(talk: Talk, gap: Quantiles, { repeat, optional, ...more }: Extra): HabitMember {
  const whole = { ...talk, ...more };
  const name = JSON.stringify(whole);
  const shared = talks.get(name) ?? whole;
  talks.set(name, shared);
  return { talk: shared, gap, ...(repeat && { repeat }), ...(optional && { optional }) };
}

export const tcp = (from: Talk['from'], to: Peer, port: number, gap: Quantiles, extra: Extra = {}): HabitMember =>
  member({ from, to, protocol: 'tcp', port }, gap, extra);

export const udp = (from: Talk['from'], to: Peer, port: number, gap: Quantiles, extra: Extra = {}): HabitMember =>
  member({ from, to, protocol: 'udp', port }, gap, extra);

/** To the port that the end-point mapper has just named. */
export const rpc = (from: Talk['from'], to: Peer, name: string, extra: Extra = {}): HabitMember =>
  member({ from, to, protocol: 'tcp', rpc: name }, gaps.afterMapper, extra);

/** An answer that comes so late that both ends take it for something new. */
export const lateAnswer = (gap: Quantiles): HabitMember =>
  member({ from: 'dns', to: 'host', protocol: 'udp' }, gap, { by: 'controller', sourcePort: 53, takenBy: 'dnscache' });

/** A name is asked for twice, for IPv4 and for IPv6; about half of the names the controller has to ask for itself. */
export const lookup = (gap: Quantiles): readonly HabitMember[] => [
  udp('dnscache', 'controller', 53, gap),
  udp('dnscache', 'controller', 53, gaps.twin),
  udp('dns', 'resolver', 53, gaps.forwarded, { by: 'controller', repeat: sometimes(0.47), optional: true }),
];

/** The same several times, with another gap before each but the first. */
export const rounds = (count: number, gap: Quantiles, ...members: readonly HabitMember[]): readonly HabitMember[] =>
  Array.from({ length: count }, (_, n) => (n === 0 ? members : [{ ...members[0]!, gap }, ...members.slice(1)])).flat();
