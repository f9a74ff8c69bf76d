/** `YYYY-MM-DD HH:MM:SS.mmm`, the form of UtcTime. */
export function utcTimeText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** ISO 8601 in UTC with as many decimals as asked for: FILETIME counts 100 ns, so of nine the last two are zeros. */
export function systemTimeText(ms: number, ticks: number, decimals: 7 | 9): string {
  const fraction = String(ticks).padStart(4, '0') + (decimals === 9 ? '00' : '');
  return new Date(ms).toISOString().replace('Z', `${fraction}Z`);
}

/** The same moment with fewer decimals: cut, not rounded, as renderers do. */
export function cutTime(time: string, decimals: 0 | 3 | 6): string {
  const [seconds = '', fraction = ''] = time.replace('Z', '').split('.');
  return `${seconds}${decimals === 0 ? '' : `.${fraction.padEnd(decimals, '0').slice(0, decimals)}`}Z`;
}

/** Unix milliseconds of a UtcTime. */
export function utcTimeOf(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** Unix milliseconds of a SystemTime, what is finer left out. */
export function systemTimeOf(text: string): number {
  return Date.parse(cutTime(text, 3));
}
