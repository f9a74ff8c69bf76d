import type { Report } from '../reporter.js';
import type { Layout } from './layout.js';
import { RawRecord } from './rawRecord.js';
import type { Shape } from './shape.js';

/** Checks one record by itself. */
export function checkShape(shape: Shape, layout: Layout, report: Report): void {
  const record = new RawRecord(report);
  fillFromShape(record, shape, layout);
  record.check();
}

/** Judges every value of a record that was taken apart completely. */
export function fillFromShape(record: RawRecord, shape: Shape, layout: Layout): void {
  record.clear();
  shape.leaves.forEach(({ text }, i) => {
    const { field, kind } = layout.slots[i]!;
    if (field >= 0 && kind) record.set(field, kind.judge(text));
  });
  record.complete(layout, layout.given);
}
