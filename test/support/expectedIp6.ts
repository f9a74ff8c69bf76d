import fc from 'fast-check';
import { expect } from 'vitest';
import {
  createFalconRecords,
  eventId,
  type FalconRecords,
  type FormatId,
  formats,
  sensorFormats,
  type TextFormat,
} from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import type { FalconKeySet } from '../../src/model/host.js';
import { dynamicPort, flowArbitrary, microseconds } from './flowArbitrary.js';
import { writeRecord } from './writeRecord.js';
import { writtenInBulk } from './writtenInBulk.js';

const words = (text: string) => text.split(' ');

/** The keys in the order of real lines, as docs/fields/falcon-fdr.md has them; 22 is the set that most platforms began with. */
export const COMMON_22 = words(
  'event_simpleName ContextTimeStamp LocalAddressIP6 RemoteAddressIP6 ConfigStateHash ConnectionFlags ContextProcessId RemotePort aip ConfigBuild event_platform LocalPort Entitlements name id Protocol EffectiveTransmissionClass aid ConnectionDirection InContext timestamp cid',
);
export const KEYS: Readonly<Record<FalconKeySet, { name: string; platform: string; keys: readonly string[] }>> = {
  'windows-2020': { name: 'NetworkConnectIP6V5', platform: 'Win', keys: COMMON_22 },
  'windows-2023': {
    name: 'NetworkConnectIP6V12',
    platform: 'Win',
    keys: words(
      'event_simpleName ContextTimeStamp LocalAddressIP6 RemoteAddressIP6 ConfigStateHash ConnectionFlags ContextProcessId RemotePort aip ConfigBuild event_platform LocalPort Entitlements name EventOrigin id Protocol EffectiveTransmissionClass aid RemoteAddressString ConnectionDirection InContext timestamp cid',
    ),
  },
  'windows-2025': {
    name: 'NetworkConnectIP6V12',
    platform: 'Win',
    keys: words(
      'ContextBaseFileName RemoteAddressIP6 aip event_platform EventOrigin id Protocol EffectiveTransmissionClass InContext timestamp event_simpleName ContextTimeStamp LocalAddressIP6 ConfigStateHash ConnectionFlags ContextProcessId RemotePort ConfigBuild LocalPort Entitlements name aid RemoteAddressString ConnectionDirection cid',
    ),
  },
  'macos-2020': {
    name: 'NetworkConnectIP6MacV5',
    platform: 'Mac',
    keys: COMMON_22.filter((key) => key !== 'EffectiveTransmissionClass'),
  },
  'macos-2021': { name: 'NetworkConnectIP6MacV10', platform: 'Mac', keys: COMMON_22 },
  'linux-2021': { name: 'NetworkConnectIP6LinV5', platform: 'Lin', keys: COMMON_22 },
  'ios-2025': {
    name: 'NetworkConnectIP6IOSV3',
    platform: 'iOS',
    keys: words(
      'LocalAddressIP4 event_simpleName ContextTimeStamp LocalAddressIP6 RemoteAddressIP6 ConfigStateHash ConnectionFlags ContextProcessId RemotePort OriginatingURL aip ConfigBuild event_platform LocalPort name ComputerName id Protocol aid ConnectionDirection timestamp cid',
    ),
  },
};
/** The columns of one event. Times in microseconds. */
export interface FalconDraft {
  readonly keyLow: number;
  readonly keyHigh: number;
  readonly port: number;
  readonly context: number;
  readonly arrival: number;
}
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
export const falconDrafts: fc.Arbitrary<FalconDraft> = fc.record({
  keyLow: word,
  keyHigh: word,
  port: dynamicPort,
  context: microseconds,
  arrival: microseconds,
});
const overIpv6 = flowArbitrary([0, 1, 6, 17, 41, 58, 255], ['ipv6'], ['windows', 'linux', 'macos', 'ios']);
/** Over sockets of IPv6 a Mac reaches IPv4 addresses too: `::ffff:127.0.0.1`. */
const mapped = flowArbitrary([6, 17], ['ipv4'], ['macos']).map((flow): Flow => ({ ...flow, mapped: true }));
export const falconFlows: fc.Arbitrary<Flow> = fc.oneof({ weight: 4, arbitrary: overIpv6 }, mapped);

