import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS, falconHost, formats, OF_FALCON, sensorFormats, sysmonHost } from '../../src/generators/index.js';
import type { Address } from '../../src/model/address.js';
import type { End, Flow, SourcePort } from '../../src/model/flow.js';
import type { Host, Platform } from '../../src/model/host.js';
import type { Process } from '../../src/model/process.js';
import { falconDrafts, falconRecordsOf } from '../support/expectedIp6.js';
import { hostArbitrary, processArbitrary, xmlTextArbitrary } from '../support/flowArbitrary.js';
import { tries } from '../support/soak.js';
import { sides, sysmonDrafts, sysmonRecordsOf } from '../support/sysmonDrafts.js';
import { writeRecord } from '../support/writeRecord.js';
import { writtenInBulk } from '../support/writtenInBulk.js';

const PLATFORMS: readonly Platform[] = [...Array<Platform>(6).fill('windows'), 'linux', 'macos', 'ios'];
/** Sysmon is there for Windows and Linux. */
const hostsOfAll = hostArbitrary(PLATFORMS).map(
  ({ sysmon, ...host }): Host => (['windows', 'linux'].includes(host.os.platform) ? { ...host, sysmon: sysmon! } : host),
);
const many = <T>(arbitrary: fc.Arbitrary<T>, least: number, most: number) =>
  fc.array(arbitrary, { minLength: least, maxLength: most });

const chosen = <T>(list: readonly T[], by: number): T => list[by % list.length]!;

/** Few of each, so that flows differ in one thing at a time. */
const addresses = fc
  .tuple(
    fc.constantFrom('fe80:0:0:0:80ac:4126:fa58:1b81', '0:0:0:0:0:0:0:1'),
    fc.constantFrom('10.20.30.40', '10.20.30.40', '127.0.0.1'),
    fc.constantFrom('10.20.30.41', '127.0.0.2'),
  )
  .map(([six, ...four]): readonly Address[] => [
    { family: 'ipv6', text: six },
    ...four.map((text): Address => ({ family: 'ipv4', text })),
  ]);
const names = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('', 'PEER') }, { weight: 1, arbitrary: xmlTextArbitrary });
const sourcePorts = fc.constantFrom<SourcePort>(
  { kind: 'counted' },
  { kind: 'drawn', first: 49_152, count: 16_384 },
  { kind: 'fixed', port: 0 },
  { kind: 'fixed', port: 53 },
  { kind: 'fixed', port: 65_535 },
);
const protocols = fc.constantFrom(6, 6, 6, 17, 17, 17, 0, 58);
const destinationPorts = fc.constantFrom(0, 53, 80, 65_535);

