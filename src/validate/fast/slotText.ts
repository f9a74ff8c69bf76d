/** How the raw text of a slot is written and where it ends, in the order in which the matcher numbers them. */
export const SLOT_FORMS = ['text', 'double-quoted', 'single-quoted', 'string', 'number', 'boolean'] as const;

export type SlotForm = (typeof SLOT_FORMS)[number];

const XML_ENTITY = /&(lt|gt|amp|quot|apos);/g;
const XML_CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** What a raw value whose end was found means. */
export function unescaped(raw: string, form: SlotForm): string {
  if (form === 'number' || form === 'boolean') return raw;
  if (form === 'string') return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
  return raw.includes('&') ? raw.replace(XML_ENTITY, (_, name: string) => XML_CHARACTERS[name]!) : raw;
}
