import type { Account } from '../../model/account.js';
import type { Host } from '../../model/host.js';
import type { Process } from '../../model/process.js';
import type { RandomSource } from '../../random/randomSource.js';
import { slotsByName } from '../../random/slots.js';
import { accountOn, ownAccount, unixAccount } from '../../world/accounts.js';
import { STORY_PIDS } from '../../world/services.js';
import type { World } from '../../world/world.js';
import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { latestBoot } from './latestStart.js';
import type { ProcessSpan } from './processSpans.js';

/** The story's processes, by id. What a process shows follows from itself and its host, and from those declared before it only where two meet. */
export function storyProcesses(
  random: RandomSource,
  story: Story,
  world: World,
  spans: ReadonlyMap<string, ProcessSpan>,
  report: Report,
): Map<string, Process> {
  const pids = processIds(random.fork('pids'), story, world, report);
  const startOf = (id: string) => spans.get(id)!.begins.at;
  // In the order of their starts, so that values which neighbours push along rise with the start as well.
  const inOrder = Object.entries(story.processes).sort(([a], [b]) => startOf(a) - startOf(b));
  return new Map(
    inOrder.map(([id, spec]) => {
      const machine = world.machineById.get(spec.host)!;
      const { host } = machine;
      const processClock = machine.processClock!;
      const startedAt = startOf(id);
      const { earliest } = spans.get(id)!.begins;
      const booted = latestBoot(story, host);
      if (earliest < booted) {
        report({
          code: 'INCONSISTENT',
          path: ['processes', id, 'start'],
          expected: `a time after the boot of ${spec.host}, ${iso(booted)}`,
          received: { words: iso(earliest) },
          cure: 'a later start, or say when the host booted: boot: { at: -3d }',
        });
      }
      const name = id.slice(id.indexOf('/') + 1);
      if (name !== id && machine.services.has(name)) {
        report({
          code: 'DUPLICATE',
          path: ['processes', id],
          at: 'key',
          expected: `a name that no service of ${spec.host} has`,
          received: name,
        });
      }
      const account = accountOf(spec.user, host, story, world);
      const process: Process = {
        host,
        name,
        image: spec.image.replaceAll('{user}', account.name),
        account,
        processId: spec.pid ?? pids.get(id)!,
        startedAt,
        luid: spec.luid ?? processClock.luid(startedAt),
        startKey: spec.startKey ?? processClock.startKey(startedAt),
        uniqueProcessId: spec.uniqueProcessId ?? processClock.uniqueProcessId(startedAt),
      };
      return [id, process];
    }),
  );
}

function accountOf(name: string, host: Host, story: Story, world: World): Account {
  const user = world.users.get(name);
  // Elsewhere than on Windows a user of the world has its name, and nothing else of it shows.
  if (host.os.platform !== 'windows') return unixAccount(user?.name ?? name, name);
  const kept = host.domain !== undefined || story.world.users[name]?.local !== undefined;
  return user ? accountOn(user, host, kept) : ownAccount(name)!;
}

/** @param micros - Microseconds since 1970-01-01 UTC. */
export const iso = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString();

function processIds(random: RandomSource, story: Story, world: World, report: Report): Map<string, number> {
  const [low, high] = STORY_PIDS;
  const ids = new Map<string, number>();
  for (const hostId of Object.keys(story.world.hosts)) {
    const step = world.machineById.get(hostId)!.host.os.platform === 'windows' ? 4 : 1;
    const here = Object.entries(story.processes).filter(([, { host }]) => host === hostId);
    const taken = new Set(
      here.flatMap(([, { pid }]) => (pid !== undefined && pid >= low && pid <= high ? [(pid - low) / step] : [])),
    );
    const free = here.filter(([, { pid }]) => pid === undefined).map(([id]) => id);
    const room = (high - low) / step + 1 - taken.size;
    if (free.length > room) {
      report({
        code: 'INCONSISTENT',
        path: ['processes', free[room]!],
        at: 'key',
        expected: `at most ${room} processes without a pid on ${hostId}`,
        received: { words: String(free.length) },
      });
    }
    const slots = slotsByName(random.fork(hostId), free.slice(0, room), (high - low) / step + 1, taken);
    free.forEach((id, i) => {
      ids.set(id, low + (slots[i] ?? 0) * step);
    });
  }
  return ids;
}
