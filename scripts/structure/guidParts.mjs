// The parts of a ProcessGuid, as docs/fields/sysmon-winevt.md tells them.

const ZERO = '00000000-0000-0000-0000-000000000000';
const [OLD, KEY, LUID, NONE] = ['LUID, 0000-0010', 'start key', 'LUID, 64 bits', 'all zero'];
/** The forms of the tail. */
export const TAILS = [OLD, KEY, LUID, NONE];

/** @param guid - Without braces. @returns `start` in seconds since 1970; `number` is the LUID, or the sequence number of a start key. */
export function partsOf(guid) {
  if (guid === ZERO) return { form: NONE };
  const [machine, low, high, tail, last] = guid.split('-');
  const start = Number.parseInt(high + low, 16);
  if (tail === '0000' && last.startsWith('0010')) return { form: OLD, machine, start, number: littleEndian(last.slice(4)) };
  const number = littleEndian((tail + last).slice(0, 12));
  const boot = littleEndian(last.slice(8));
  // No boot number: the host has no start keys, or this process has none.
  return { form: boot === 0 ? LUID : KEY, machine, start, number, boot };
}

const littleEndian = (hexadecimal) =>
  hexadecimal.match(/../gu).reduceRight((number, byte) => number * 256 + Number.parseInt(byte, 16), 0);
