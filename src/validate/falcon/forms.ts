import type { JsonNode } from '../json/jsonNode.js';
import type { Form } from '../summary.js';

export type FalconForm = Extract<Form, `falcon-${string}`>;
export type Fields = ReadonlyMap<string, JsonNode>;

/** What every record of a form has; the remote address is asked for on its own. */
export const REQUIRED: Readonly<Record<FalconForm, readonly string[]>> = {
  'falcon-fdr': [
    'event_simpleName',
    'name',
    'aid',
    'cid',
    'aip',
    'id',
    'timestamp',
    'ContextTimeStamp',
    'ContextProcessId',
    'event_platform',
    'LocalAddressIP6',
    'Protocol',
    'LocalPort',
    'RemotePort',
    'ConnectionDirection',
  ],
  'falcon-logscale': [
    '#event_simpleName',
    'aid',
    'cid',
    'ContextProcessId',
    'LocalAddressIP6',
    'Protocol',
    'LocalPort',
    'RemotePort',
  ],
  'falcon-table': ['RemotePort', 'Protocol', 'LocalAddressIP6', 'LocalPort'],
};

export const EVENT = 'NetworkConnectIP6';

/** Any of these makes a record without a name a Falcon one that lost it. */
const ENVELOPE = ['aid', 'cid', 'ContextProcessId', 'ContextTimeStamp', 'event_platform', 'ConnectionDirection'];
const TABLE_KEYS = ['RemoteAddressIP6', 'LocalAddressIP6'];

/** Tells the forms apart by their keys; `undefined` for JSON that is none of them. */
export function formOf(fields: Fields): FalconForm | undefined {
  if (fields.has('#event_simpleName')) return 'falcon-logscale';
  if (fields.has('event_simpleName')) return 'falcon-fdr';
  if (ENVELOPE.filter((key) => fields.has(key)).length >= 2) return 'falcon-fdr';
  return TABLE_KEYS.some((key) => fields.has(key)) ? 'falcon-table' : undefined;
}

/** The event a record says it is. */
export function eventNameOf(fields: Fields): JsonNode | undefined {
  return fields.get('event_simpleName') ?? fields.get('#event_simpleName');
}