export function falconRecordsOf(drafts: readonly (FalconDraft & { readonly flow?: number })[]): FalconRecords {
  const records = createFalconRecords();
  for (const { flow = 0, ...values } of drafts) {
    const i = records.add();
    records.flow[i] = flow;
    records.keyLow[i] = values.keyLow;
    records.keyHigh[i] = values.keyHigh;
    records.port[i] = values.port;
    records.context[i] = values.context;
    records.arrival[i] = values.arrival;
  }
  return records;
}

/** An event of a format with its line end, as both fast writers make it. @param pinned - Its UUID, where a story fixes it. */
export function fastFalcon(format: FormatId | TextFormat, flow: Flow, draft: FalconDraft, pinned?: string): string {
  const text: TextFormat = typeof format === 'string' ? formats[format] : format;
  const ids = new Map(pinned === undefined ? [] : [[0, pinned]]);
  const opened = sensorFormats(text, [flow], ids);
  const records = falconRecordsOf([draft]);
  const alone = writeRecord(opened.falcon!, records);
  expect(writtenInBulk(opened, 1, { falcon: records })).toEqual([alone]);
  return alone;
}

export const FALCON_FORMATS = (Object.keys(formats) as FormatId[]).filter((id) => 'falcon' in formats[id]);

/**
 * What an event has to say, keys in the order of real lines: from the flow's and the record's values alone, field by field of
 * docs/fields/falcon-fdr.md.
 */
export function expectedIp6(
  flow: Flow,
  { keyLow, keyHigh, port, context, arrival }: FalconDraft,
  pinned?: string,
): Readonly<Record<string, string>> {
  const { initiator, responder, sourcePort, destinationPort, protocol } = flow;
  const { falcon } = initiator.host!;
  const received = Math.floor(arrival / 1000);
  const { name, platform, keys } = KEYS[falcon!.keySet];
  // A Mac tells of a connect before the socket has a local end.
  const unbound = platform === 'Mac' && sourcePort.kind !== 'fixed';
  const target = responder.host === initiator.host ? 'localhost' : responder.name;
  const asked = target === '' ? responder.address.text : target;
  const scheme = target === '' ? undefined : { 80: 'http', 443: 'https' }[destinationPort];
  const values: Record<string, string> = {
    event_simpleName: 'NetworkConnectIP6',
    name,
    event_platform: platform,
    aid: falcon!.aid,
    cid: falcon!.cid,
    aip: falcon!.aip.text,
    id: pinned ?? eventId(keyLow, keyHigh, received),
    timestamp: String(received),
    ContextTimeStamp: `${Math.floor(context / 1e6)}.${String(Math.floor((context % 1e6) / 1000)).padStart(3, '0')}`,
    ContextProcessId: initiator.process!.uniqueProcessId,
    LocalAddressIP6: unbound ? '0:0:0:0:0:0:0:0' : initiator.address.text,
    RemoteAddressIP6: responder.address.text,
    LocalPort: unbound ? '0' : String(sourcePort.kind === 'fixed' ? sourcePort.port : port),
    RemotePort: String(destinationPort),
    Protocol: String(protocol),
    ConnectionDirection: '0',
    ConnectionFlags: '0',
    ConfigBuild: falcon!.configBuild,
    ConfigStateHash: falcon!.configStateHash,
    Entitlements: '15',
    InContext: '0',
    EffectiveTransmissionClass: '3',
    ContextBaseFileName: initiator.process!.image.split('\\').at(-1)!,
    EventOrigin: '1',
    RemoteAddressString: responder.address.text,
    LocalAddressIP4: initiator.host!.addresses.ipv4.text,
    ComputerName: initiator.host!.name,
    OriginatingURL: scheme ? `${scheme}://${asked}/` : asked,
  };
  return Object.fromEntries(keys.map((key) => [key, values[key]!]));
}
