/** Which records of a file show a step: enough to find them, however many there are. */
export interface ShownRecords {
  /** What labels call it. */
  readonly step: string;
  /** As labels name it. */
  readonly file: string;
  readonly records: number;
  /** Runs of numbers without a gap, first and last of each: the first twenty. */
  readonly runs: readonly (readonly [number, number])[];
  /** Number of its last record, where there are more runs. */
  readonly last?: number;
  /** What the first {@link MOST_IDS} are called: a host and its EventRecordID, or the id of a Falcon event. */
  readonly ids: readonly string[];
}

const MOST_RUNS = 20;
export const MOST_IDS = 4;

/** Joins what follows each other in a file. In whatever groups it is joined, the result is the same: slices, parts of a run and the whole agree. */
function joined(one: ShownRecords, next: ShownRecords): ShownRecords {
  const [start, end] = one.runs.at(-1)!;
  const adjoins = next.runs[0]![0] === end + 1;
  const runs = adjoins
    ? [...one.runs.slice(0, -1), [start, next.runs[0]![1]] as const, ...next.runs.slice(1)]
    : [...one.runs, ...next.runs];
  const more = one.last !== undefined || next.last !== undefined || runs.length > MOST_RUNS;
  return {
    step: one.step,
    file: one.file,
    records: one.records + next.records,
    runs: runs.slice(0, MOST_RUNS),
    ...(more && { last: next.last ?? next.runs.at(-1)![1] }),
    ids: [...one.ids, ...next.ids].slice(0, MOST_IDS),
  };
}

/** Collects which records show what, in the order of the files. */
export class ShownTable {
  readonly #rows = new Map<string, ShownRecords>();

  /** @param record - Its number in the file. @param id - What it is called. */
  note(step: string, file: string, record: number, id: string): void {
    this.add({ step, file, records: 1, runs: [[record, record]], ids: [id] });
  }

  add(row: ShownRecords): void {
    const key = `${row.step} ${row.file}`;
    const before = this.#rows.get(key);
    this.#rows.set(key, before ? joined(before, row) : row);
  }

  rows(): ShownRecords[] {
    return [...this.#rows.values()];
  }
}

/** By step, then by file: not as slices happen to have met them. */
export function inOrder(rows: readonly ShownRecords[], steps: readonly string[], files: readonly string[]): ShownRecords[] {
  const stepAt = new Map(steps.map((step, n) => [step, n]));
  const fileAt = new Map(files.map((file, n) => [file, n]));
  const place = ({ step, file }: ShownRecords) => (stepAt.get(step) ?? 0) * files.length + (fileAt.get(file) ?? 0);
  return [...rows].sort((a, b) => place(a) - place(b));
}
