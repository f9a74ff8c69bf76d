// From values to places on an axis of 0 to 1, and what is written below it.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECONDS = [
  ...[0.5, 1, 2, 3, 4, 5, 6, 10, 30].map((value) => [value, `${value} s`]),
  [MINUTE, '1 min'],
  [HOUR, '1 h'],
  [DAY, '1 d'],
  [10 * DAY, '10 d'],
  [100 * DAY, '100 d'],
];
const COUNTS = [1, 2, 3, 5, 10, 30, 100, 300, 1000, 10_000, 100_000, 1e6, 1e7, 1e8, 1e9].map((value) => [
  value,
  countText(value),
]);
/** So many labels have room below a plot. */
const MOST_TICKS = 6;

function countText(value) {
  return value >= 1e6 ? `${value / 1e6} M` : value >= 1000 ? `${value / 1000} k` : `${value}`;
}

/** Linear up to 1, logarithmic beyond, both ways from zero. */
const bothWays = (value) => Math.sign(value) * Math.log10(1 + Math.abs(value));
const WAYS = {
  linear: (value) => value,
  log: (value) => Math.log10(Math.max(value, 1e-3)),
  bothWays,
};

/** @returns `place(value)`, 0 to 1, and ticks `[value, label]` of a measure for these values. */
export function scaleOf({ axis, unit }, values) {
  const way = WAYS[axis];
  const low = way(Math.min(...values));
  const high = way(Math.max(...values));
  const margin = (high - low || 1) * 0.04;
  const from = low - margin;
  const width = high - low + 2 * margin;
  const place = (value) => (way(value) - from) / width;
  const within = ticksOf(axis, unit, values).filter(([value]) => place(value) >= 0 && place(value) <= 1);
  return { place, ticks: thinned(within, place) };
}

function ticksOf(axis, unit, values) {
  if (axis === 'linear') return lineTicks(Math.min(...values), Math.max(...values));
  const ticks = unit === 's' ? SECONDS : COUNTS;
  if (axis === 'log') return ticks;
  const below = ticks.map(([value, label]) => [-value, `−${label}`]);
  return [[0, '0'], ...ticks, ...below].filter(([value]) => value === 0 || Math.abs(value) >= 1);
}

function lineTicks(low, high) {
  const step = [1, 2, 5, 10, 20, 50, 100].find((size) => (high - low) / size <= MOST_TICKS) ?? 200;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, n) => [(first + n) * step, `${(first + n) * step}`]);
}

/** Leaves out labels that would touch the one before; rounder values come first. */
function thinned(ticks, place) {
  const kept = [];
  const byWeight = [...ticks].sort(([a, one], [b, other]) => one.length - other.length || Math.abs(b) - Math.abs(a));
  for (const tick of byWeight) if (kept.every(([value]) => Math.abs(place(value) - place(tick[0])) > 0.13)) kept.push(tick);
  return kept.sort(([a], [b]) => a - b);
}
