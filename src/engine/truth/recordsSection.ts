import { BACKGROUND } from '../sliceTally.js';
import { code, counted, table } from './markdown.js';
import { MOST_IDS, type ShownRecords } from './shownRecords.js';
import type { TruthRecords } from './truthPage.js';

const MOST_ROWS = 32;

/** Which records show what. */
export function recordsSection({ steps, shown, labels, shard }: TruthRecords): string[] {
  const own = Object.entries(steps).filter(([step, count]) => step !== BACKGROUND && count > 0);
  const ofStory = own.reduce((sum, [, count]) => sum + count, 0);
  const others = steps[BACKGROUND] ?? 0;
  const intro = `${counted(ofStory, 'record')} of sensors are the story's, ${others === 0 ? 'and there are no others' : `among ${ofStory + others} in all`}.`;
  const part = shard
    ? [`This is part ${shard.number} of ${shard.of}: it tells of its own records, by their numbers in the whole.`]
    : [];
  return [
    '## Which records show it',
    '',
    [intro, ...part, ...(labels ? [HOW] : [NO_LABELS])].join(' '),
    '',
    ...(labels ? byFile(shown) : byStep(own)),
  ];
}

const HOW = 'Numbers count the records of a file from 1, as labels do; two forms of one record are two rows.';
const NO_LABELS =
  'Which ones they are is not known, since the run was made without labels: make it again with labels to see their numbers.';

function byFile(shown: readonly ShownRecords[]): string[] {
  const rows = shown.map(({ step, file, records, runs, last, ids }) => [
    code(step),
    code(file),
    String(records),
    [
      ...runs.map(([first, end]) => (first === end ? String(first) : `${first}-${end}`)),
      ...(last === undefined ? [] : ['...', String(last)]),
    ].join(', '),
    records <= MOST_IDS ? ids.map((id) => code(id)).join(', ') : '',
  ]);
  const hidden = shown.slice(MOST_ROWS).reduce((sum, { records }) => sum + records, 0);
  const rest = (count: number) => `And ${counted(count, 'more row')} of ${counted(hidden, 'record')}: the labels name them all.`;
  return table(['step', 'file', 'records', 'numbers', 'EventRecordID or id'], rows, MOST_ROWS, rest);
}

function byStep(own: readonly (readonly [string, number])[]): string[] {
  const rows = own.map(([step, count]) => [code(step), String(count)]);
  return table(['step', 'records'], rows, MOST_ROWS, (count) => `And ${counted(count, 'more step')}: the manifest has them all.`);
}
