import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventId, networkConnectIp6 } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import type { FalconKeySet } from '../../src/model/host.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { connectionKeyHigh, connectionKeyLow } from '../../src/scenarios/sources/connectionKey.js';
import { iso } from '../support/expectedEvent3.js';
import { falconTexts } from '../support/expectedFalconTexts.js';
import { COMMON_22, expectedIp6, falconDrafts, falconFlows, fastFalcon, KEYS } from '../support/expectedIp6.js';
import { tries } from '../support/soak.js';

const KEY_COUNTS = {
  'windows-2020': 22,
  'windows-2023': 24,
  'windows-2025': 25,
  'macos-2020': 21,
  'macos-2021': 22,
  'linux-2021': 22,
  'ios-2025': 22,
};

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

const cases = [falconFlows, falconDrafts] as const;
const pins = fc.option(fc.uuid(), { nil: undefined });

describe.each(Object.entries(falconTexts))('%s', (form, textOf) => {
  it('is byte for byte the event that the facts ask for, keys in its order', () => {
    fc.assert(
      fc.property(...cases, pins, (flow, draft, pinned) => {
        const line = fastFalcon(form as 'falcon-fdr', flow, draft, pinned);
        expect(line).toBe(`${textOf(expectedIp6(flow, draft, pinned), flow, draft)}\n`);
      }),
      tries(1500),
    );
  });

  it('is one line, and holds none of the marks that it was made with', () => {
    fc.assert(
      fc.property(...cases, (flow, draft) => {
        expect(fastFalcon(form as 'falcon-fdr', flow, draft).match(/[\n\r\ufffe\uffff]/gu)).toEqual(['\n']);
      }),
      tries(200),
    );
  });
});

describe('falcon-table', () => {
  const [sample] = fc.sample(falconFlows, { numRuns: 1, seed: 1 });
  const [draft] = fc.sample(falconDrafts, { numRuns: 1, seed: 1 });
  const of = (change: (flow: Flow) => Flow) =>
    JSON.parse(fastFalcon('falcon-table', change({ ...sample!, sourcePort: { kind: 'counted' } }), draft!)) as object;
  const on = (flow: Flow, platform: 'macos' | 'windows', local: string, remote: string): Flow => {
    const host = { ...flow.initiator.host!, os: { ...flow.initiator.host!.os, platform } };
    const family = local.includes(':') ? ('ipv6' as const) : ('ipv4' as const);
    return {
      ...flow,
      ...(family === 'ipv4' && { mapped: true }),
      initiator: { ...flow.initiator, host, address: { family, text: local } },
      responder: { ...flow.responder, address: { family, text: remote } },
    };
  };

  it('has numbers and short addresses', () => {
    expect(of((flow) => on(flow, 'windows', 'fe80:0:0:0:abcd:ef12:3456:7890', '2001:500:84:0:0:0:0:b'))).toEqual({
      RemoteAddressIP6: '2001:500:84::b',
      RemotePort: sample!.destinationPort,
      Protocol: sample!.protocol,
      LocalAddressIP6: 'fe80::abcd:ef12:3456:7890',
      LocalPort: draft!.port,
    });
  });

  it('of a Mac that calls an IPv4 address has an open local end and a mapped remote one', () => {
    expect(of((flow) => on(flow, 'macos', '10.0.0.7', '127.0.0.1'))).toMatchObject({
      RemoteAddressIP6: '::ffff:127.0.0.1',
      LocalAddressIP6: '::',
      LocalPort: 0,
    });
  });
});

describe('falcon-logscale', () => {
  it('tells the time of receipt as a number and as the text of the sensor, and both are one', () => {
    fc.assert(
      fc.property(...cases, (flow, draft) => {
        const event = JSON.parse(fastFalcon('falcon-logscale', flow, draft)) as Record<string, unknown>;
        expect(String(event['@timestamp'])).toBe(event.timestamp);
        expect(new Date(event['@timestamp'] as number).toISOString()).toBe(iso(draft.arrival));
        expect(event).not.toHaveProperty('event_simpleName');
      }),
      tries(100),
    );
  });
});

