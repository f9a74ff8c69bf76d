/** What JSON takes for a number (RFC 8259 section 6); an exponent of ten digits or more stands in no record. */
const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$/u;
const ZERO = 0x30;

/**
 * What two spellings of one number have in common: `443`, `443.0` and `4.43e2`. Exact, however many digits.
 *
 * @returns undefined for what JSON does not take for a number: `0443` and `0x1bb` are names.
 */
export function numberKey(text: string): string | undefined {
  const [, sign, whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = whole + fraction;
  let first = 0;
  let end = digits.length;
  // Loops: a pattern that looks for zeros at the end takes the square of the time if they are not at the end.
  while (first < end && digits.charCodeAt(first) === ZERO) first += 1;
  while (end > first && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  if (first === end) return '0';
  return `${sign}${digits.slice(first, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
