import type { RawRecord } from '../record/rawRecord.js';
import { sameAddress } from '../text/address.js';
import { COPIED_FIELDS, F } from './fields.js';

const PAIRS = COPIED_FIELDS.map((field) => [F[field], F[`${field}Copy`]] as const);
/** Some forms carry a value twice: both have to be the same. */
export function copies(record: RawRecord): void {
  for (const [field, copy] of PAIRS) {
    if (!record.has(field) || !record.has(copy) || agree(record, field, copy)) continue;
    record.say('sysmon3/copy', 'INCONSISTENT', copy, `${record.text(field)}, as in ${record.path(field)}`);
  }
}

function agree(record: RawRecord, field: number, copy: number): boolean {
  const [left, right] = [record.value(field)!, record.value(copy)!];
  if (left.address && right.address) return sameAddress(left.address, right.address);
  if (left.flag !== undefined && right.flag !== undefined) return left.flag === right.flag;
  if (left.guid && right.guid) return left.guid.text === right.guid.text;
  const number = record.number(field);
  if (!Number.isNaN(number)) return number === record.number(copy) || Number.isNaN(record.number(copy));
  return record.text(field) === record.text(copy);
}
