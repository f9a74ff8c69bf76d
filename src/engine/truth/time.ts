/** `2026-03-10 09:14:02.648`. @param micros - Microseconds since 1970-01-01 UTC. */
export const time = (micros: number): string => new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1).replace('T', ' ');

/** How far a clock is off: `+12.5 ms`, `-3600 s`. @param micros - Microseconds. */
export function offset(micros: number): string {
  const [value, unit] = Math.abs(micros) < 1_000_000 ? [micros / 1_000, 'ms'] : [Math.round(micros / 1_000) / 1_000, 's'];
  return `${micros >= 0 ? '+' : ''}${value} ${unit}`;
}
