import { type Quantiles, quantiles } from '../../random/quantiles.js';

/** Shares of the population, and milliseconds. */
export const ms = (...points: readonly (readonly [share: number, value: number])[]): Quantiles =>
  quantiles(...points.map(([share, value]) => [share, value * 1000] as const));

/**
 * Times from one connection to the next within a burst. Their shapes are set so that the gaps of each program have the quartiles of
 * section "Base rates" of `docs/fields/sysmon-winevt.md`; `npm run compare:background` prints what comes of it.
 */
export const gaps = {
  now: ms([0, 0], [1, 0]),
  /** Questions for both kinds of addresses leave together. */
  twin: ms([0, 0.05], [0.5, 1.2], [0.8, 2.6], [1, 11]),
  /** A server asks on what it was asked. */
  forwarded: ms([0, 0.1], [0.5, 0.5], [1, 2]),
  /** The same instant, as threads of one program have it. */
  together: ms([0, 0.02], [0.6, 0.4], [1, 1.2]),
  /** Several for one purpose: some at the same instant, some when the ones before are done. */
  batch: ms([0, 0.02], [0.5, 0.6], [0.65, 20], [0.85, 250], [1, 1500]),
  /** From an answer to the connection that it was asked for. */
  answered: ms([0, 12], [0.5, 35], [0.9, 90], [1, 180]),
  /** From asking the end-point mapper to calling the port that it named. */
  afterMapper: ms([0, 2], [1, 9]),
  svchost: ms([0, 6], [0.3, 26], [0.55, 95], [0.8, 350], [1, 2000]),
  /** A resolver that gets no answer asks again a second later. */
  resolver: ms([0, 500], [0.3, 1005], [0.6, 1020], [0.9, 2040], [1, 4100]),
  lsass: ms([0, 2], [0.25, 6], [0.5, 42], [0.64, 140], [0.72, 7000], [1, 18_000]),
  system: ms([0, 0.02], [0.25, 0.8], [0.5, 300], [0.75, 5000], [1, 20_000]),
  browser: ms([0, 0.3], [0.25, 0.9], [0.5, 4], [0.75, 600], [1, 14_000]),
  program: ms([0, 20], [0.3, 40], [0.6, 90], [0.9, 160], [1, 400]),
  /** Questions that nobody answers are asked again, */
  llmnrAgain: ms([0, 405], [1, 425]),
  netbiosAgain: ms([0, 748], [1, 765]),
  ssdpAgain: ms([0, 998], [1, 1015]),
  /** and commands over WinRM take three connections in three seconds. */
  command: ms([0, 900], [1, 1500]),
  someSeconds: ms([0, 500], [0.5, 2500], [1, 12_000]),
} as const;

/** A number of 1 to `most`, evenly. */
export const upTo = (most: number): Quantiles => quantiles([0, 1], [1, most + 1 - 1e-9]);

/** None or one: one with this chance. */
export const sometimes = (chance: number): Quantiles =>
  quantiles([0, 0], [1 - chance, 0.999], [1 - chance + 1e-9, 1], [1, 1.999]);
