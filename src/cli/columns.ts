/** Pairs in two columns, indented. */
export function columns(pairs: readonly (readonly [string | number, string])[]): string {
  const width = Math.max(...pairs.map(([left]) => String(left).length));
  return pairs.map(([left, right]) => `  ${String(left).padEnd(width)}  ${right}\n`).join('');
}
