import { dynamicPorts } from '../../model/dynamicPorts.js';
import type { End, Meaning, SourcePort } from '../../model/flow.js';
import type { RandomSource } from '../../random/randomSource.js';
import { addressOf, hostAddress } from '../../world/addresses.js';
import { rpcOwner } from '../../world/serviceProcesses.js';
import type { Machine, World } from '../../world/world.js';
import { addressPair, hostEnd, outsideEnd } from '../compile/ends.js';
import type { FlowTable } from '../compile/flowTable.js';
import { burstSource } from '../sources/burstSource.js';
import type { Source } from '../sources/source.js';
import { timerSource } from '../sources/timerSource.js';
import { type HabitMember, officeHabits } from './habits.js';
import { rendezvous } from './rendezvous.js';

/** Sites that an office visits; documentation addresses apart from those that stories get. */
const WEB_SITES = 12;
const WEB_IPV4 = '198.51.100.0/24';
const webIpv6 = (site: number) => `2001:db8:f00:${site + 1}::${(0x40 + site * 7).toString(16)}`;
/** A timer's lateness: 60.00 to 60.02 s between the ticks of a 60 s timer. */
const TIMER_JITTER = 18_000;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** All that the office does besides the story, host by host. */
export function officeSources(random: RandomSource, world: World, flows: FlowTable, scenario: string, range: Range): Source[] {
  const { to } = range;
  const meaning: Meaning = { scenario, step: 'background', role: 'benign', rules: [] };
  const peers = peersOf(random.fork('peers'), world);
  const sources: Source[] = [];
  for (const machine of world.machines) {
    for (const habit of officeHabits) {
      if (!habit.roles.includes(machine.host.role)) continue;
      const own = random.fork(machine.host.id).fork(habit.id);
      const members = habit.members.map((member) => ({
        gap: member.gap,
        ...(member.repeat && { repeat: member.repeat }),
        flows: endsOf(member, machine, peers).map(({ initiator, responder, port }) =>
          flows.add({
            protocol: member.protocol === 'tcp' ? 6 : 17,
            initiator,
            responder,
            sourcePort: sourcePortOf(member, initiator.host!.os.platform),
            destinationPort: port,
            meaning,
            background: true,
          }),
        ),
      }));
      // A habit happens whole or not at all: without a controller nobody asks for tickets.
      if (members.some((member) => member.flows.length === 0)) continue;
      // Nor before all who take part are there: a host may boot during the lead.
      const taking = members.flatMap((member) => member.flows.map((flow) => flows.flows[flow]!));
      const from = Math.max(range.from, ...taking.flatMap(({ initiator, responder }) => startsOf(initiator, responder)));
      if (habit.every !== undefined)
        sources.push(timerSource(own, { flow: members[0]!.flows[0]!, period: habit.every, jitter: TIMER_JITTER, from, to }));
      else sources.push(burstSource(own, { members, perHour: habit.perHour!, from, to }));
    }
  }
  return sources;
}

const startsOf = (...ends: End[]) => ends.flatMap(({ process }) => (process ? [process.startedAt] : []));

function sourcePortOf({ protocol, sourcePort }: HabitMember, platform: 'windows' | 'linux'): SourcePort {
  if (sourcePort !== undefined) return { kind: 'fixed', port: sourcePort };
  return protocol === 'tcp' && platform === 'windows' ? { kind: 'counted' } : { kind: 'drawn', ...dynamicPorts[platform] };
}

interface Peers {
  readonly controllerOf: (machine: Machine) => Machine | undefined;
  readonly fileServerOf: (machine: Machine) => Machine | undefined;
  readonly web: readonly { readonly ipv4: End; readonly ipv6: End }[];
  readonly resolver: End;
}

function peersOf(random: RandomSource, world: World): Peers {
  // A server that the story alone knows, such as one in a workgroup, is still a server of the office.
  const controllers = world.machines.filter(({ host }) => host.role === 'domain-controller');
  const servers = world.machines.filter(({ host }) => host.role === 'server' && host.os.platform === 'windows');
  const web = Array.from({ length: WEB_SITES }, (_, site) => {
    const own = random.fork('web').fork(`site ${site}`);
    // Large sites have their provider's names when looked up backwards, small ones none.
    const reverseName = own.integer(1, 3) === 1 ? '' : `edge-${own.integer(10, 99)}.pop${own.integer(1, 9)}.example.net`;
    return {
      ipv4: outsideEnd(hostAddress(WEB_IPV4, 20 * site + own.integer(0, 19)), reverseName),
      ipv6: outsideEnd(addressOf(webIpv6(site)), reverseName),
    };
  });
  return {
    controllerOf: (machine) => rendezvous(random.fork('controllers'), machine, controllers),
    fileServerOf: (machine) => rendezvous(random.fork('file servers'), machine, servers),
    web,
    resolver: outsideEnd(hostAddress(WEB_IPV4, 252), 'resolver.example.net'),
  };
}

interface Ends {
  readonly initiator: End;
  readonly responder: End;
  readonly port: number;
}

function endsOf(member: HabitMember, machine: Machine, peers: Peers): Ends[] {
  const process = machine.services.get(member.from);
  if (!process) return [];
  const { addresses } = machine.host;
  const port = member.port ?? 0;
  const from = (family: 'ipv4' | 'ipv6') =>
    hostEnd(machine, family === 'ipv4' ? addresses.ipv4 : (addresses.temporary ?? addresses.stable)!, process);
  const inside = (target: Machine | undefined): Ends[] => {
    if (!target) return [];
    const service = member.rpc ? rpcOwner(target.host, member.rpc) : target.listeners.get(`${member.protocol}/${port}`);
    const owner = service === undefined ? undefined : target.services.get(service);
    const actual = member.rpc ? target.rpcPorts.get(member.rpc) : port;
    if (!owner || actual === undefined) return [];
    const pair = addressPair(machine, { kind: 'host', machine: target }, 'ipv4');
    if ('lacking' in pair) return [];
    return [{ initiator: hostEnd(machine, pair.from, process), responder: hostEnd(target, pair.to, owner), port: actual }];
  };
  switch (member.to) {
    case 'controller': {
      const controller = peers.controllerOf(machine);
      return !controller && port === 53 ? [{ initiator: from('ipv4'), responder: peers.resolver, port }] : inside(controller);
    }
    case 'file server':
      return inside(peers.fileServerOf(machine));
    case 'web':
      return peers.web.flatMap(({ ipv4, ipv6 }, site) => {
        // Half of the sites have IPv6, and who can reach them so does.
        const useIpv6 = site % 2 === 0 && (addresses.temporary ?? addresses.stable) !== undefined;
        return [{ initiator: from(useIpv6 ? 'ipv6' : 'ipv4'), responder: useIpv6 ? ipv6 : ipv4, port }];
      });
    case 'resolver':
      return [{ initiator: from('ipv4'), responder: peers.resolver, port }];
    case 'llmnr-ipv4':
      return [{ initiator: from('ipv4'), responder: outsideEnd(addressOf('224.0.0.252'), ''), port }];
    case 'llmnr-ipv6':
      return [
        { initiator: hostEnd(machine, addresses.linkLocal, process), responder: outsideEnd(addressOf('ff02::1:3'), ''), port },
      ];
    case 'itself': {
      const loopback = addressOf('::1');
      const owner = machine.services.get(machine.listeners.get(`${member.protocol}/${port}`) ?? '');
      return owner
        ? [{ initiator: hostEnd(machine, loopback, process), responder: hostEnd(machine, loopback, owner), port }]
        : [];
    }
  }
}
