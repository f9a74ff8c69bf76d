import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory, StoryError } from '../../src/scenarios/index.js';

const story = (to: string, protocol: string) => `
id: unfit
title: An address that nobody answers at
start: 2026-01-01T00:00:00Z
world: { site: { ipv4: 10.9.0.0/24, ipv6: "2001:db8:9::/64" }, hosts: { a: {} } }
steps: [{ id: one, at: 1s, connect: { from: a/System, to: "${to}", protocol: ${protocol}, port: 445 } }]
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
    ['::ffff:192.0.2.1', 'tcp', 'an IPv4 address written as such'],
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
