import type { StoryTimeline, TimelineLane, TimelineMark, TimelineStep } from '../engine/storyTimeline.js';
import { visibleText } from '../scenarios/visibleText.js';
import { displayWidth } from './displayWidth.js';
import type { Terminal } from './terminal.js';

/** Lanes beyond these are summed up: a picture is looked at, not searched. */
const MOST_LANES = 24;
/** Longer names of hosts are cut. */
const LONGEST_NAME = 20;
/** Longer labels of steps push what follows aside. */
const LONGEST_LABEL = 24;
/** Of a lane besides name and marks: ` COUNT > `. */
const BESIDE = 9;
const COUNT_WIDTH = 5;
/** Signs of steps. More steps than these have one sign together. */
const SIGNS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const OTHERS = '#';
/** Several steps in one column. */
const SEVERAL = '*';

interface Style {
  readonly out: string;
  readonly in: string;
  readonly nothing: string;
  readonly cut: string;
  readonly tick: string;
  readonly axis: string;
  readonly to: string;
}
const ASCII: Style = { out: '>', in: '<', nothing: '.', cut: '...', tick: '|', axis: '-', to: '->' };
const UNICODE: Style = { out: '→', in: '←', nothing: '·', cut: '…', tick: '┬', axis: '─', to: '→' };

/** SGR codes: red, green, yellow. */
const COLORS: Readonly<Record<TimelineStep['role'], number>> = { malicious: 31, benign: 32, 'red-herring': 33 };

/** How many columns marks have, for names of these hosts. */
export function timelineBins(hosts: readonly string[], { width }: Pick<Terminal, 'width'>): number {
  return width - nameWidth(hosts) - BESIDE;
}

const nameWidth = (hosts: readonly string[]) => Math.min(LONGEST_NAME, Math.max(4, ...hosts.map((host) => host.length)));

/**
 * Draws a story: a lane for each host, time across, a sign for each step, and what the signs mean.
 *
 * @param start - Of the story: times of the axis count from there, as those in its file do.
 * @returns Lines, none of them longer than the terminal is wide.
 */
export function drawTimeline(timeline: StoryTimeline, start: number, terminal: Terminal): readonly string[] {
  const { from, to, bins, steps, lanes } = timeline;
  const style = terminal.unicode ? UNICODE : ASCII;
  if (steps.length === 0) return ['nothing happens'];
  const names = nameWidth(lanes.map(({ host }) => host));
  const paint = (text: string, role: TimelineStep['role'] | undefined) =>
    terminal.color && role ? `\u001b[${COLORS[role]}m${text}\u001b[0m` : text;
  const signed = steps.map((step, number) => ({ ...step, sign: SIGNS[number] ?? OTHERS }));
  const cells = (marks: readonly TimelineMark[]) => {
    const byBin = new Map<number, Set<number>>();
    for (const { bin, step } of marks) byBin.set(bin, (byBin.get(bin) ?? new Set()).add(step));
    return Array.from({ length: bins }, (_, bin) => {
      const found = [...(byBin.get(bin) ?? [])].map((step) => signed[step]!);
      if (found.length === 0) return style.nothing;
      const signs = new Set(found.map(({ sign }) => sign));
      // Of several steps the one that matters gives the colour.
      const role = (['malicious', 'red-herring', 'benign'] as const).find((one) => found.some((step) => step.role === one));
      return paint(signs.size === 1 ? [...signs][0]! : SEVERAL, role);
    }).join('');
  };
  const indent = ' '.repeat(names + BESIDE);
  const picture = lanes.slice(0, MOST_LANES).flatMap((lane) => rowsOf(lane, names, style, cells));
  const more = lanes.length - MOST_LANES;
  const labels = Math.min(LONGEST_LABEL, Math.max(...signed.map(({ step }) => displayWidth(step))));
  const legend = (step: (typeof signed)[number]) => {
    const { sign, step: label, at, connections, technique, role, title } = step;
    const times = connections > 1 ? `, ${connections} times` : '';
    const parties = `${step.from} ${style.to} ${step.to}${times}`;
    const meaning = [role, technique].filter(Boolean).join(' ');
    const told = title === '' || title === label ? meaning : `${meaning}: ${visibleText(title)}`;
    const first = `${padded(visibleText(label), labels)}  ${shortTime(at - start).padEnd(8)}  ${parties}`;
    return [
      `${paint(sign, role)} ${cut(first, terminal.width - 2, style)}`,
      cut(`${' '.repeat(labels + 14)}${told}`, terminal.width, style),
    ];
  };
  return [
    cut(`${spanText(from, to)}, a column is ${shortTime(Number(((to - from) / bins).toPrecision(3)))}`, terminal.width, style),
    ...axis(timeline, start, style).map((line) => `${indent}${line}`.trimEnd()),
    ...picture,
    ...(more > 0 ? [`and ${more} more hosts`] : []),
    '',
    ...signed.flatMap(legend),
    ...[
      ...(picture.some((line) => line.includes(SEVERAL)) ? [`${SEVERAL} several steps`] : []),
      `${style.out} begins connections, ${style.in} accepts them; times count from the start of the story`,
    ].map((line) => cut(line, terminal.width, style)),
  ];
}

