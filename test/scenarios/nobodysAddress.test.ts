import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory } from '../../src/scenarios/index.js';
import { whyNobodys } from '../../src/scenarios/references/nobodysAddress.js';
import { isAssignedIpv6, parseAddress } from '../../src/validate/text/address.js';
import { checkedProblemsOf } from './problemsOf.js';

const called = (to: string) => `connect: { from: a/System, to: "${to}", port: 445 }`;
const story = ({ outside = '', kind = called('203.0.113.9') }) => `
id: nobodys
title: Where nobody is
start: 2026-01-01T00:00:00Z
world: { site: { ipv4: 10.9.0.0/16, ipv6: "2001:db8:9:1::/64", subnets: { racks: 10.9.4.0/24 } }, hosts: { a: {} }, outside: { c2: { ${outside} } } }
steps: [{ id: one, at: 1s, ${kind} }]
`;
const found = (text: string) => checkedProblemsOf(text).map(({ line, expected }) => `${line}: ${expected}`);

describe('an address that nobody has', () => {
  it.each([
    ['240.0.0.1', '240.0.0.0/4 is reserved'],
    ['255.255.255.254', '240.0.0.0/4 is reserved'],
    ['169.254.7.7', '169.254.0.0/16 reaches only hosts that got no address'],
    ['fe80::', 'fe80:: stands for the routers'],
    ['fe80:1::7', 'link-local addresses have zeros'],
    ['febf::1', 'link-local addresses have zeros'],
    ['fec0::1', 'no longer in use (RFC 3879)'],
    ['100::1', 'packets are thrown away (RFC 6666)'],
    ['::192.0.2.7', 'written ::ffff:a.b.c.d'],
    ['2001:10::1', 'identifiers, not addresses'],
    ['2001:2f::1', 'identifiers, not addresses'],
    ['4000::1', 'IANA has given this block to nobody'],
    ['5f00::1', 'IANA has given this block to nobody'],
    ['100:0:0:1::1', 'IANA has given this block to nobody'],
    ['2002:a00:1::1', '(6to4) is 10.0.0.1'],
    ['2002:c0a8:101::1', '(6to4) is 192.168.1.1'],
    ['2002:e000:1::1', '(6to4) is 224.0.0.1'],
    ['2001:0:0:1::3fff:fdf8', '(Teredo server) is 0.0.0.1'],
    ['2001:0:a00:1::3fff:fdf8', '(Teredo server) is 10.0.0.1'],
    ['2001:0:c633:64fa::f5ff:fffe', '(Teredo client) is 10.0.0.1'],
    ['64:ff9b::10.0.0.1', '(NAT64) is 10.0.0.1'],
    ['64:ff9b::7f00:1', '(NAT64) is 127.0.0.1'],
  ])('such as %s is refused as a destination, of a scan too, and as that of an outside party', (to, why) => {
    const refused = (line: number) => [expect.stringMatching(new RegExp(`^${line}: an address that can be reached: `, 'u'))];
    expect(whyNobodys(to)).toContain(why);
    expect(found(story({ kind: called(to) }))).toEqual(refused(6));
    expect(found(story({ kind: `scan: { from: a/System, to: ["${to}"], ports: 22, rate: 5/s }` }))).toEqual(refused(6));
    expect(found(story({ outside: `${to.includes(':') ? 'ipv6' : 'ipv4'}: "${to}"` }))).toEqual(refused(5));
  });

  it.each([
    '10.0.0.0',
    '169.254.169.254',
    '169.254.170.2',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.255',
    '223.255.255.255',
    'fe80::1',
    'fd00::1',
    'fc00::1',
    '2001:db8::1',
    '3fff::1',
    '2620:4f:8000::1',
    '2002:c000:204::1',
    '2001:0:c633:64fa::3fff:fdf8',
    '64:ff9b::192.0.2.33',
  ])('%s is none of them', (to) => {
    expect(whyNobodys(to)).toBeUndefined();
    // What a host can be: unique local addresses go no further than this site's global ones do, and are taken.
    expect(found(story({ kind: called(to) }))).toEqual([]);
  });

  it.each([
    ['10.9.0.0', 'one of the site'],
    ['10.9.4.0', 'one of a subnet'],
    ['2001:db8:9:1::', 'that of the routers'],
  ])('%s, %s, is refused for any protocol', (to) => {
    for (const protocol of ['tcp', 'udp'])
      expect(found(story({ kind: `connect: { from: a/System, to: "${to}", protocol: ${protocol}, port: 445 }` }))).toEqual([
        '6: an address of one host: this one stands for a network of the world',
      ]);
  });

  it.each([
    ['240.0.0.0/28', '240.0.0.0/4 is reserved'],
    ['223.255.255.0/24', undefined],
    ['223.255.0.0/16', undefined],
    ['224.0.0.0/24', 'it has addresses of multicast'],
    ['169.254.168.0/22', '169.254.0.0/16 reaches only'],
  ])('scanned as a part of %s: %s', (network, why) => {
    const expected = why === undefined ? [] : [expect.stringContaining(`6: a network whose hosts can be reached: ${why}`)];
    expect(found(story({ kind: `scan: { from: a/System, to: ${network}, ports: 22, rate: 500/s }` }))).toEqual(expected);
  });

  it.each([
    ['world: { site: { ipv4: 240.1.0.0/16 }, hosts: { a: {} } }', 'a network that hosts can have: 240.0.0.0/4 is reserved'],
    ["world: { site: { ipv6: 'fec0:0:0:1::/64' }, hosts: { a: {} } }", 'a unique local or global network: fec0::/10'],
    [
      "world: { hosts: { a: { addresses: { linkLocal: 'fe80:1::7' } } } }",
      'an address that a host can have: link-local addresses have',
    ],
    ["world: { hosts: { a: { addresses: { ipv4: '250.1.1.1' } } } }", 'an address that a host can have: 240.0.0.0/4 is reserved'],
  ])('is no part of a world: %s', (world, expected) => {
    const text = story({}).replace(/^world: .*$/mu, world);
    expect(found(text)).toEqual([expect.stringContaining(`5: ${expected}`)]);
  });

  it('is every one that the validator warns of', () => {
    const address = fc.oneof(
      fc.ipV6(),
      fc
        .tuple(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 1, max: 0xffff }))
        .map(([a, b]) => `${a.toString(16)}::${b.toString(16)}`),
    );
    fc.assert(
      fc.property(address, (text) => {
        const range = ipaddr.IPv6.parse(text).range();
        fc.pre(!['unspecified', 'ipv4Mapped'].includes(range) && !text.includes('.'));
        const assigned = isAssignedIpv6(parseAddress(text)!);
        if (!assigned) expect(whyNobodys(text)).toEqual(expect.any(String));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('an address that a story calls', () => {
  it.each([
    ['site: {}', ''],
    ['sites: { berlin: {}, lyon: { ipv4: 172.16.0.0/16 } }', ', site: berlin'],
  ])('is never one of a network that the seed gives: %s', (sites, at) => {
    // Half of all private networks are called, and 254 seeds would find each of them.
    const steps = Array.from(
      { length: 127 },
      (_, n) => `- { id: s${n}, at: 1s, connect: { from: a/System, to: 10.${2 * n + 1}.255.255, port: 9 } }`,
    );
    const text = `id: s\ntitle: t\nstart: 2026-01-01T00:00:00Z\nworld: { ${sites}, hosts: { a: { role: server ${at}} } }\nsteps:\n${steps.join('\n')}\n`;
    for (let seed = 1; seed <= 40; seed += 1) expect(checkedProblemsOf(text, seed), `seed ${seed}`).toEqual([]);
  });

  it('is never that of a host which does not say so, in its own network', () => {
    const text = (connect: string, outside: string) =>
      `id: s\ntitle: t\nstart: 2026-01-01T00:00:00Z\nworld: { site: { ipv4: 10.20.1.0/28 }, hosts: { a: {}, b: {}, c: {} }, outside: { c2: { ${outside} } } }
steps: [{ id: one, at: 1s, connect: { from: a/System, to: ${connect}, port: 9 } }]\n`;
    const drawn = (story: string, seed: number) =>
      prepareRun(readStory(story, 's.yaml'), { seed }).plan.world.machines.map(({ host }) => host.addresses.ipv4.text);
    const seeds = Array.from({ length: 40 }, (_, n) => n + 1);
    // Of the seven addresses that hosts get here each has this one for many seeds.
    expect(seeds.some((seed) => drawn(text('c2', ''), seed).includes('10.20.1.3'))).toBe(true);
    for (const seed of seeds) {
      expect(drawn(text('10.20.1.3', ''), seed)).not.toContain('10.20.1.3');
      expect(drawn(text('c2', 'ipv4: 10.20.1.3'), seed)).not.toContain('10.20.1.3');
    }
  });
});
