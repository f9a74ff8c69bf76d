import type { Plan, PlannedFault } from '../../scenarios/plan.js';
import { pipelineDuty } from '../faults/pipelineDuty.js';
import { code, counted, prose, some, table } from './markdown.js';
import { time } from './time.js';

const MOST_FAULTS = 12;
const MOST_HOSTS = 4;

/** What goes wrong with records on their way, and what a correct pipeline makes of it; nothing where all goes well. */
export function faultsSection({ faults, world }: Plan): string[] {
  if (faults.length === 0) return [];
  const hostsOf = ({ hosts }: PlannedFault) =>
    hosts
      ? some(
          [...hosts].map((index) => code(world.machines[index]!.host.id)),
          MOST_HOSTS,
        )
      : 'all';
  const rows = faults.map((fault) => [
    Number.isFinite(fault.to) ? `${time(fault.from)} to ${time(fault.to)}` : `from ${time(fault.from)}`,
    code(fault.id),
    fault.title === '' ? fault.kind : `${fault.kind}: ${prose(fault.title)}`,
    hostsOf(fault),
    pipelineDuty(fault),
  ]);
  const head = ['records due', 'fault', 'what', 'hosts', 'a correct pipeline should'];
  const rest = (hidden: number) => `And ${counted(hidden, 'more fault')}.`;
  return [
    '## What went wrong on the way',
    '',
    'The labels of the records that were met name these faults; records that never arrive have labels without a number.',
    '',
    ...table(head, rows, MOST_FAULTS, rest),
  ];
}
