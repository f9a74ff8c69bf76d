/**
 * A JSON value as it is written: keys in their order, even twice, and numbers by their digits, for some are beyond what a
 * JavaScript number holds.
 */
export type JsonNode = string | boolean | null | JsonNumber | JsonObject | readonly JsonNode[];

export interface JsonNumber {
  readonly digits: string;
}

export interface JsonObject {
  readonly entries: readonly JsonEntry[];
}

export type JsonEntry = readonly [key: string, value: JsonNode];

/** How one and the same value is written. No JSON reader sees a difference. */
export interface JsonLayout {
  /** What stands after `:` and `,`. */
  readonly gap: '' | ' ';
  /** How a text is written, quotes included. */
  readonly text: (text: string) => string;
}

export const jsonNumber = (value: number | string): JsonNumber => ({ digits: String(value) });

/** Entries whose value is undefined are left out. */
export function jsonObject(entries: Readonly<Record<string, JsonNode | undefined>>): JsonObject {
  return { entries: Object.entries(entries).filter((entry): entry is [string, JsonNode] => entry[1] !== undefined) };
}

export const plainJson: JsonLayout = { gap: '', text: (text) => JSON.stringify(text) };

export function isJsonObject(node: JsonNode | undefined): node is JsonObject {
  return typeof node === 'object' && node !== null && 'entries' in node && !Array.isArray(node);
}

export function writeJson(node: JsonNode, layout: JsonLayout): string {
  const { gap, text } = layout;
  if (node === null || typeof node === 'boolean') return String(node);
  if (typeof node === 'string') return text(node);
  if (isJsonObject(node)) {
    return `{${node.entries.map(([key, value]) => `${text(key)}:${gap}${writeJson(value, layout)}`).join(`,${gap}`)}}`;
  }
  return 'digits' in node ? node.digits : `[${node.map((value) => writeJson(value, layout)).join(`,${gap}`)}]`;
}