function rowsOf(
  lane: TimelineLane,
  names: number,
  style: Style,
  cells: (marks: readonly TimelineMark[]) => string,
): readonly string[] {
  const name = cut(lane.host, names, style).padEnd(names);
  return (['out', 'in'] as const)
    .filter((side) => lane[side].length > 0)
    .map((side, n) => {
      const count = compact(lane[side].reduce((sum, mark) => sum + mark.count, 0)).padStart(COUNT_WIDTH);
      return `${n === 0 ? name : ' '.repeat(names)} ${count} ${style[side]} ${cells(lane[side])}`;
    });
}

/** Lengths of time between ticks, microseconds: those that people count in. */
const TICKS = [1, 10, 100, 1_000, 10_000, 100_000].flatMap((unit) => [1, 2, 5].map((n) => n * unit));
const LONGER = [1, 2, 5, 10, 15, 30].map((n) => n * 1e6);
const ALL_TICKS = [
  ...TICKS,
  ...LONGER,
  ...LONGER.map((n) => n * 60),
  ...[1, 2, 3, 6, 12, 24, 48, 168, 720, 8760].map((n) => n * 3.6e9),
];
/** Columns between ticks at least: room for what they say. */
const TICK_ROOM = 9;

/** Two lines: what the ticks say, and the ticks. */
function axis({ from, to, bins }: StoryTimeline, start: number, style: Style): readonly string[] {
  const columnOf = (at: number) => Math.floor(((at - from) / (to - from)) * bins);
  const length = ALL_TICKS.find((tick) => (tick / (to - from)) * bins >= TICK_ROOM) ?? ALL_TICKS.at(-1)!;
  const texts = new Array<string>(bins).fill(' ');
  const line = new Array<string>(bins).fill(style.axis);
  for (let at = Math.ceil((from - start) / length) * length + start; at < to; at += length) {
    const column = columnOf(at);
    line[column] = style.tick;
    const text = shortTime(at - start);
    if (column + text.length <= bins) for (let i = 0; i < text.length; i += 1) texts[column + i] = text[i]!;
  }
  return [texts.join(''), line.join('')];
}

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400e6],
  ['h', 3_600e6],
  ['m', 60e6],
  ['s', 1e6],
  ['ms', 1e3],
];

/** A length of time in one or two units, as stories write them: `2.45s`, `1h5m`. */
export function shortTime(micros: number): string {
  const size = Math.abs(micros);
  const sign = micros < 0 ? '-' : '';
  const found = UNITS.findIndex(([, length]) => size >= length);
  if (size === 0) return '0s';
  if (found < 0) return `${sign}${Math.round(size)}us`;
  const [unit, length] = UNITS[found]!;
  if (length <= 1e6) return `${sign}${Number((Math.floor((size / length) * 1000) / 1000).toFixed(3))}${unit}`;
  const whole = Math.floor(size / length);
  const [smaller, part] = UNITS[found + 1]!;
  const rest = Math.floor((size - whole * length) / part);
  return `${sign}${whole}${unit}${rest > 0 ? `${rest}${smaller}` : ''}`;
}

/** `2026-05-04 07:30:01.000 to 07:30:41.626 UTC` */
function spanText(from: number, to: number): string {
  const [first, last] = [from, to].map((micros) => new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1).split('T')) as [
    string[],
    string[],
  ];
  return `${first.join(' ')} to ${first[0] === last[0] ? last[1] : last.join(' ')} UTC`;
}

function compact(count: number): string {
  if (count < 100_000) return String(count);
  return count < 1e7 ? `${Math.floor(count / 1e3)}k` : `${Math.floor(count / 1e6)}M`;
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** The beginning of a text, so that it takes no more than so many columns. */
function cut(text: string, width: number, { cut: mark }: Style): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > width - mark.length) break;
    kept += character;
  }
  return kept + mark;
}
