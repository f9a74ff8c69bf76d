import type { FormatId, Manifest, RunSummary } from '../engine/index.js';
import type { Plan } from '../scenarios/plan.js';
import type { RunArgs } from './runArgs.js';
import { shellWord } from './shellWord.js';

/** Hosts and steps beyond these are summed up: a summary is read, not searched. */
const MOST_ROWS = 12;

/** What a run wrote, for a person. */
export function runSummary(plan: Plan, summary: RunSummary, manifest: Manifest, folder: string): string {
  const files = [
    ...manifest.files.map(({ file, records, format }) => [
      `${folder}/${file}`,
      `${records} ${format === 'labels' ? 'labels' : 'records'}`,
    ]),
    [`${folder}/${manifest.truth.file}`, 'the answer key, for a person'],
    [`${folder}/manifest.json`, 'what was made, and how to make it again'],
  ];
  const roles = new Map<string, string>();
  for (const { meaning } of plan.flows) roles.set(meaning.step, [meaning.role, meaning.technique].filter(Boolean).join(', '));
  // In the order of the story; a step that no sensor sees is said to have none.
  const steps = [...new Set(plan.steps.map(({ id }) => id)), ...(summary.byStep.has('background') ? ['background'] : [])];
  return [
    `${plan.scenario.title}: ${summary.records} records, seed ${plan.seed}`,
    ...section('files', files),
    ...section(
      'hosts',
      [...summary.byHost].map(([host, count]) => [host, String(count)]),
    ),
    ...section(
      'steps',
      steps.map((step) => [step, `${summary.byStep.get(step) ?? 0} (${roles.get(step)})`]),
    ),
    ...(summary.byFault.size > 0
      ? section(
          'faults',
          [...summary.byFault].map(([fault, count]) => [fault, `${count} records concerned`]),
        )
      : []),
    ...(manifest.outside.length > 0 ? ['', `not reserved, so perhaps somebody's: ${manifest.outside.join(', ')}`] : []),
    '',
    `again: ${manifest.command}`,
    '',
  ].join('\n');
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  const shown = rows.slice(0, MOST_ROWS);
  const width = Math.max(0, ...shown.map(([name]) => name!.length));
  const more = rows.length - shown.length;
  return [
    '',
    title,
    ...shown.map(([name, text]) => `  ${name!.padEnd(width)}  ${text}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** The command line that makes the same bytes again, seed and all; where it writes is the reader's choice. */
export function againCommand(args: RunArgs, formats: readonly FormatId[]): string {
  const seconds = (micros: number) => `${micros / 1_000_000}s`;
  const options: (readonly [string, string | number | undefined])[] = [
    ['seed', args.seed],
    ['start', args.start === undefined ? undefined : new Date(args.start / 1000).toISOString()],
    ['duration', args.duration === undefined ? undefined : seconds(args.duration)],
    ['events', args.events],
    ['hosts', args.hosts],
    ['format', args.format && formats.join(',')],
    ['labels', args.labels === 'scenario' ? undefined : args.labels],
    ['split', args.split],
    ['gzip-level', args.gzipLevel],
  ];
  return [
    'wiretale run',
    shellWord(args.story),
    ...options.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`])),
    ...(args.set ?? []).map((value) => `--set ${shellWord(value)}`),
    ...(args.gzip ? ['--gzip'] : []),
  ].join(' ');
}
