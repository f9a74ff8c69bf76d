import type { Process } from '../../model/process.js';
import { processKey } from '../../model/process.js';
import type { Happening } from './happenings.js';
import { code, counted, prose, some, table } from './markdown.js';
import { time } from './time.js';
import { accountName } from './worldSections.js';

const MOST_STEPS = 24;
const MOST_PROGRAMS = 12;
/** Whose programs come first, where there are more than a page has room for. */
const ROLES = ['malicious', 'red-herring', 'benign'] as const;
/** Names in a cell. */
const MOST_NAMES = 4;

const names = (set: ReadonlySet<string>) =>
  some(
    [...set].map((name) => code(name)),
    MOST_NAMES,
  );

/** Who did what when. */
export function timelineSection(all: readonly Happening[]): string[] {
  const rows = all.map((one) => [
    one.first === one.last ? time(one.first) : `${time(one.first)} to ${time(one.last)}`,
    code(one.step),
    prose(one.title),
    [one.role, ...(one.technique ? [one.technique] : [])].join(', '),
    names(one.from),
    names(one.to),
    names(one.ports),
    one.rounds === 1 ? String(one.connections) : `${one.connections} in ${one.rounds} rounds`,
    seenBy(one),
  ]);
  const head = ['time', 'step', 'what', 'role', 'from', 'to', 'port', 'connections', 'seen by'];
  const rest = (hidden: number) =>
    `And ${counted(hidden, 'more step')}, the last of them until ${time(Math.max(...all.map(({ last }) => last)))}.`;
  return ['## What happened', '', ...table(head, rows, MOST_STEPS, rest)];
}

function seenBy({ sysmon, falcon }: Happening): string {
  const products = [
    ['Sysmon', sysmon],
    ['Falcon', falcon],
  ] as const;
  return products.flatMap(([name, hosts]) => (hosts.size > 0 ? [`${name} on ${names(hosts)}`] : [])).join('; ') || 'no sensor';
}

/** The programs behind it, and whose they are. */
export function programsSection(all: readonly Happening[]): string[] {
  const inOrder = ROLES.flatMap((role) => all.filter((one) => one.role === role));
  const processes = [...new Set(inOrder.flatMap((one) => [...one.processes]))];
  const rows = processes.map(({ host, name, image, account, processId, startedAt }: Process) => [
    code(processKey({ host, name })),
    code(image, 260),
    code(accountName(account)),
    String(processId),
    time(startedAt),
  ]);
  const head = ['process', 'program', 'account', 'pid', 'running since'];
  return ['## Programs', '', ...table(head, rows, MOST_PROGRAMS, (hidden) => `And ${counted(hidden, 'more program')}.`)];
}
