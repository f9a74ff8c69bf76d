import type { Issue, Level } from '../../src/validate/index.js';

/** One fault put into sound data, and the check that has to notice it. */
export interface PlantedFault {
  readonly fault: string;
  readonly check: string;
  readonly level: Level;
  readonly text: string;
}

/** Replaces the first occurrence and insists that there is one. */
export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the sound record does not contain ${from}`);
  return text.replace(from, () => to);
}

/** What was noticed, reduced to what a planted fault has to answer for. */
export function noticed(issues: readonly Issue[], check: string) {
  return {
    level: issues.find((issue) => issue.check === check)?.level,
    otherErrors: issues.filter((issue) => issue.level === 'error' && issue.check !== check).map((issue) => issue.check),
  };
}
