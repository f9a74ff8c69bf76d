import type { Issue, Level } from './issue.js';

/** The forms of text that are read. */
export type Form =
  /** One line per event in single quotes, as the Windows API renders it. */
  | 'sysmon-winevt'
  /** What Event Viewer shows as XML. */
  | 'sysmon-viewer'
  /** A tree copied from a browser, with `- ` before elements that have children. */
  | 'sysmon-tree'
  /** Double quotes and no blank before `/>`: text that evtxexport, libevtx and others make from .evtx files. */
  | 'sysmon-evtxexport'
  | 'sysmon-python-evtx'
  | 'sysmon-linux'
  | 'sysmon-winlogbeat'
  | 'sysmon-nxlog'
  | 'sysmon-flat'
  | 'sysmon-evtx-dump'
  | 'sysmon-ecs'
  | 'sysmon-ossem'
  | 'falcon-fdr'
  | 'falcon-table'
  | 'falcon-logscale'
  | 'falcon-ecs';

export interface CheckCount {
  readonly level: Level;
  readonly count: number;
}

/** What was read and what was found. */
export interface Summary {
  /** Records checked; another event or something unreadable does not count. */
  readonly records: number;
  readonly byForm: Readonly<Partial<Record<Form, number>>>;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly byCheck: Readonly<Record<string, CheckCount>>;
}

/** Counts while reading. */
export class Tally {
  #records = 0;
  readonly #byForm: Partial<Record<Form, number>> = {};
  readonly #levels: Record<Level, number> = { error: 0, warning: 0, note: 0 };
  readonly #byCheck = new Map<string, { level: Level; count: number }>();

  record(form: Form): void {
    this.#records += 1;
    this.#byForm[form] = (this.#byForm[form] ?? 0) + 1;
  }

  issue(issue: Issue): void {
    this.#levels[issue.level] += 1;
    const known = this.#byCheck.get(issue.check);
    if (known) known.count += 1;
    else this.#byCheck.set(issue.check, { level: issue.level, count: 1 });
  }

  summary(): Summary {
    const byCheck = Object.fromEntries([...this.#byCheck].map(([id, count]) => [id, { ...count }]));
    const { error: errors, warning: warnings, note: notes } = this.#levels;
    return { records: this.#records, byForm: { ...this.#byForm }, errors, warnings, notes, byCheck };
  }
}
