import type { RawRecord } from '../record/rawRecord.js';
import { sameAddress, unmapped } from '../text/address.js';

export type Pair = readonly [field: number, copy: number];

/** Some forms carry a value twice: both have to be the same. */
export function checkCopies(record: RawRecord, pairs: readonly Pair[]): void {
  for (let i = 0; i < pairs.length; i += 1) {
    const [field, copy] = pairs[i]!;
    if (!record.has(field) || !record.has(copy) || agree(record, field, copy)) continue;
    record.say('falcon-ip6/copy', 'INCONSISTENT', copy, `${record.text(field)}, as in ${record.path(field)}`);
  }
}

function agree(record: RawRecord, field: number, copy: number): boolean {
  const [left, right] = [record.value(field)!.address, record.value(copy)!.address];
  if (left && right) return left === right || sameAddress(unmapped(left), unmapped(right));
  const [one, other] = [record.number(field), record.number(copy)];
  const unread = Number.isNaN(one) ? 1 : 0;
  // What could not be read has been said, and an unknown word for a number says nothing.
  if (!left && !right && unread !== (Number.isNaN(other) ? 1 : 0)) return true;
  if (unread === 0 && (one !== other || one <= Number.MAX_SAFE_INTEGER)) return one === other;
  return sameText(record.text(field)!, record.text(copy)!);
}

/** Host names are written in lower case by some pipelines. */
const sameText = (left: string, right: string) => left === right || left.toLowerCase() === right.toLowerCase();
