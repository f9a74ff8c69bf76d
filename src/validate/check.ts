import type { Level } from './issue.js';

/**
 * How strictly data is held to its format.
 *
 * - `strict`: as the sensor wrote it, byte for byte.
 * - `lenient`: published data, whose values were masked or whose form was converted.
 */
export type Profile = 'strict' | 'lenient';

export const profiles: readonly Profile[] = ['strict', 'lenient'];

/** One check: what it demands, how much it weighs in each profile, and what the demand rests on. */
export interface Check {
  readonly strict: Level;
  readonly lenient: Level;
  /** One sentence: what sound data does. */
  readonly demand: string;
  /** What is known from the vendor or from real events that justifies the demand. */
  readonly basis: string;
}

type Levels = readonly [strict: Level, lenient: Level];

/** An error in sensor output and in published data alike. */
export const ALWAYS: Levels = ['error', 'error'];
/** An error in sensor output; masking or conversion explains it in published data. */
export const AS_WRITTEN: Levels = ['error', 'warning'];
/** An error in sensor output; known converters write it so. */
export const CONVERTED: Levels = ['error', 'note'];
export const WARNING: Levels = ['warning', 'warning'];
export const NOTE: Levels = ['note', 'note'];

export function check([strict, lenient]: Levels, demand: string, basis: string): Check {
  return { strict, lenient, demand, basis };
}

/** The page of each group of checks. */
const PAGES: Readonly<Record<string, string>> = {
  input: 'docs/checks/input.md',
  sysmon3: 'docs/checks/sysmon-event-3.md',
  'falcon-ip6': 'docs/checks/network-connect-ip6.md',
};

/** The anchor of a check on its page. */
export function anchorOf(checkId: string): string {
  return checkId.replaceAll('/', '-');
}

/** Where our documentation says what a check rests on: `docs/checks/sysmon-event-3.md#sysmon3-port`. */
export function sourceOf(checkId: string): string {
  return `${PAGES[checkId.slice(0, checkId.indexOf('/'))]}#${anchorOf(checkId)}`;
}
