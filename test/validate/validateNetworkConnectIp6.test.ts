import { describe, expect, it } from 'vitest';
import { validateNetworkConnectIp6 } from '../../src/validate/index.js';
import { falconFaults } from './falconFaults.js';
import { noticed } from './plantedFault.js';
import { soundConnect, soundLogScale, soundTableRow, without } from './soundRecords.js';

describe('validateNetworkConnectIp6', () => {
  it.each([
    ['FDR', soundConnect],
    ['table', soundTableRow],
    ['LogScale', soundLogScale],
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

  it('an unknown key is only noted', () => {
    expect(validateNetworkConnectIp6({ ...soundConnect, Colour: 'red' })).toMatchObject([{ level: 'note' }]);
  });

  it('white space between tokens', () => expect(validateNetworkConnectIp6(JSON.stringify(soundConnect, null, 2))).toEqual([]));

  it('escapes for characters that need none', () => {
    expect(validateNetworkConnectIp6(JSON.stringify(soundConnect).replace('example.exe', '\\u0065xample.exe'))).toEqual([]);
  });
});
