import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory, StoryError } from '../../src/scenarios/index.js';
import { runStory } from '../support/runStory.js';
import { winevtFields } from '../support/winevtFields.js';

const story = (to: string, protocol: string, os = 'windows-11', port = 445) => `
id: unfit
title: An address that nobody answers at
start: 2026-01-01T00:00:00Z
world: { site: { ipv4: 10.9.0.0/24, ipv6: "2001:db8:9::/64" }, hosts: { a: { os: ${os} }, b: { addresses: { ipv4: 10.9.0.77 } } } }
steps: [{ id: one, at: 1s, connect: { from: ${os === 'macos' ? 'a/apsd' : os === 'linux' ? 'a/sshd' : 'a/System'}, to: "${to}", protocol: ${protocol}, port: ${port} } }]
`;
const expectedOf = (text: string) => {
  try {
    prepareRun(readStory(text, 's.yaml'), { seed: 1 });
  } catch (error) {
    if (error instanceof StoryError) return error.problems.map(({ line, expected }) => `${line}: ${expected}`);
    throw error;
  }
  return [];
};

describe('a destination', () => {
  it.each([
    ['::ffff:192.0.2.1', 'tcp', 'an IPv4 address written as such: only programs on macOS'],
    ['::ffff:c000:201', 'udp', 'an IPv4 address written as such: only programs on macOS'],
    ['0.0.0.0', 'udp', 'an address of somebody'],
    ['::', 'udp', 'an address of somebody'],
    ['10.9.0.255', 'tcp', 'an address of one host'],
  ])('%s over %s is refused on its line', (to, protocol, expected) => {
    expect(expectedOf(story(to, protocol))).toEqual([expect.stringContaining(`6: ${expected}`)]);
  });

  it.each([
    ['10.9.0.255', 'udp'],
    ['224.0.0.252', 'udp'],
    ['ff02::1:3', 'udp'],
    ['203.0.113.9', 'tcp'],
    ['2001:db8::9', 'tcp'],
  ])('%s over %s is taken', (to, protocol) => expect(expectedOf(story(to, protocol))).toEqual([]));
});

describe('a mapped address', () => {
  const flowOf = (to: string, protocol = 'tcp', port = 445) =>
    prepareRun(readStory(story(to, protocol, 'macos', port), 's.yaml'), { seed: 1 }).plan.flows.at(0)!;

  it.each(['::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:192.0.2.7'])(
    '%s on macOS is the IPv4 address, reached over IPv6',
    (to) => {
      const { initiator, responder, mapped } = flowOf(to);
      expect(responder.address).toEqual({ family: 'ipv4', text: '192.0.2.7' });
      expect(initiator.address).toEqual(initiator.host!.addresses.ipv4);
      expect(mapped).toBe(true);
    },
  );

  it('of loopback is the host itself', () => {
    const { initiator, responder } = flowOf('::ffff:127.0.0.1', 'udp', 5353);
    expect([initiator.address.text, responder.address.text]).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(responder.host).toBe(initiator.host);
  });

  it('of a host of the world is this host, whose Sysmon records plain IPv4', async () => {
    const { winevt, fdr } = await runStory(readStory(story('::ffff:10.9.0.77', 'tcp', 'macos'), 's.yaml'));
    expect(winevt).toHaveLength(1);
    expect(winevtFields(winevt[0]!)).toMatchObject({ DestinationIp: '10.9.0.77', DestinationIsIpv6: 'false', ProcessId: '4' });
    expect(JSON.parse(fdr[0]!)).toMatchObject({
      RemoteAddressIP6: '10.9.0.77',
      LocalAddressIP6: '0:0:0:0:0:0:0:0',
      LocalPort: '0',
    });
  });

  it.each([
    ['::ffff:0.0.0.0', 'udp', 'an address of somebody'],
    ['::ffff:10.9.0.255', 'tcp', 'an address of one host'],
  ])('%s over %s is refused on macOS as its IPv4 address is', (to, protocol, expected) =>
    expect(expectedOf(story(to, protocol, 'macos'))).toEqual([expect.stringContaining(`6: ${expected}`)]),
  );

  it('is refused on Linux', () =>
    expect(expectedOf(story('::ffff:192.0.2.1', 'tcp', 'linux'))).toEqual([expect.stringContaining('only programs on macOS')]));
});
