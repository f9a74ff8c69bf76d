import type { Expectations } from '../../scenarios/expectationsOf.js';
import type { Times } from '../../scenarios/language/expectations.js';
import type { Happening } from './happenings.js';
import { code, counted, prose, some, table } from './markdown.js';

const MOST_RULES = 12;
const MOST_SILENT = 20;
const MOST_ISSUES = 6;
const MOST_HARMLESS = 10;

/** Which rules fire on what, and which stay silent. */
export function rulesSection({ rules, silent }: Expectations): string[] {
  const rows = rules.map(({ rule, step, times }) => [code(rule), code(step), timesText(times)]);
  const rest = (hidden: number) => `And ${counted(hidden, 'more line')}: the manifest has them all.`;
  const firing =
    rows.length > 0
      ? table(['rule', 'on records of', 'times'], rows, MOST_RULES, rest)
      : ['The story names no rule that should fire.'];
  const quiet =
    silent.length > 0
      ? [
          '',
          `To stay silent: ${some(
            silent.map((rule) => code(rule)),
            MOST_SILENT,
          )}.`,
        ]
      : [];
  return ['## What should fire', '', ...firing, ...quiet];
}

function timesText({ min, max }: Times): string {
  if (max === undefined) return min === 1 ? 'at least once' : `at least ${min}`;
  return min === max ? String(min) : `${min} to ${max}`;
}

/** What `validate` should report. */
export function issuesSection({ issues }: Expectations): string[] {
  const rows = issues.map(({ check, format, times, step }) => [
    code(check),
    code(format),
    String(times),
    step === undefined ? '' : code(step),
  ]);
  const rest = (hidden: number) => `And ${counted(hidden, 'more line')}: the manifest has them all.`;
  const found =
    rows.length > 0
      ? ['In the strict profile exactly this:', '', ...table(['check', 'form', 'times', 'because of'], rows, MOST_ISSUES, rest)]
      : ['The story names nothing.'];
  return ['## What validate should report', '', ...found];
}

/** What looks bad but is not: red herrings first. @param workstations - Of the background; undefined where there is none. */
export function harmlessSection(all: readonly Happening[], workstations: number | undefined): string[] {
  const rows = (['red-herring', 'benign'] as const).flatMap((role) =>
    all.filter((one) => one.role === role).map((one) => [code(one.step), role, prose(one.title)]),
  );
  const rest = (hidden: number) => `And ${counted(hidden, 'more step')}.`;
  const steps =
    rows.length > 0 ? table(['step', 'role', 'what it is'], rows, MOST_HARMLESS, rest) : ['No step of the story is harmless.'];
  const office =
    workstations === undefined
      ? []
      : [
          '',
          `Around the story there is an office with ${counted(workstations, 'workstation')} of its own: what is of no step is benign background.`,
        ];
  return ['## What looks bad but is not', '', ...steps, ...office];
}
