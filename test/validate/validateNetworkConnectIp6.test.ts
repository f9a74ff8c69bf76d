import { describe, expect, it } from 'vitest';
import { validateNetworkConnectIp6 } from '../../src/validate/index.js';
import { falconFaults } from './falconFaults.js';
import { noticed } from './plantedFault.js';
import { changedDocument, flatDocument, soundDocument } from './soundDocument.js';
import { soundConnect, soundLogScale, soundTableRow, without } from './soundRecords.js';

describe('validateNetworkConnectIp6', () => {
  it.each([
    ['FDR', soundConnect],
    ['table', soundTableRow],
    ['LogScale', soundLogScale],
    ['ECS', soundDocument],
    ['flattened ECS', flatDocument(soundDocument)],
    ['Elasticsearch hit', { _index: 'logs-crowdstrike.fdr-default', _id: 'x', _source: soundDocument, sort: [1] }],
    ['Elasticsearch hit around raw', { _index: 'falcon', _id: 'x', _source: soundConnect }],
  ])('finds nothing in a sound record of the %s form', (_, record) => {
    expect(validateNetworkConnectIp6(record)).toEqual([]);
    expect(validateNetworkConnectIp6(JSON.stringify(record))).toEqual([]);
  });

  it.each(falconFaults)('notices $fault: $check', ({ check, level, text }) => {
    expect(noticed(validateNetworkConnectIp6(text), check)).toEqual({ level, otherErrors: [] });
  });

  it.each([
    ['65536', 'MALFORMED'],
    [443, 'WRONG_TYPE'],
    [null, 'WRONG_TYPE'],
    [undefined, 'MISSING'],
  ])('RemotePort %j → %s', (RemotePort, code) => {
    expect(validateNetworkConnectIp6({ ...soundConnect, RemotePort })).toMatchObject([{ path: 'RemotePort', code }]);
  });

  it('names places in a hit as they stand there', () => {
    const hit = { _id: 'x', _source: changedDocument({ 'source.port': 70000, 'event.id': undefined }) };
    expect(validateNetworkConnectIp6(hit).map(({ path, received }) => [path, received])).toEqual([
      ['_source.event.id', ''],
      ['_source.source.port', '70000'],
    ]);
  });

  it('tells what a finding about structure was about by its key or its type', () => {
    const record = { ...soundConnect, Colour: 'red', InContext: ['0'], Entitlements: 15, TreeId: null };
    expect(validateNetworkConnectIp6(record).map(({ path, received }) => [path, received])).toEqual(
      [
        ['Entitlements', 'number'],
        ['Colour', 'Colour'],
        ['InContext', 'list'],
        ['TreeId', 'null'],
      ].sort(([a], [b]) => Object.keys(record).indexOf(a!) - Object.keys(record).indexOf(b!)),
    );
  });

  it('says of a key with many values once that it is unknown', () => {
    const Colour = { red: [1, 2], green: { light: 3 } };
    expect(validateNetworkConnectIp6({ ...soundConnect, Colour })).toMatchObject([
      { check: 'falcon-ip6/unknown-key', path: 'Colour' },
    ]);
  });

  it('names an unknown key as it is, brackets and all', () => {
    expect(validateNetworkConnectIp6({ ...soundConnect, 'a[0': '1', '': '2' }).map(({ path }) => path)).toEqual(['a[0', '']);
  });

  it('says each fault of a value that a document repeats once', () => {
    const aid = 'X';
    const document = changedDocument({ 'crowdstrike.aid': aid, 'device.id': aid, 'observer.serial_number': aid });
    expect(validateNetworkConnectIp6(document)).toMatchObject([{ check: 'falcon-ip6/agent-id', path: 'crowdstrike.aid' }]);
  });

  it('takes a repeated value where the first is absent', () => {
    const document = changedDocument({ 'crowdstrike.aid': undefined, 'network.iana_number': undefined, 'source.ip': undefined });
    expect(validateNetworkConnectIp6(document)).toEqual([]);
  });

  it.each<[string, unknown]>([
    [
      'a getter that throws',
      Object.defineProperty({}, 'aid', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    [
      'a circle',
      (() => {
        const circle: Record<string, unknown> = {};
        circle.circle = circle;
        return circle;
      })(),
    ],
    ['nothing', undefined],
    ['null', null],
    ['a number', 1],
    ['a list', [soundConnect]],
    ['JSON text of a number', '1'],
  ])('says of %s that it is no JSON object', (_, record) => {
    expect(validateNetworkConnectIp6(record)).toMatchObject([{ check: 'falcon-ip6/object', code: 'WRONG_TYPE' }]);
  });

  it('makes only the checks that are asked for', () => {
    const record = { ...soundConnect, RemotePort: 'x', aid: 'x' };
    expect(validateNetworkConnectIp6(record, { only: ['falcon-ip6/port'] })).toHaveLength(1);
    expect(validateNetworkConnectIp6(record, { ignore: ['falcon-ip6/*'] })).toEqual([]);
  });

  it('says what masking explains more mildly in the lenient profile', () => {
    const masked = { ...soundConnect, id: '473484e6b33fdbe4', name: '7a1f35cc0', aid: 'masked' };
    expect(validateNetworkConnectIp6(masked, { profile: 'lenient' }).map(({ level }) => level)).toEqual([
      'warning',
      'warning',
      'warning',
    ]);
  });
});

describe('what never is a fault', () => {
  it.each<[string, object]>([
    ['another key order', Object.fromEntries(Object.entries(soundConnect).reverse())],
    ["the host's own IPv4 address", { ...soundConnect, LocalAddressIP4: '192.0.2.20' }],
    ['a host name as remote text', { ...soundConnect, RemoteAddressString: 'www.example' }],
    ['a process id above 2^63', { ...soundConnect, ContextProcessId: '18446744073709551615' }],
    ['udp to a group', { ...soundConnect, Protocol: '17', RemoteAddressIP6: 'ff02:0:0:0:0:0:0:fb', RemoteAddressString: '' }],
    ['an unbound local end', { ...soundConnect, LocalAddressIP6: '0:0:0:0:0:0:0:0' }],
    ['a client that was offline for a day', { ...soundConnect, timestamp: '1709720130470' }],
    ['no file name, as up to 2023', without('ContextBaseFileName', 'EventOrigin', 'RemoteAddressString')],
  ])('%s', (_, record) => expect(validateNetworkConnectIp6(record)).toEqual([]));

  it.each<[string, Record<string, unknown>]>([
    ['an address spelled in another way', { 'source.address': '2001:DB8::20', 'crowdstrike.LocalAddressIP6': '2001:db8::20' }],
    [
      'moved values that are kept',
      {
        'crowdstrike.timestamp': '1709633730470',
        'crowdstrike.ContextTimeStamp': '1709633730.123',
        'crowdstrike.event_platform': 'Win',
        'crowdstrike.event_simpleName': 'NetworkConnectIP6',
        'crowdstrike.id': '0b5a3c1e-52d4-4e0f-9a56-0d6c1f2e3a4b',
        'crowdstrike.aip': '192.0.2.99',
        'crowdstrike.LocalPort': '50123',
        'crowdstrike.Protocol': '6',
        'crowdstrike.ContextProcessId': '173836945399',
      },
    ],
    ['values in lists', { source: { ip: ['2001:db8:0:0:0:0:0:20'], port: [50123] } }],
    ['a host name in lower case', { 'host.name': 'ws01', 'host.hostname': 'WS01' }],
    ['a word nobody knows for the transport', { 'network.transport': 'quic' }],
    ['fields of the cluster', { 'elastic_agent.id': 'x', tags: ['forwarded'], 'event.original': '{}' }],
  ])('in a document of Elasticsearch %s', (_, change) => {
    expect(validateNetworkConnectIp6(changedDocument(change))).toEqual([]);
  });

  it('an unknown key is only noted', () => {
    expect(validateNetworkConnectIp6({ ...soundConnect, Colour: 'red' })).toMatchObject([{ level: 'note' }]);
  });

  it('white space between tokens', () => expect(validateNetworkConnectIp6(JSON.stringify(soundConnect, null, 2))).toEqual([]));

  it('escapes for characters that need none', () => {
    expect(validateNetworkConnectIp6(JSON.stringify(soundConnect).replace('example.exe', '\\u0065xample.exe'))).toEqual([]);
  });
});
