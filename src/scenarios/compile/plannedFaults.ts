import { FAULT_KINDS } from '../../model/faultKind.js';
import type { ClockJump, Host } from '../../model/host.js';
import type { RandomSource } from '../../random/randomSource.js';
import type { World } from '../../world/world.js';
import { boundsOf, drawer } from '../distributions.js';
import type { Delay } from '../duration.js';
import type { Report } from '../finding.js';
import type { Story, StoryFault } from '../language/story.js';
import type { PlannedFault } from '../plan.js';
import { EARLIEST, LATEST, yearOf } from './calendar.js';
import type { Schedule } from './schedule.js';
import { iso } from './storyProcesses.js';

const DAY = 86_400_000_000;
/** A run goes on, slice by slice, until all has arrived that may be under way. */
const MOST_TOGETHER = 90 * DAY;
/** A collector that was away works off what has waited in up to this part of the time for which it was. */
export const LONGEST_CATCHING_UP = 0.25;

/** The kind of a fault of a checked story. */
const kindOf = (fault: StoryFault) => FAULT_KINDS.find((kind) => fault[kind] !== undefined)!;
/** Hosts as expansion leaves them: ids. */
const idsOf = (hosts: unknown): readonly string[] | undefined =>
  hosts === undefined ? undefined : ([hosts].flat() as unknown as readonly string[]);

/** When the wall clocks of hosts are set, by the ids of the hosts. */
export function clockJumps(story: Story, times: Schedule): ReadonlyMap<string, readonly ClockJump[]> {
  const jumps = new Map<string, ClockJump[]>();
  story.steps.forEach(({ fault }, n) => {
    const jump = fault?.clockJump;
    if (!jump || !times.happens[n]) return;
    const { at } = times.begins[n]!;
    for (const id of idsOf(jump.hosts)!) {
      const back = jump.for === undefined ? [] : [{ at: at + jump.for, by: -jump.by }];
      jumps.set(id, [...(jumps.get(id) ?? []), { at, by: jump.by }, ...back]);
    }
  });
  return jumps;
}

/**
 * The faults that happen for this seed, in the order of the story.
 *
 * @param random - Keys of what they draw.
 */
export function plannedFaults(
  random: RandomSource,
  story: Story,
  times: Schedule,
  world: World,
  report: Report,
): readonly PlannedFault[] {
  const faults = story.steps.flatMap(({ fault, title = '' }, n) => {
    if (!fault) return [];
    const kind = kindOf(fault);
    const { key, label } = story.frames[n]!;
    const from = times.begins[n]!.at;
    const content: Which = fault[kind]!;
    const ids = idsOf(content.hosts);
    const delayed = fault.late?.by ?? fault.duplicate?.after ?? fault.reorder?.by;
    const planned: PlannedFault = {
      id: label,
      key,
      title,
      kind,
      from,
      to: content.for === undefined ? Infinity : from + content.for,
      ...(ids && { hosts: new Set(ids.map((id) => world.machineById.get(id)!.host.index)) }),
      sensors: kind === 'shiftFields' ? ['sysmon'] : (content.sensors ?? ['sysmon', 'falcon']),
      ...(content.steps && { steps: content.steps }),
      share: content.share === undefined ? 2 ** 32 : (Number.parseFloat(content.share) / 100) * 2 ** 32,
      ...(delayed && { delay: drawer(story, delayed) }),
      longest: longestOf(story, delayed, fault.outage),
      ...(fault.late?.where === 'host' && { offline: true }),
      ...(fault.outage?.then === 'drop' && { drops: true }),
      random: random.fork(key),
    };
    checkConcern(planned, world, ['steps', n, 'fault', kind, content.hosts === undefined ? [] : ['hosts']].flat(), report);
    const shown = from + (fault.clockJump?.by ?? 0);
    if (shown < EARLIEST || shown >= LATEST)
      report({
        code: 'WRONG_VALUE',
        path: ['steps', n, 'fault', kind, 'by'],
        expected: `a clock that shows a time from ${yearOf(EARLIEST)} to ${yearOf(LATEST - 1)}`,
        received: { words: iso(shown) },
      });
    return times.happens[n] ? [planned] : [];
  });
  let together = 0;
  faults.forEach(({ key, longest }) => {
    together += longest;
    if (together <= MOST_TOGETHER || together - longest > MOST_TOGETHER) return;
    report({
      code: 'TOO_LARGE',
      path: ['steps', story.frames.findIndex((frame) => frame.key === key), 'fault'],
      expected: 'faults that hold records up for at most 90d, added up',
      received: { words: `${Math.ceil(together / DAY)}d with this one` },
    });
  });
  return faults;
}

/** What the kinds have in common; each has some of it. */
interface Which {
  readonly hosts?: unknown;
  readonly sensors?: PlannedFault['sensors'] | undefined;
  readonly steps?: readonly string[] | undefined;
  readonly share?: string | undefined;
  readonly for?: number | undefined;
}

function longestOf(story: Story, delay: Delay | undefined, outage: StoryFault['outage']): number {
  if (delay) return boundsOf(story, delay).max;
  return outage?.then === 'deliver' ? Math.ceil(outage.for * (1 + LONGEST_CATCHING_UP)) : 0;
}

/** Whether there is a record at all that a fault could concern. */
function checkConcern({ kind, hosts, sensors }: PlannedFault, world: World, path: (string | number)[], report: Report): void {
  const concerned = world.machines.map(({ host }) => host).filter(({ index }) => hosts?.has(index) ?? true);
  if (kind === 'shiftFields' && !concerned.some(leavesEmpty))
    report({
      code: 'INCONSISTENT',
      path,
      expected: 'a host whose Sysmon leaves unknown fields empty: newer ones write a hyphen there, and nothing shifts',
      cure: 'give one sysmon: { era: "10.4" }',
    });
  else if (!concerned.some((host) => sensors.some((sensor) => host[sensor])))
    report({ code: 'INCONSISTENT', path, expected: `a host with ${sensors.join(' or ')}: none of these has it` });
}

/** Sysmon 11 and later, and the one for Linux, write `-` for what is unknown. */
const leavesEmpty = ({ sysmon }: Host) => sysmon !== undefined && sysmon.era !== '11';