/** Some hosts that call one another, themselves and others; ends are the same objects in many flows, as those of a plan are. */
const offices: fc.Arbitrary<readonly Flow[]> = fc
  .record({
    hosts: many(hostsOfAll, 1, 2),
    /** A host that is another one's twin in all but one thing that its records show. */
    twin: fc.constantFrom<(host: Host) => Host>(
      (host) => ({ ...host }),
      (host) => ({ ...host, computer: `${host.computer}2` }),
      (host) => ({ ...host, computer: '' }),
      (host) =>
        host.os.platform === 'windows' ? { ...host, sysmon: { ...host.sysmon!, dnsLookup: !host.sysmon!.dnsLookup } } : host,
      (host) => ({ ...host, os: { ...host.os, timeDigits: host.os.platform === 'linux' ? 9 : 7 } }),
      (host) => ({ ...host, falcon: { ...host.falcon!, aid: '0'.repeat(32) } }),
    ),
    processes: many(processArbitrary(['windows']), 1, 2),
    /** Likewise of a process. */
    sibling: fc.constantFrom<(process: Process) => Process>(
      (process) => ({ ...process, image: '' }),
      (process) => ({ ...process, account: { ...process.account, name: '' } }),
      (process) => ({ ...process, account: { ...process.account, domain: '', name: '' } }),
      (process) => ({ ...process, uniqueProcessId: '7' }),
    ),
    addresses,
    ends: many(fc.record({ host: fc.nat(99), process: fc.nat(99), address: fc.nat(99), reverseName: names, name: names }), 3, 5),
    outside: many(fc.record({ address: fc.nat(99), reverseName: names, name: names }), 1, 2),
    kind: fc.record(
      {
        protocol: protocols,
        sourcePort: sourcePorts,
        destinationPort: destinationPorts,
        mapped: fc.boolean(),
      },
      { requiredKeys: ['protocol', 'sourcePort', 'destinationPort'] },
    ),
    /** And of a kind of flow. */
    variant: fc.oneof(
      sourcePorts.map((sourcePort) => ({ sourcePort })),
      destinationPorts.map((destinationPort) => ({ destinationPort })),
      protocols.map((protocol) => ({ protocol })),
      xmlTextArbitrary.map((ruleName) => ({ ruleName })),
    ),
    flows: many(fc.record({ initiator: fc.nat(99), responder: fc.nat(99), varies: fc.boolean() }), 6, 16),
  })
  .map(({ hosts, twin, processes, sibling, addresses: pool, ends, outside, kind, variant, flows }) => {
    const all = [...hosts, twin(hosts[0]!)];
    const programs = [...processes, sibling(processes[0]!), undefined];
    const own = ends.map(({ host: h, process: p, address, ...names }): End => {
      const host = chosen(all, h);
      const process = chosen(programs, p);
      return { ...names, address: chosen(pool, address), host, ...(process && { process: { ...process, host } }) };
    });
    const others = outside.map(({ address, ...names }): End => ({ ...names, address: chosen(pool, address) }));
    const callers = own.filter(({ process }) => process);
    const peers = [...own, ...others];
    return flows.flatMap(({ initiator: i, responder: r, varies }) => {
      if (callers.length === 0) return [];
      const initiator = chosen(callers, i);
      const responder = chosen(
        peers.filter((end) => end !== initiator),
        r,
      );
      return [{ ...kind, ...(varies && variant), initiator, responder }];
    });
  })
  .map((flows) =>
    flows.map((flow, index) => ({
      ...flow,
      index,
      meaning: { scenario: 'scenario', step: 'step', role: 'benign' as const, rules: [] },
      background: false,
    })),
  )
  .filter((flows) => flows.length > 0);

/** UUIDs that a story fixes, by flow. */
const pinnedIds = fc.array(fc.tuple(fc.nat(3), fc.uuid()), { maxLength: 1 }).map((pairs) => new Map(pairs));

describe.each(FORMAT_IDS)('%s of hosts and ends that many flows share', (id) => {
  it('says of each what its record alone says', () => {
    let compared = 0;
    fc.assert(
      fc.property(offices, sides, sysmonDrafts, falconDrafts, pinnedIds, (flows, first, sysmonDraft, falconDraft, pinned) => {
        const opened = sensorFormats(formats[id], flows, pinned);
        const bothSides = first === 'initiator' ? (['initiator', 'responder'] as const) : (['responder', 'initiator'] as const);
        const sysmon = sysmonRecordsOf(
          flows.flatMap((flow) =>
            bothSides.flatMap((side) => (sysmonHost(flow, side) ? [{ flow: flow.index, side, ...sysmonDraft }] : [])),
          ),
        );
        const falcon = falconRecordsOf(flows.flatMap((flow) => (falconHost(flow) ? [{ flow: flow.index, ...falconDraft }] : [])));
        const order = [
          ...(opened.sysmon ? Array.from({ length: sysmon.length }, (_, i) => i) : []),
          ...(opened.falcon ? Array.from({ length: falcon.length }, (_, i) => i + OF_FALCON) : []),
        ];
        const alone = order.map((entry) =>
          entry >= OF_FALCON
            ? writeRecord(opened.falcon!, falcon, entry - OF_FALCON)
            : writeRecord(opened.sysmon!, sysmon, entry),
        );
        expect(writtenInBulk(opened, flows.length, { sysmon, falcon }, order)).toEqual(alone);
        compared += order.length;
      }),
      tries(250),
    );
    expect(compared).toBeGreaterThan(300);
  });
});
