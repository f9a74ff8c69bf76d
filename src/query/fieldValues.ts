import { valuesAt } from './valuesAt.js';

const EVENT_NAME = 'event_simpleName';
/** LogScale shows the event's name as a tag. */
const TAG = `#${EVENT_NAME}`;
/** The documented form of the table NetworkConnectIP6 has these keys and no other; that it belongs to the table is all it says of its kind. */
const TABLE = 'NetworkConnectIP6';
const TABLE_KEYS = ['RemoteAddressIP6', 'RemotePort', 'Protocol', 'LocalAddressIP6', 'LocalPort'] as const;

/** The values of a field of a record, by the names that the forms have for it. */
export function fieldValues(record: object, field: string): readonly unknown[] {
  const values = valuesAt(record, field);
  if (values.length > 0 || field !== EVENT_NAME) return values;
  const tags = valuesAt(record, TAG);
  return tags.length === 0 && isTableForm(record) ? [TABLE] : tags;
}

function isTableForm(record: object): boolean {
  if (Object.keys(record).length !== TABLE_KEYS.length) return false;
  return TABLE_KEYS.every((key) => {
    const value = Object.hasOwn(record, key) ? (record as Record<string, unknown>)[key] : undefined;
    return typeof value === 'string' || typeof value === 'number';
  });
}
