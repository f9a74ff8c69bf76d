import type { ClockJump } from '../../model/host.js';
import type { OfficeSpec, WorldSpec } from '../../world/worldSpec.js';
import type { Story } from '../language/story.js';
import type { Moment } from '../moment.js';
import { calledAddresses } from './calledAddresses.js';

/** A moment of the world, before there are steps. @param start - Of this run. @param shift - This run's start minus the story's own. */
export function fixedMoment(moment: Exclude<Moment, { kind: 'after' }>, start: number, shift: number): number {
  if (moment.kind === 'absolute') return moment.at + shift;
  return start + moment.by.min;
}

/**
 * The story's world in the terms of the world layer.
 *
 * @param jumps - When wall clocks are set, by the ids of hosts.
 */
export function worldSpecOf(
  story: Story,
  start: number,
  workstations: number,
  jumps: ReadonlyMap<string, readonly ClockJump[]>,
): WorldSpec {
  const { world } = story;
  const held = heldPorts(story);
  return {
    ...(world.domain && { domain: world.domain }),
    ...(world.site && { site: world.site }),
    ...(world.sites && { sites: world.sites }),
    ...(world.sysmon && { sysmon: world.sysmon }),
    ...(world.falcon?.cid && { cid: world.falcon.cid }),
    hosts: Object.fromEntries(
      Object.entries(world.hosts).map(([id, { boot, services = {}, count: _, ...host }]) => [
        id,
        {
          ...host,
          ...(boot?.at && { bootAt: fixedMoment(boot.at, start, start - story.start) }),
          ...(boot?.id && { bootId: boot.id }),
          ...(jumps.has(id) && { clockJumps: jumps.get(id)!.toSorted((a, b) => a.at - b.at) }),
          takenPids: takenPids(story, id),
          ...(held.has(id) && { heldPorts: held.get(id)! }),
          served: Object.values(story.processes).flatMap(({ host: on, serves }) => (on === id ? serves : [])),
          services: Object.fromEntries(
            Object.entries(services).map(([name, { start: at, ...pins }]) => [
              name,
              { ...pins, ...(at && { startAt: fixedMoment(at, start, start - story.start) }) },
            ]),
          ),
        },
      ]),
    ),
    users: world.users,
    outside: world.outside,
    called: calledAddresses(story),
    workstations,
    ...(story.background && {
      office: {
        mix: mixOf(story.background.mix),
        servers: story.background.servers,
        domainControllers: story.background.controllers,
      },
    }),
    start,
    told: story.start,
  };
}

/** Shares of 1 of a background's workstations. */
export function mixOf(mix: NonNullable<Story['background']>['mix']): OfficeSpec['mix'] {
  const part = (share: string | undefined) => (share === undefined ? 0 : Number.parseFloat(share) / 100);
  const { developer, linux, macos } = mix ?? USUAL_MIX;
  return { developer: part(developer), linux: part(linux), macos: part(macos) };
}

/** Where a story says nothing. */
const USUAL_MIX = { developer: '15%', linux: undefined, macos: undefined };

function takenPids({ world, processes }: Story, hostId: string): number[] {
  const { sysmon, services = {} } = world.hosts[hostId]!;
  const here = Object.values(processes).filter(({ host }) => host === hostId);
  return [sysmon?.processId, ...Object.values(services).map(({ pid }) => pid), ...here.map(({ pid }) => pid)].filter(
    (pid) => pid !== undefined,
  );
}

/** Ports at which processes of the story listen, by host: steps say so, and connections that name who accepts. */
function heldPorts({ processes, steps, yielded = [] }: Story): ReadonlyMap<string, readonly number[]> {
  const held = new Map<string, Set<number>>();
  const add = (id: string | undefined, port: number | undefined) => {
    const host = id === undefined ? undefined : processes[id]?.host;
    if (host === undefined || port === undefined) return;
    held.set(host, (held.get(host) ?? new Set()).add(port));
  };
  for (const { listen, connect, beacon, transfer } of steps) {
    add(listen?.process, listen?.port);
    for (const ends of [connect, beacon, transfer]) add(ends?.acceptedBy, ends?.port);
  }
  for (const { connect } of yielded) add(connect.acceptedBy, connect.port);
  return new Map([...held].map(([host, ports]) => [host, [...ports]]));
}
