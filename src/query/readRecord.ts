/** Outside of quotes, a number which a JS number may not hold exactly; it may also see one inside a text, which costs only time. */
const DELICATE = /(?:"\s*:|[,[])\s*-?\d(?:[\d.]{14}|[\d.]*[eE])/u;
const NUMBERS = /-?\d[\d.eE+-]*/gu;

/**
 * Reads a line of NDJSON. If it has numbers that a JS number may not hold exactly, its numbers become texts with the digits as written,
 * which a query does not tell from numbers.
 *
 * @returns undefined for what is no JSON object. Of equal keys the last counts, as for `JSON.parse`.
 */
export function readRecord(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return DELICATE.test(line) ? JSON.parse(withQuotedNumbers(line)) : value;
  } catch {
    return undefined;
  }
}

/** @param json - Valid JSON. */
function withQuotedNumbers(json: string): string {
  let result = '';
  let at = 0;
  while (at < json.length) {
    const quote = json.indexOf('"', at);
    const start = quote < 0 ? json.length : quote;
    const end = quote < 0 ? json.length : endOfText(json, quote);
    result += json.slice(at, start).replace(NUMBERS, '"$&"') + json.slice(start, end);
    at = end;
  }
  return result;
}

/** @returns The offset behind the closing quote. */
function endOfText(json: string, opening: number): number {
  for (let at = opening + 1; ; at += 1) {
    const character = json[at];
    if (character === '\\') at += 1;
    else if (character === '"') return at + 1;
  }
}
