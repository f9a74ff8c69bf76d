import fc from 'fast-check';
import type { Address } from '../../src/model/address.js';
import type { End, Flow } from '../../src/model/flow.js';
import type { FalconKeySet, Host, Platform, SysmonEra } from '../../src/model/host.js';
import type { Process } from '../../src/model/process.js';

/** Characters that XML 1.0 carries, the troublesome ones often: written from section 2.2 of the recommendation. */
const troublesome = fc.constantFrom(
  '<',
  '>',
  '&',
  "'",
  '"',
  ']]>',
  '&amp;',
  '&#x41;',
  '\u0085',
  '\u2028',
  '\u2029',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '  ',
  '*****',
  '\ue000',
  '\ue0011\ue001',
  '\ufffd',
  '\u{10ffff}',
  '\u{1f4a5}',
  '$&',
  '$1',
  '<!--',
  '<![CDATA[',
);
const carriable = fc.oneof(
  fc.constantFrom(0x9, 0xa, 0xd),
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.integer({ min: 0x7f, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0xfffd }),
  fc.integer({ min: 0x1_0000, max: 0x10_ffff }),
);
export const xmlTextArbitrary = fc
  .array(
    fc.oneof(
      troublesome,
      carriable.map((code) => String.fromCodePoint(code)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const word = fc.nat(2 ** 32 - 1).map((value) => value.toString(16).padStart(8, '0'));
/** @param words - Of eight digits each. */
const hex = (words: number) => fc.array(word, { minLength: words, maxLength: words }).map((list) => list.join(''));
const group = fc.oneof({ weight: 2, arbitrary: fc.nat(0xffff) }, fc.constant(0));
/** Any address in the long form that sensors write, the special ones often. */
const ipv4 = fc
  .oneof({ weight: 3, arbitrary: fc.ipV4() }, fc.constantFrom('127.0.0.1', '127.0.0.2', '224.0.0.252', '255.255.255.255'))
  .map((text): Address => ({ family: 'ipv4', text }));
const ipv6 = fc
  .oneof(
    {
      weight: 5,
      arbitrary: fc
        .array(group, { minLength: 8, maxLength: 8 })
        .map((groups) => groups.map((value) => value.toString(16)).join(':')),
    },
    fc.constantFrom('0:0:0:0:0:0:0:1', 'fe80:0:0:0:80ac:4126:fa58:1b81', 'ff02:0:0:0:0:0:1:3', '2001:500:84:0:0:0:0:b'),
  )
  .map((text): Address => ({ family: 'ipv6', text }));
const addresses = { ipv4, ipv6 };

/** Hosts have a name. */
const nameArbitrary = xmlTextArbitrary.map((text) => text || 'HOST');

/** Times that both sensors can write: four digits of a year, ten of a second. Microseconds. */
export const microseconds = fc
  .integer({ min: 1_000_000_000, max: 4_102_444_799 })
  .chain((second) => fc.nat(999_999).map((part) => second * 1_000_000 + part));

/** Which key sets a platform has; written from docs/fields/falcon-fdr.md. */
const KEY_SETS: Readonly<Record<Platform, readonly FalconKeySet[]>> = {
  windows: ['windows-2020', 'windows-2023', 'windows-2025'],
  macos: ['macos-2020', 'macos-2021'],
  linux: ['linux-2021'],
  ios: ['ios-2025'],
};

/** Sysmon on Linux has one habit only, and syslog's host names hold no blank. */
const LINUX_HABITS = { timeDigits: 9, guidCase: 'lower', startKeys: false, era: '11', dnsLookup: false } as const;

const hostOf = (platform: Platform): fc.Arbitrary<Host> =>
  fc
    .record({
      computer: nameArbitrary,
      keySet: fc.constantFrom(...KEY_SETS[platform]),
      syslogPrefix: fc.boolean(),
      name: nameArbitrary,
      timeDigits: fc.constantFrom(7 as const, 9 as const),
      guidCase: fc.constantFrom('upper' as const, 'lower' as const),
      startKeys: fc.boolean(),
      bootId: fc.integer({ min: 1, max: 65_535 }),
      wall: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      drift: fc.integer({ min: -2000, max: 2000 }),
      since: microseconds,
      era: fc.constantFrom<SysmonEra>('6', '8', '10.4', '11'),
      dnsLookup: fc.boolean(),
      machineId: hex(1),
      pid: fc.integer({ min: 1, max: 2 ** 30 - 1 }),
      thread: fc.integer({ min: 1, max: 2 ** 30 - 1 }),
      aid: hex(4),
      cid: hex(4),
      aip: fc.oneof(ipv4, ipv6),
      configBuild: fc.constantFrom('1007.3.0019907.15', '1007.8.0011308.1'),
      configStateHash: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      ipv4,
      linkLocal: ipv6,
    })
    .map((draft) => (platform === 'linux' ? { ...draft, ...LINUX_HABITS, name: draft.name.replace(/\s/gu, '_') } : draft))
    .map((draft) => ({
      id: 'host',
      index: 0,
      name: draft.name,
      computer: draft.computer,
      reverseName: '',
      profile: 'workstation' as const,
      role: 'workstation',
      os: {
        id: 'any',
        platform,
        timeDigits: draft.timeDigits,
        guidCase: draft.guidCase,
        startKeys: draft.startKeys,
      },
      addresses: { ipv4: draft.ipv4, linkLocal: draft.linkLocal },
      boot: { at: draft.since, id: draft.bootId },
      clock: { wall: draft.wall, trace: draft.wall, drift: draft.drift / 10, since: draft.since },
      sysmon: {
        era: draft.era,
        dnsLookup: draft.dnsLookup,
        machineId: draft.machineId.toUpperCase(),
        processId: draft.pid * 4,
        threadId: draft.thread * 4,
        syslogPrefix: platform === 'linux' && draft.syslogPrefix,
      },
      falcon: {
        aid: draft.aid,
        keySet: draft.keySet,
        cid: draft.cid,
        aip: draft.aip,
        configBuild: draft.configBuild,
        configStateHash: String(draft.configStateHash),
      },
    }));

const hosts: Readonly<Record<Platform, fc.Arbitrary<Host>>> = {
  windows: hostOf('windows'),
  linux: hostOf('linux'),
  macos: hostOf('macos'),
  ios: hostOf('ios'),
};
export const hostArbitrary = (platforms: readonly Platform[]): fc.Arbitrary<Host> =>
  fc.oneof(...platforms.map((platform) => hosts[platform]));

// Arbitraries are built once: building one costs more than drawing from it.
const processDraft = fc.record({
  name: fc.constant('process'),
  image: xmlTextArbitrary,
  account: fc.record({ id: fc.constant('user'), domain: xmlTextArbitrary, name: xmlTextArbitrary, sid: fc.constant('') }),
  processId: fc.integer({ min: 1, max: 2 ** 30 - 1 }).map((n) => n * 4),
  startedAt: microseconds,
  luid: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  startKey: fc.integer({ min: 1, max: 2 ** 48 - 1 }),
  uniqueProcessId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
});
export const processArbitrary = (platforms: readonly Platform[]): fc.Arbitrary<Process> =>
  fc.tuple(hostArbitrary(platforms), processDraft).map(([host, draft]) => ({ ...draft, host }));

const end = (family: 'ipv4' | 'ipv6', platforms: readonly Platform[]): fc.Arbitrary<End> =>
  fc
    .tuple(
      processArbitrary(platforms),
      fc.record({ address: addresses[family], reverseName: xmlTextArbitrary, name: xmlTextArbitrary }),
    )
    .map(([process, draft]) => ({ ...draft, host: process.host, process }));

/** Now and then a host talks to itself, with another of its processes. */
const between = ([flow, oneHost]: readonly [Flow, boolean]): Flow => {
  const { initiator, responder } = flow;
  const host = initiator.host!;
  return oneHost ? { ...flow, responder: { ...responder, host, process: { ...responder.process!, host } } } : flow;
};

const sourcePort = fc.oneof(
  fc.constant({ kind: 'counted' as const }),
  fc.constant({ kind: 'drawn' as const, first: 49_152, count: 16_384 }),
  fc.record({ kind: fc.constant('fixed' as const), port: fc.oneof(fc.constantFrom(53, 123, 137, 5355), fc.nat(65_535)) }),
);
const destinationPort = fc.oneof(fc.constantFrom(53, 80, 88, 123, 135, 389, 443, 445, 3389, 5355, 5985), fc.nat(65_535));

/** Flows between any two hosts, both with both sensors; text fields hold whatever XML can carry. */
export const flowArbitrary = (
  protocols: readonly number[],
  families: readonly ('ipv4' | 'ipv6')[],
  platforms: readonly Platform[],
): fc.Arbitrary<Flow> =>
  fc.oneof(
    ...families.map((family) =>
      fc
        .tuple(
          fc.record(
            {
              index: fc.constant(0),
              protocol: fc.constantFrom(...protocols),
              initiator: end(family, platforms),
              responder: end(family, platforms),
              sourcePort,
              destinationPort,
              ruleName: xmlTextArbitrary,
              meaning: fc.constant({ scenario: 'scenario', step: 'step', role: 'benign' as const, rules: [] }),
              background: fc.constant(false),
            },
            {
              requiredKeys: [
                'index',
                'protocol',
                'initiator',
                'responder',
                'sourcePort',
                'destinationPort',
                'meaning',
                'background',
              ],
            },
          ),
          fc.nat(4).map((n) => n === 0),
        )
        .map(between),
    ),
  );

/** A port as the engine gives it: five digits from the dynamic range where it varies, Linux's beginning first. */
export const dynamicPort = fc.integer({ min: 32_768, max: 65_535 });
