import { compressIpv6 } from '../text/compressIpv6.js';
import { type JsonLayout, type JsonNode, type JsonObject, jsonNumber, jsonObject, plainJson, writeJson } from '../text/json.js';
import type { FalconDraft } from './draft.js';

/** A form in which Falcon events are met, one a line. */
export interface FalconForm {
  readonly id: FalconFormId;
  readonly layout: JsonLayout;
  readonly tree: (draft: FalconDraft) => JsonObject;
  /** Whether it has the fields of the envelope, or only the five that the documentation lists. */
  readonly whole: boolean;
  /** The key that says which event it is. */
  readonly eventKey: string | undefined;
}

export const FALCON_FORM_IDS = ['fdr', 'logscale', 'table'] as const;

export type FalconFormId = (typeof FALCON_FORM_IDS)[number];

/** Escapes of a writer that makes JSON safe for HTML: five characters besides those that JSON asks for. */
const htmlSafe: JsonLayout = {
  gap: '',
  text: (text) =>
    JSON.stringify(text).replace(/[=&<>']/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
};

const numberOr = (text: string): JsonNode => (/^(?:0|[1-9]\d*)$/u.test(text) ? jsonNumber(text) : text);

/** The documentation writes addresses short, and IPv4 behind a socket of IPv6 as a mapped one. */
const documented = (address: string) => (/^[\d.]+$/u.test(address) ? `::ffff:${address}` : compressIpv6(address));

export const falconForms: Readonly<Record<FalconFormId, FalconForm>> = {
  /** Falcon Data Replicator: every value a text, keys in the order of the writer's table. */
  fdr: {
    id: 'fdr',
    layout: htmlSafe,
    whole: true,
    eventKey: 'event_simpleName',
    tree: ({ fields }) => jsonObject(fields),
  },
  /** LogScale and Next-Gen SIEM: the event's name is a tag, and the time of receipt a number besides. */
  logscale: {
    id: 'logscale',
    layout: plainJson,
    whole: true,
    eventKey: '#event_simpleName',
    tree: ({ fields, computer }) => {
      const { event_simpleName, ...rest }: Readonly<Record<string, string>> = { ...fields, ComputerName: computer };
      return jsonObject({
        '#event_simpleName': event_simpleName,
        '#repo': 'base_sensor',
        '@timestamp': fields.timestamp === undefined ? undefined : numberOr(fields.timestamp),
        ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))),
      });
    },
  },
  /** The five documented keys, with JSON numbers. */
  table: {
    id: 'table',
    layout: plainJson,
    whole: false,
    eventKey: undefined,
    tree: ({ fields }) =>
      jsonObject({
        RemoteAddressIP6: documented(fields.RemoteAddressIP6 ?? ''),
        RemotePort: numberOr(fields.RemotePort ?? ''),
        Protocol: numberOr(fields.Protocol ?? ''),
        LocalAddressIP6: documented(fields.LocalAddressIP6 ?? ''),
        LocalPort: numberOr(fields.LocalPort ?? ''),
      }),
  },
};

/** One event in a form, ended by a line feed. */
export function writeEvent(draft: FalconDraft, form: FalconForm): string {
  return `${writeJson(form.tree(draft), form.layout)}\n`;
}
