import { describe, expect, it } from 'vitest';
import { validateNetworkConnectIp6, validateText } from '../../src/validate/index.js';
import { soundConnect } from './soundRecords.js';
import { nthConnect, processEnd, processStart } from './streams.js';

type Connect = Readonly<Record<string, string | number>>;

const ids = (...records: readonly string[]) => validateText(records.join('\n')).issues.map(({ check, line }) => [check, line]);
const checksOf = (change: Connect) =>
  validateNetworkConnectIp6({ ...soundConnect, ...change }).map(({ check }) => check.replace('falcon-ip6/', ''));
const to = (address: string) => ({ RemoteAddressIP6: address, RemoteAddressString: address });
const LOOPBACK = '0:0:0:0:0:0:0:1';

describe('the life of a Falcon process', () => {
  it.each([
    ['1709633730.999', false],
    ['1709633731.000', false],
    ['1709633731.001', true],
  ])('ends at 1709633731.000: connect at %s', (ContextTimeStamp, said) => {
    expect(ids(processEnd, nthConnect(0, { ContextTimeStamp }))).toEqual([
      ['input/not-checked', 1],
      ...(said ? [['falcon-ip6/stream-process-life', 2]] : []),
    ]);
  });

  it.each(['ProcessRollup2', 'SyntheticProcessRollup2'])('begins at 1709633700.000 with %s', (name) => {
    const start = processStart.replace('ProcessRollup2', name);
    const connect = (ContextTimeStamp: string) => ids(start, nthConnect(0, { ContextTimeStamp })).slice(1);
    expect(connect('1709633700.000')).toEqual([]);
    expect(connect('1709633699.999')).toEqual([['falcon-ip6/stream-process-life', 2]]);
    const another = start.replace(soundConnect.ContextProcessId, '173836945400');
    expect(ids(another, nthConnect(0)).map(([check]) => check)).toContain('falcon-ip6/stream-process-missing');
    expect(ids(another, start, nthConnect(0)).map(([check]) => check)).not.toContain('falcon-ip6/stream-process-missing');
  });
});

describe('bounds of a Falcon connect', () => {
  it.each([
    [-60_001, ['delay']],
    [-60_000, []],
    [7 * 86_400_000, []],
    [7 * 86_400_000 + 1, ['delay']],
  ])('received so many milliseconds later: %i', (late, checks) => {
    expect(checksOf({ timestamp: String(1709633730123 + late) })).toEqual(checks);
  });

  it.each([
    ['15', {}, []],
    ['16', {}, ['flags-unusual']],
    ['31', {}, ['flags-unusual']],
    ['31', { LocalAddressIP6: LOOPBACK, ...to(LOOPBACK) }, []],
    ['32', { LocalAddressIP6: LOOPBACK, ...to(LOOPBACK) }, ['flags-unusual']],
    ['32', {}, ['flags-unusual']],
    ['48', {}, ['flags-unusual']], // once
  ])('ConnectionFlags %s', (ConnectionFlags, change, checks) => {
    expect(checksOf({ ConnectionFlags, ...change })).toEqual(checks);
  });

  it('Protocol 1 is unusual, and 58 is not', () => {
    const ports = { LocalPort: '0', RemotePort: '0' };
    expect(validateNetworkConnectIp6({ ...soundConnect, ...ports, Protocol: '1' })).toMatchObject([
      { check: 'falcon-ip6/protocol-unusual', level: 'warning', expected: '58 for ICMP over IPv6' },
    ]);
    expect(checksOf({ ...ports, Protocol: '58' })).toEqual([]);
  });

  it.each([
    ['8', []],
    ['128', []],
    ['136', []],
    ['64', ['platform']],
    ['3', ['platform']],
  ])('ConfigBuild of Linux has bits %s', (bits, checks) => {
    const linux = { event_platform: 'Lin', name: 'NetworkConnectIP6LinV12', ConfigBuild: `1007.${bits}.0019907.15` };
    expect(checksOf(linux)).toEqual(checks);
  });

  it.each(['fast', 'complete'] as const)('an id as a JSON number, by the %s reader', (reader) => {
    const checks = (TreeId: number | string) =>
      validateText(JSON.stringify({ ...soundConnect, TreeId }), { reader }).issues.map(({ check }) => check);
    expect(checks('9007199254740992')).toEqual([]);
    expect(checks(2 ** 53 - 1)).toEqual(['falcon-ip6/text-values']);
    expect(checks(2 ** 53)).toEqual(['falcon-ip6/precision']);
  });

  it('is one by its name, whatever event_simpleName says', () => {
    const check = (name: string) => ids(JSON.stringify({ ...soundConnect, event_simpleName: 'DnsRequest', name }));
    expect(check('NetworkConnectIP6V5')).toEqual([['falcon-ip6/event-name', 1]]);
    expect(check('DnsRequestV5')).toEqual([['input/not-checked', 1]]);
  });
});

describe('addresses of a Falcon connect', () => {
  it.each([
    ['1:2:3:4:5:6:7:8', []],
    ['1:2:3:4:5:6:7::', ['address-text']],
    ['1:2:3:4:5:6:7:8::', ['address']],
    ['::1:2:3:4:5:6:7:8', ['address']],
    ['1:2:3:4::5:6:7:8', ['address']],
    ['1:2:3:4:5:6:7:8:9', ['address']],
    ['1:2:3:4:5:6:7', ['address']],
    ['1::2::3', ['address']],
  ])('%s', (LocalAddressIP6, checks) => expect(checksOf({ LocalAddressIP6 })).toEqual(checks));

  it.each([
    ['fe7f:0:0:0:0:0:0:1', []],
    ['fe80:0:0:0:0:0:0:1', ['link-local-pair']],
    ['febf:0:0:0:0:0:0:1', ['link-local-pair']],
    ['fec0:0:0:0:0:0:0:1', []],
  ])('to %s from a global one', (address, checks) => {
    expect(checksOf(to(address))).toEqual(checks);
    expect(checksOf({ ...to(address), LocalAddressIP6: 'fe80:0:0:0:0:0:0:2' })).toEqual([]);
  });

  it.each([
    ['0:0:0:0:0:ffff:c000:201', ['mapped']],
    ['0:0:0:0:0:ffff:7f00:1', ['mapped']],
    ['2001:db8:ffff:0:0:0:0:1', ['loopback-pair']],
    [LOOPBACK, []],
  ])('to %s from ::1', (address, checks) => {
    expect(checksOf({ ...to(address), LocalAddressIP6: LOOPBACK })).toEqual(checks);
  });

  it.each([
    ['0:0:0:0:0:ffff:dfff:ffff', ['mapped']],
    ['0:0:0:0:0:ffff:e000:0', ['mapped', 'tcp-multicast']],
    ['0:0:0:0:0:ffff:efff:ffff', ['mapped', 'tcp-multicast']],
    ['0:0:0:0:0:ffff:f000:1', ['mapped']], // 240.0.0.1
    ['ff00:0:0:0:0:0:0:1', ['tcp-multicast']],
  ])('tcp to many: %s', (address, checks) => expect(checksOf(to(address))).toEqual(checks));
});
