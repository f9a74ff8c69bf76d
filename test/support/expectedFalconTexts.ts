import type { Flow } from '../../src/model/flow.js';
import { addressNumber, shortText } from './addressOracle.js';
import type { FalconDraft } from './expectedIp6.js';

/** What Gson escapes besides what JSON must, from its HTML-safe table. */
const GSON: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '=': '\\u003d',
  "'": '\\u0027',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};
const gson = (text: string) => Array.from(JSON.stringify(text), (character) => GSON[character] ?? character).join('');

/** The forms that an event has to take, from its keys and values. */
type FalconText = (event: Readonly<Record<string, string>>, flow: Flow, draft: FalconDraft) => string;

export const falconTexts = {
  'falcon-fdr': (event) =>
    `{${Object.entries(event)
      .map(([key, value]) => `"${key}":${gson(value)}`)
      .join(',')}}`,
  'falcon-table': (event) => {
    const value = (key: string) => event[key]!;
    return JSON.stringify({
      RemoteAddressIP6: shortText(addressNumber(value('RemoteAddressIP6'))),
      RemotePort: Number(value('RemotePort')),
      Protocol: Number(value('Protocol')),
      LocalAddressIP6: shortText(addressNumber(value('LocalAddressIP6'))),
      LocalPort: Number(value('LocalPort')),
    });
  },
  'falcon-logscale': ({ event_simpleName, ...event }, flow, { arrival }) => {
    const fields: Record<string, string> = { ...event, ComputerName: flow.initiator.host!.name };
    const names = Object.keys(fields).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return JSON.stringify({
      '#event_simpleName': event_simpleName,
      '#repo': 'base_sensor',
      '@timestamp': Math.floor(arrival / 1000),
      ...Object.fromEntries(names.map((name) => [name, fields[name]])),
    });
  },
} as const satisfies Readonly<Record<string, FalconText>>;
