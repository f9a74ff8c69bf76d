import type { Check } from './check.js';
import { falconChecks } from './falcon/checks.js';
import { inputChecks } from './input/checks.js';
import { sysmonChecks } from './sysmon/checks.js';

/** Every check there is, by group, in the order in which the documentation lists them. */
export const checks = {
  input: inputChecks,
  sysmon3: sysmonChecks,
  'falcon-ip6': falconChecks,
} as const satisfies Record<string, Record<string, Check>>;

export type CheckId = keyof typeof inputChecks | keyof typeof sysmonChecks | keyof typeof falconChecks;

/** The same checks, by id. */
export const checksById: Readonly<Record<CheckId, Check>> = { ...inputChecks, ...sysmonChecks, ...falconChecks };
