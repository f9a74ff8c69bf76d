import type { FieldKind } from './fieldKind.js';
import { Judged } from './judged.js';

const quietKinds = new WeakMap<FieldKind, FieldKind>();

/** The same kind without its findings: for values that are only compared with, in records that are not themselves checked. */
export function quiet(kind: FieldKind): FieldKind {
  let known = quietKinds.get(kind);
  if (!known) {
    known = {
      judge: (text) => {
        const { number, rest, flag, address, guid } = kind.judge(text);
        return Object.assign(new Judged(text), { number, rest, flag, address, guid });
      },
    };
    quietKinds.set(kind, known);
  }
  return known;
}
