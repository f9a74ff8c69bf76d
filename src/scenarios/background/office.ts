import { dynamicPorts } from '../../model/dynamicPorts.js';
import type { Meaning, SourcePort } from '../../model/flow.js';
import type { Platform } from '../../model/host.js';
import type { RandomSource } from '../../random/randomSource.js';
import { remembered } from '../../world/remembered.js';
import type { Machine, World } from '../../world/world.js';
import type { FlowTable } from '../compile/flowTable.js';
import { type Rhythm, rhythm } from '../sources/burstSource.js';
import type { Source } from '../sources/source.js';
import type { Habit, HabitMember, Talk } from './habit.js';
import { officeHabits } from './officeHabits.js';
import { peersOf } from './peers.js';
import { sharedEnds } from './sharedEnds.js';
import { SourceTable } from './sourceTable.js';
import { type EndMakers, type Ends, talkEnds } from './talkEnds.js';

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * All that the office does besides the story, host by host.
 *
 * @param rate - How much of it, of what is usual.
 */
export function officeSources(
  random: RandomSource,
  world: World,
  flows: FlowTable,
  { scenario, rate, range }: { readonly scenario: string; readonly rate: number; readonly range: Range },
): Iterable<Source> {
  const adderOfHost = flowAdder(flows, { scenario, step: 'background', role: 'benign', rules: [] });
  const peers = peersOf(random.fork('peers'), world, flows);
  const makers: EndMakers = { initiator: sharedEnds(flows), responder: sharedEnds(flows) };
  const rhythmOf = rhythms(rate);
  const hosts = new SourceTable(random);
  for (const machine of world.machines) {
    const ofHost = random.fork(machine.host.id);
    const ofTalks = ofHost.fork('talks');
    const own = peers.ownOf(machine);
    const addFlow = adderOfHost();
    const startOf = (end: number) => flows.end(end).process?.startedAt ?? -Infinity;
    const talksIn = (at: number, before?: Talks): Talks =>
      remembered((talk) => {
        const known = before?.(talk);
        if (known?.stays) return known;
        const pairs = talkEnds(ofTalks, talk, own, peers, makers, at);
        const temporary = machine.temporaries?.at(at);
        return {
          flows: pairs.map((pair) => addFlow(talk, pair)),
          // Most talks come from an address that stays.
          stays: pairs.every(({ initiator }) => flows.end(initiator).address !== temporary),
          from: Math.max(...pairs.flatMap(({ initiator, responder }) => [startOf(initiator), startOf(responder)])),
        };
      });
    const windows = windowsOf(machine, range, talksIn);
    const habits = officeHabits.filter(({ profiles }) => profiles.includes(machine.host.profile));
    hosts.add(
      machine,
      habits.flatMap((habit) =>
        takenIn(habit, windows).map(({ from, to, members, taking }) => ({
          habit,
          rhythm: habit.every === undefined ? rhythmOf(habit, members) : undefined,
          random: ofHost.fork(habit.id),
          span: { from, to },
          flows: taking.map(({ flows: all }) => all),
        })),
      ),
    );
  }
  return hosts;
}

/** The rhythm of a habit for those of its members that a host has: few hosts lack any. */
function rhythms(rate: number): (habit: Habit, members: readonly HabitMember[]) => Rhythm {
  const known = new Map<Habit, Map<string, Rhythm>>();
  return (habit, members) => {
    const ofHabit = known.get(habit) ?? new Map<string, Rhythm>();
    known.set(habit, ofHabit);
    const which = members.length === habit.members.length ? '' : members.map((member) => habit.members.indexOf(member)).join(' ');
    const found = ofHabit.get(which) ?? rhythm(members, habit.perHour! * rate);
    ofHabit.set(which, found);
    return found;
  };
}

/** What a host's talks are while its addresses stay the same. */
type Talks = (talk: Talk) => TalkFlows;

interface Window extends Range {
  readonly talks: Talks;
}

/** A run in windows at whose ends the host's address changes; one where it does not. */
function windowsOf({ temporaries }: Machine, range: Range, talksIn: (at: number, before?: Talks) => Talks): readonly Window[] {
  const windows: Window[] = [];
  for (const { from, to } of temporaries?.spans(range.from, range.to) ?? [range])
    windows.push({ from, to, talks: talksIn(from, windows.at(-1)?.talks) });
  return windows;
}

/** A habit's members and their flows, from when to when. */
interface Taken extends Range {
  readonly members: readonly HabitMember[];
  readonly taking: readonly TalkFlows[];
}

/** A source of each window has the same keys, so that its connections are those of one source. */
function takenIn(habit: Habit, windows: readonly Window[]): Taken[] {
  const parts: Taken[] = [];
  for (const { from, to, talks } of windows) {
    const all = habit.members.map((member) => ({ member, talk: talks(member.talk) }));
    // A habit happens whole or not at all: without a controller nobody asks for tickets.
    if (all.some(({ member, talk }) => talk.flows.length === 0 && !member.optional)) continue;
    const there = all.filter(({ talk }) => talk.flows.length > 0);
    const taking = there.map(({ talk }) => talk);
    const last = parts.at(-1);
    if (last && taking.every((talk, n) => talk === last.taking[n])) parts[parts.length - 1] = { ...last, to };
    // Nor before all who take part are there: a host may boot during the lead, or in the morning.
    else
      parts.push({
        from: Math.max(from, ...taking.map((talk) => talk.from)),
        to,
        members: there.map(({ member }) => member),
        taking,
      });
  }
  return parts;
}

/** The flows of one host's talk. */
interface TalkFlows {
  readonly flows: readonly number[];
  /** Whether none of them comes from an address that changes. */
  readonly stays: boolean;
  /** When all who take part are there, microseconds since 1970-01-01 UTC. */
  readonly from: number;
}

/** For each host what adds its flows, each once. They are of few kinds: hosts that talk alike share theirs. */
function flowAdder(flows: FlowTable, meaning: Meaning): () => (talk: Talk, ends: Ends) => number {
  const kinds = new Map<string, number>();
  /** What controllers and servers do because of a host may be the same for many hosts, and what they do by themselves. */
  const ofServers = new Map<string, number>();
  const adder =
    (ofHost: Map<string, number>) =>
    (talk: Talk, { initiator, responder, port }: Ends) => {
      const host = flows.end(initiator).host!;
      const { platform } = host.os;
      const name = `${talk.protocol} ${platform} ${talk.sourcePort} ${port}`;
      let kind = kinds.get(name);
      if (kind === undefined) {
        kind = flows.addKind({
          protocol: talk.protocol === 'tcp' ? 6 : 17,
          sourcePort: sourcePortOf(talk, platform),
          destinationPort: port,
          meaning,
          background: true,
        });
        kinds.set(name, kind);
      }
      const known = host.role === 'workstation' ? ofHost : ofServers;
      const whole = `${kind} ${initiator} ${responder}`;
      const flow = known.get(whole) ?? flows.add(kind, initiator, responder);
      known.set(whole, flow);
      return flow;
    };
  return () => adder(new Map());
}

function sourcePortOf({ protocol, sourcePort }: Talk, platform: Platform): SourcePort {
  if (sourcePort !== undefined) return { kind: 'fixed', port: sourcePort };
  return protocol === 'tcp' && platform === 'windows' ? { kind: 'counted' } : { kind: 'drawn', ...dynamicPorts[platform] };
}