describe('falcon-fdr', () => {
  it('reads back as the values that went in', () => {
    fc.assert(
      fc.property(...cases, (flow, draft) => {
        const values = JSON.parse(fastFalcon('falcon-fdr', flow, draft)) as Record<string, string>;
        expect(values).toEqual(expectedIp6(flow, draft));
        const { id, timestamp, LocalPort: localPort, ContextTimeStamp: contextTimeStamp } = values;
        expect(values).toEqual(
          networkConnectIp6(flow, { id: id!, timestamp: timestamp!, localPort: localPort!, contextTimeStamp: contextTimeStamp! }),
        );
      }),
      tries(150),
    );
  });

  it('of a Mac prints a mapped address as IPv4, and has no local end unless the program bound it', () => {
    const mac = falconFlows.filter(({ mapped }) => mapped === true);
    fc.assert(
      fc.property(mac, falconDrafts, (flow, draft) => {
        const event = JSON.parse(fastFalcon('falcon-fdr', flow, draft)) as Record<string, string>;
        expect(event.RemoteAddressIP6).toMatch(/^\d+\.\d+\.\d+\.\d+$/u);
        const { kind } = flow.sourcePort;
        if (kind !== 'fixed') expect(event).toMatchObject({ LocalAddressIP6: '0:0:0:0:0:0:0:0', LocalPort: '0' });
        else expect(event.LocalAddressIP6).toBe(flow.initiator.address.text);
      }),
      tries(100),
    );
  });

  it.each(Object.entries(KEYS))(
    'has as %s the keys of docs/fields/falcon-fdr.md in their order, which is that of a Java HashMap',
    (keySet, { keys }) => {
      const [sample] = fc.sample(falconFlows, { numRuns: 1, seed: 1 });
      const host = { ...sample!.initiator.host!, falcon: { ...sample!.initiator.host!.falcon!, keySet: keySet as FalconKeySet } };
      const flow = { ...sample!, initiator: { ...sample!.initiator, host } };
      expect(Object.keys(networkConnectIp6(flow, { id: '', timestamp: '', localPort: '', contextTimeStamp: '' }))).toEqual(keys);
      const map = new JavaHashMap();
      for (const key of keys) map.put(key);
      expect(map.keys()).toEqual(keys);
      expect(keys).toHaveLength(KEY_COUNTS[keySet as FalconKeySet]);
    },
  );

  /** What a telephone's program asks for on a port of a party outside. */
  const ofPhone = (destinationPort: number, name: string) => {
    const [sample] = fc.sample(falconFlows, { numRuns: 1, seed: 1 });
    const { host: _, ...responder } = sample!.responder;
    const { host } = sample!.initiator;
    const initiator = { ...sample!.initiator, host: { ...host!, falcon: { ...host!.falcon!, keySet: 'ios-2025' as const } } };
    return { ...sample!, initiator, responder: { ...responder, name }, destinationPort };
  };

  it.each([
    [80, 'http://shop.example.net/'],
    [443, 'https://shop.example.net/'],
    // As the page says: a URL on the two ports of the web, elsewhere the bare name.
    [8443, 'shop.example.net'],
    [8080, 'shop.example.net'],
    [993, 'shop.example.net'],
    [0, 'shop.example.net'],
  ])('has as OriginatingURL of port %i %s', (port, url) => {
    const variables = { id: '', timestamp: '', localPort: '', contextTimeStamp: '' };
    expect(networkConnectIp6(ofPhone(port, 'shop.example.net'), variables).OriginatingURL).toBe(url);
  });

  it('escapes what Gson escapes: signs of HTML and both line separators of Unicode, in small hexadecimal digits', () => {
    const [draft] = fc.sample(falconDrafts, { numRuns: 1, seed: 1 });
    const name = `a<b>c&d=e'f\u2028g\u2029h\u0085i/j"k\\l\u00e9`;
    const line = fastFalcon('falcon-fdr', ofPhone(22, name), draft!);
    const text = String.raw`a\u003cb\u003ec\u0026d\u003de\u0027f\u2028g\u2029h${'\u0085'}i/j\"k\\lé`;
    expect(line).toContain(`"OriginatingURL":"${text}"`);
    expect(line).not.toMatch(/[\u2028\u2029]/u);
  });

  it('keeps a pinned id', () => {
    const [flow] = fc.sample(falconFlows, { numRuns: 1, seed: 1 });
    const [draft] = fc.sample(falconDrafts, { numRuns: 1, seed: 1 });
    const id = 'ffffffff-1111-11eb-9d7c-02e8a46f51a5';
    expect(JSON.parse(fastFalcon('falcon-fdr', flow!, draft!, id))).toMatchObject({ id });
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
  const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
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
