import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { communityId } from '../../src/generators/elastic/communityId.js';
import type { Flow, SourcePort } from '../../src/model/flow.js';
import { tries } from '../support/soak.js';

interface Drawn {
  readonly protocol: number;
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly destinationPort: number;
}

const flowOf = ({ protocol, from, to, destinationPort }: Drawn, sourcePort: SourcePort) =>
  ({
    protocol,
    sourcePort,
    destinationPort,
    initiator: { address: { text: from } },
    responder: { address: { text: to } },
  }) as unknown as Flow;

function written(drawn: Drawn, sourcePort: SourcePort): string | undefined {
  const id = communityId(flowOf(drawn, sourcePort));
  if (typeof id !== 'object') return id;
  const out = Buffer.from(id.blank!, 'latin1');
  id.write(out, 0, { port: Uint16Array.of(drawn.port) }, 0);
  return out.toString('latin1');
}

const DRAWN: SourcePort = { kind: 'drawn', first: 1, count: 65_535 };

/** From the specification: text of addresses to bytes by node:net's rules, sorted as buffers. */
function oracle({ protocol, from, to, port, destinationPort }: Drawn): string {
  const bytes = (address: string) =>
    address.includes(':')
      ? Buffer.concat(address.split(':').map((group) => Buffer.from(group.padStart(4, '0'), 'hex')))
      : Buffer.from(address.split('.').map(Number));
  const ports = protocol === 6 || protocol === 17;
  const end = (address: string, number: number) =>
    [bytes(address), ports ? Buffer.from([number >> 8, number & 255]) : Buffer.alloc(0)] as const;
  const [[first, firstPort], [second, secondPort]] = [end(from, port), end(to, destinationPort)].sort(
    (a, b) => Buffer.compare(a[0], b[0]) || Buffer.compare(a[1], b[1]),
  ) as [readonly [Buffer, Buffer], readonly [Buffer, Buffer]];
  const input = Buffer.concat([Buffer.alloc(2), first, second, Buffer.from([protocol, 0]), firstPort, secondPort]);
  return `1:${createHash('sha1').update(input).digest('base64')}`;
}

const ipv6 = fc.oneof(
  fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }).map((groups) => groups.map((group) => group.toString(16)).join(':')),
  fc.constant('0:0:0:0:0:0:0:1'),
);
const ipv4 = fc.oneof(fc.ipV4(), fc.constant('127.0.0.1'));
const drawn = (protocols: readonly number[]) =>
  fc.boolean().chain((six) =>
    fc.record({
      protocol: fc.constantFrom(...protocols),
      from: six ? ipv6 : ipv4,
      to: six ? ipv6 : ipv4,
      port: fc.integer({ min: 1, max: 65_535 }),
      destinationPort: fc.integer({ min: 1, max: 65_535 }),
    }),
  );

describe('Community ID', () => {
  it.each([
    // Published test vectors of the specification: TCP and UDP over both families.
    [{ protocol: 6, from: '128.232.110.120', to: '66.35.250.204', port: 34_855, destinationPort: 80 }, '1:LQU9qZlK+B5F3KDmev6m5PMibrg='],
    [{ protocol: 17, from: '192.168.1.52', to: '8.8.8.8', port: 54_585, destinationPort: 53 }, '1:d/FP5EW3wiY1vCndhwleRRKHowQ='],
    [{ protocol: 6, from: '2001:470:e5bf:dead:4957:2174:e82c:4887', to: '2607:f8b0:400c:c03:0:0:0:1a', port: 63_943, destinationPort: 25 }, '1:/qFaeAR+gFe1KYjMzVDsMv+wgU4='],
  ])('is for %j the published one', (flow, id) => {
    expect(written(flow, DRAWN)).toBe(id);
    expect(written(flow, { kind: 'fixed', port: flow.port })).toBe(id);
  }); // biome-ignore format: one row per vector

  it('is that of the specification for every flow, whether the port is fixed or drawn', () => {
    fc.assert(
      fc.property(drawn([0, 6, 17, 41]), (flow) => {
        expect(written(flow, DRAWN)).toBe(oracle(flow));
        expect(written(flow, { kind: 'fixed', port: flow.port })).toBe(oracle(flow));
      }),
      tries(500),
    );
  });

  it('is the same in both directions', () => {
    fc.assert(
      fc.property(drawn([6, 17]), (flow) => {
        const back = { ...flow, from: flow.to, to: flow.from, port: flow.destinationPort, destinationPort: flow.port };
        expect(written(flow, DRAWN)).toBe(written(back, DRAWN));
      }),
      tries(200),
    );
  });

  it('is none for ICMP without type and code, for an unknown protocol, and for a port 0', () => {
    const flow = { protocol: 6, from: '10.0.0.1', to: '10.0.0.2', port: 50_000, destinationPort: 443 };
    for (const protocol of [1, 58, 255]) expect(written({ ...flow, protocol }, DRAWN)).toBeUndefined();
    expect(written({ ...flow, destinationPort: 0 }, DRAWN)).toBeUndefined();
    expect(written(flow, { kind: 'fixed', port: 0 })).toBeUndefined();
  });

  const python = spawnSync('python3', ['-c', 'import communityid']).status === 0;
  it.skipIf(!python)(
    `is that of the public Python package${python ? '' : ' (skipped: python3 has no package communityid)'}`,
    () => {
      const flows = fc.sample(drawn([6, 17]), tries(200));
      const script =
        'import sys,json,communityid\nc=communityid.CommunityID()\nfor l in sys.stdin:\n f=json.loads(l); print(c.calc(communityid.FlowTuple(f["protocol"],f["from"],f["to"],f["port"],f["destinationPort"])))';
      const { stdout } = spawnSync('python3', ['-c', script], {
        input: flows.map((flow) => `${JSON.stringify(flow)}\n`).join(''),
        encoding: 'utf8',
      });
      expect(stdout.trimEnd().split('\n')).toEqual(flows.map((flow) => written(flow, DRAWN)));
    },
  );
});
