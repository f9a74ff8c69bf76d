import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFalconRecords } from '../../src/generators/crowdstrike/falconRecords.js';
import { eventId, formats, networkConnectIp6, sensorFormats } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import type { FalconKeySet } from '../../src/model/host.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { connectionKeyHigh, connectionKeyLow } from '../../src/scenarios/sources/connectionKey.js';
import { dynamicPort, flowArbitrary, microseconds } from '../support/flowArbitrary.js';
import { tries } from '../support/soak.js';

const words = (text: string) => text.split(' ');

/** The keys in the order of real lines, as docs/fields/falcon-fdr.md has them; 22 is the set that most platforms began with. */
const COMMON_22 = words(
  'event_simpleName ContextTimeStamp LocalAddressIP6 RemoteAddressIP6 ConfigStateHash ConnectionFlags ContextProcessId RemotePort aip ConfigBuild event_platform LocalPort Entitlements name id Protocol EffectiveTransmissionClass aid ConnectionDirection InContext timestamp cid',
);
const KEYS: Readonly<Record<FalconKeySet, { name: string; platform: string; keys: readonly string[] }>> = {
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
const KEY_COUNTS = {
  'windows-2020': 22,
  'windows-2023': 24,
  'windows-2025': 25,
  'macos-2020': 21,
  'macos-2021': 22,
  'linux-2021': 22,
  'ios-2025': 22,
};

interface Written {
  readonly keyLow: number;
  readonly keyHigh: number;
  readonly port: number;
  readonly context: number;
  readonly arrival: number;
}
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const writtenArbitrary: fc.Arbitrary<Written> = fc.record({
  keyLow: word,
  keyHigh: word,
  port: dynamicPort,
  context: microseconds,
  arrival: microseconds,
});
const flows = flowArbitrary([0, 1, 6, 17, 41, 58, 255], ['ipv6'], ['windows', 'linux', 'macos', 'ios']);

function fast(flow: Flow, { keyLow, keyHigh, port, context, arrival }: Written, pinned?: string): string {
  const records = createFalconRecords();
  const i = records.add();
  records.flow[i] = 0;
  records.keyLow[i] = keyLow;
  records.keyHigh[i] = keyHigh;
  records.port[i] = port;
  records.context[i] = context;
  records.arrival[i] = arrival;
  const ids = new Map(pinned === undefined ? [] : [[0, pinned]]);
  const format = sensorFormats(formats['falcon-fdr'], [flow], ids).falcon!;
  const out = new Uint8Array(format.room(records, i) + 3);
  const end = format.write(records, i, out, 3);
  return Buffer.from(out.subarray(3, end)).toString('utf8');
}

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

/** The event from the flow's values alone, field by field of docs/fields/falcon-fdr.md. */
function oracle(flow: Flow, { keyLow, keyHigh, port, context, arrival }: Written): string {
  const { initiator, responder, sourcePort, destinationPort, protocol } = flow;
  const { falcon } = initiator.host!;
  const received = Math.floor(arrival / 1000);
  const { name, platform, keys } = KEYS[falcon!.keySet];
  // A Mac tells of a connect before the socket has a local end.
  const unbound = platform === 'Mac' && sourcePort.kind !== 'fixed';
  const asked = responder.name === '' ? responder.address.text : responder.name;
  const scheme = responder.name === '' ? undefined : { 80: 'http', 443: 'https' }[destinationPort];
  const values: Record<string, string> = {
    event_simpleName: 'NetworkConnectIP6',
    name,
    event_platform: platform,
    aid: falcon!.aid,
    cid: falcon!.cid,
    aip: falcon!.aip.text,
    id: eventId(keyLow, keyHigh, received),
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
    ContextBaseFileName: initiator.process!.image.split(/[\\/]/u).at(-1)!,
    EventOrigin: '1',
    RemoteAddressString: responder.address.text,
    LocalAddressIP4: initiator.host!.addresses.ipv4.text,
    ComputerName: initiator.host!.name,
    OriginatingURL: scheme ? `${scheme}://${asked}/` : asked,
  };
  return `{${keys.map((key) => `"${key}":${gson(values[key]!)}`).join(',')}}\n`;
}

/** java.util.HashMap, as much of it as iterating needs: a table of lists that doubles beyond three quarters. Lists never become trees below 64 buckets. */
class JavaHashMap {
  #table: string[][] = Array.from({ length: 16 }, () => []);
  #size = 0;
  put(key: string): void {
    this.#table[this.#bucket(key)]!.push(key);
    this.#size += 1;
    if (this.#size <= (this.#table.length * 3) / 4) return;
    const old = this.#table;
    this.#table = Array.from({ length: old.length * 2 }, () => []);
    for (const list of old) for (const member of list) this.#table[this.#bucket(member)]!.push(member);
  }
  keys(): string[] {
    return this.#table.flat();
  }
  #bucket(key: string): number {
    const hash = BigInt.asUintN(
      32,
      [...key].reduce((sum, character) => 31n * sum + BigInt(character.charCodeAt(0)), 0n),
    );
    return Number((hash ^ (hash >> 16n)) & BigInt(this.#table.length - 1));
  }
}

describe('falcon-fdr', () => {
  it('writes every line as Gson would, keys in the order of real lines', () => {
    fc.assert(
      fc.property(flows, writtenArbitrary, (flow, written) => {
        expect(fast(flow, written)).toBe(oracle(flow, written));
      }),
      tries(400),
    );
  });

  it('reads back as the values that went in', () => {
    fc.assert(
      fc.property(flows, writtenArbitrary, (flow, written) => {
        const values = JSON.parse(fast(flow, written)) as Record<string, string>;
        const { id, timestamp, LocalPort: localPort, ContextTimeStamp: contextTimeStamp } = values;
        expect(values).toEqual(
          networkConnectIp6(flow, { id: id!, timestamp: timestamp!, localPort: localPort!, contextTimeStamp: contextTimeStamp! }),
        );
      }),
      tries(150),
    );
  });

  it.each(Object.entries(KEYS))(
    'has as %s the keys of docs/fields/falcon-fdr.md in their order, which is that of a Java HashMap',
    (keySet, { keys }) => {
      const [sample] = fc.sample(flows, { numRuns: 1, seed: 1 });
      const host = { ...sample!.initiator.host!, falcon: { ...sample!.initiator.host!.falcon!, keySet: keySet as FalconKeySet } };
      const flow = { ...sample!, initiator: { ...sample!.initiator, host } };
      expect(Object.keys(networkConnectIp6(flow, { id: '', timestamp: '', localPort: '', contextTimeStamp: '' }))).toEqual(keys);
      const map = new JavaHashMap();
      for (const key of keys) map.put(key);
      expect(map.keys()).toEqual(keys);
      expect(keys).toHaveLength(KEY_COUNTS[keySet as FalconKeySet]);
    },
  );

  it('keeps a pinned id', () => {
    const [flow] = fc.sample(flows, { numRuns: 1, seed: 1 });
    const [written] = fc.sample(writtenArbitrary, { numRuns: 1, seed: 1 });
    const id = 'ffffffff-1111-11eb-9d7c-02e8a46f51a5';
    expect(JSON.parse(fast(flow!, written!, id))).toMatchObject({ id });
  });

  const SAMPLES = '../shared/samples/crowdstrike/networkconnectip6.ndjson';
  it.skipIf(!existsSync(SAMPLES))(
    `has the keys of the real Linux line in its order${existsSync(SAMPLES) ? '' : ` (skipped: ${SAMPLES} is not here)`}`,
    () => {
      const real = readFileSync(SAMPLES, 'utf8').split('\n')[1]!;
      expect(Object.keys(JSON.parse(real) as object)).toEqual(COMMON_22);
    },
  );
});

describe('the id of an event', () => {
  const since2022 = fc.integer({ min: Date.UTC(2022, 0, 1), max: Date.UTC(2099, 0, 1) });
  const before2022 = fc.integer({ min: Date.UTC(2001, 8, 10), max: Date.UTC(2022, 0, 1) - 1 });

  it('is a random UUID, version 4, for events received since 2022', () => {
    fc.assert(
      fc.property(word, word, since2022, (keyLow, keyHigh, received) => {
        expect(eventId(keyLow, keyHigh, received)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
        );
      }),
      tries(500),
    );
  });

  it('is before that one of version 1, whose time is that of the receipt and whose node is a machine', () => {
    fc.assert(
      fc.property(word, word, before2022, (keyLow, keyHigh, received) => {
        const text = eventId(keyLow, keyHigh, received);
        const match = /^([0-9a-f]{8})-([0-9a-f]{4})-1([0-9a-f]{3})-[89ab][0-9a-f]{3}-([0-9a-f]{2})[0-9a-f]{10}$/u.exec(text);
        expect(match, text).not.toBeNull();
        const [, low, middle, high, node] = match!;
        // RFC 9562: 100-nanosecond units since 1582-10-15.
        const units = BigInt(`0x${high}${middle}${low}`);
        const milliseconds = units / 10_000n - 12_219_292_800_000n;
        expect(milliseconds).toBe(BigInt(received));
        // Locally administered or not, never a group address.
        expect(Number.parseInt(node!, 16) & 1).toBe(0);
      }),
      tries(500),
    );
  });

  it('differs from connection to connection, and so do their names, in half a million of them', () => {
    const names = new Set<string>();
    const ids = new Set<string>();
    for (let s = 0; s < 500; s += 1) {
      const { keyLow, keyHigh } = createRandomSource(1).fork(`source ${s}`);
      for (let n = 0; n < 250; n += 1) {
        for (let m = 0; m < 4; m += 1) {
          const [low, high] = [connectionKeyLow(keyLow, keyHigh, n, m), connectionKeyHigh(keyLow, keyHigh, n, m)];
          names.add(`${high} ${low}`);
          ids.add(eventId(low, high, Date.UTC(2026, 0, 1)));
        }
      }
    }
    expect([names.size, ids.size]).toEqual([500_000, 500_000]);
  });
});
