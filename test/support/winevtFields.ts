/** The tests' own reader of a one-line event: shares nothing with the product. Entities are those that XML predefines. */
export interface WinevtFields {
  readonly [name: string]: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };
const decode = (text: string) => text.replace(/&(\w+);/gu, (_, name: string) => ENTITIES[name]!);

/** All values of an event, by the name of their element, attribute or Data. Takes both kinds of quotes and blanks between elements. */
export function winevtFields(text: string): WinevtFields {
  const fields: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/<Data Name=["']([^"']*)["']\s*(?:\/>|>([^<]*)<\/Data>)/gu))
    fields[name!] = decode(value ?? '');
  const system = /<System>([\s\S]*)<\/System>/u.exec(text)?.[1] ?? '';
  for (const [, element, attributes, value] of system.matchAll(
    /<(\w+)((?:\s+\w+=(?:"[^"]*"|'[^']*'))*)\s*(?:\/>|>([^<]*)<\/\1>)/gu,
  )) {
    if (value !== undefined) fields[`System/${element}`] = decode(value);
    for (const [, name, double, single] of attributes!.matchAll(/(\w+)=(?:"([^"]*)"|'([^']*)')/gu))
      fields[`System/${element}/${name}`] = decode(double ?? single!);
  }
  return fields;
}
