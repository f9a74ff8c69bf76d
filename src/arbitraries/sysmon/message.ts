import type { SysmonDraft } from './draft.js';

const HEADINGS: Readonly<Record<string, string>> = {
  1: 'Process Create',
  3: 'Network connection detected',
  5: 'Process terminated',
};

/** The name of the task as the manifest renders it. */
export const TASKS: Readonly<Record<string, string>> = {
  1: 'Process Create (rule: ProcessCreate)',
  3: 'Network connection detected (rule: NetworkConnect)',
  5: 'Process terminated (rule: ProcessTerminate)',
};

/** The text that Windows renders from the manifest: a heading, then one line per field. */
export function messageOf({ system, data }: SysmonDraft, lineEnd: '\n' | '\r\n'): string {
  const lines = Object.entries(data).map(([name, value]) => `${name}: ${value}`);
  return [`${HEADINGS[system.eventId] ?? HEADINGS[3]}:`, ...lines].join(lineEnd);
}
