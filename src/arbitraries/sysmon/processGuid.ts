const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** The bytes of a number, the lowest first, as hexadecimal text. */
function littleEndian(value: number, bytes: number): string {
  let rest = value;
  let text = '';
  for (let n = 0; n < bytes; n += 1) {
    text += hex(rest % 256, 2);
    rest = Math.floor(rest / 256);
  }
  return text;
}

/** Last eight bytes of a ProcessGuid, 16 hexadecimal digits. */
export const tails = {
  /** Versions up to 10.4x: `0000-0010` and 32 bits of the token's LUID. */
  luid: (luid: number) => `00000010${littleEndian(luid, 4)}`,
  /** From 11 on: the process start key, 48 bits of sequence number and 16 of boot number. */
  startKey: (sequence: number, boot: number) => littleEndian(sequence, 6) + littleEndian(boot, 2),
  /** From 11 on where Windows has no start key: the LUID in 64 bits. */
  wideLuid: (luid: number) => littleEndian(luid, 8),
};

/**
 * A ProcessGuid in braces and lower case.
 *
 * @param machineId - Eight hexadecimal digits.
 * @param startedAt - Start of the process, Unix seconds. The third group is its high half.
 */
export function processGuid(machineId: string, startedAt: number, tail: string): string {
  const low = hex(startedAt % 65_536, 4);
  const high = hex(Math.floor(startedAt / 65_536), 4);
  return `{${machineId}-${low}-${high}-${tail.slice(0, 4)}-${tail.slice(4)}}`.toLowerCase();
}

/** What an unknown process has in place of one. */
export const ZERO_GUID = '{00000000-0000-0000-0000-000000000000}';

/** Start of the process that a ProcessGuid names, Unix seconds. */
export function startOf(guid: string): number {
  const [, low = '', high = ''] = guid.replace('{', '').split('-');
  return Number.parseInt(high + low, 16);
}
