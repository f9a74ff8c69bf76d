import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory } from '../../src/scenarios/loadStory.js';
import { runStory } from '../support/runStory.js';
import { winevtFields } from '../support/winevtFields.js';
import { checkedProblemsOf } from './problemsOf.js';

const story = (steps: readonly string[], hosts = '') => `
id: ports
title: Ports that programs bind
start: 2026-01-01T00:00:00Z
world:
  hosts: { desk: {}, files: { role: server }, web: { role: server, os: linux, sensors: [falcon] }${hosts} }
  outside: { c2: {} }
processes:
  one: { host: desk, image: 'C:\\one.exe', user: SYSTEM, start: -1h }
  two: { host: desk, image: 'C:\\two.exe', user: SYSTEM, start: -1h }
  server: { host: files, image: 'C:\\server.exe', user: SYSTEM, start: -1h }
steps:
${steps.map((step, n) => `  - { id: s${n + 1}, ${step} }`).join('\n')}
`;
/** Steps and what is expected there; the verdict is that of every seed. */
const found = (...steps: readonly string[]) => {
  const [first, ...others] = [1, 2, 3, 4, 5].map((seed) =>
    checkedProblemsOf(story(steps), seed).map(({ path, expected }) => `${path}: ${expected}`),
  );
  for (const other of others) expect(other).toEqual(first);
  return first!;
};
const call = (at: string, rest = 'sourcePort: 2000', from = 'one') =>
  `at: ${at}, connect: { from: ${from}, to: c2, port: 443, ${rest} }`;
const SAME = /sourcePort: a port from which nothing else goes to the same place within two minutes/u;

describe('a port that a program binds', () => {
  it('has one connection to a place within two minutes', () => {
    expect(found(call('1s'), call('100s'))).toEqual([expect.stringMatching(SAME)]);
    expect(found(call('1s'), call('121s'))).toEqual([]);
    // A range is refused where some seed would have it too close, and taken where none would.
    expect(found(call('1..60s'), call('170s'))).toEqual([expect.stringMatching(SAME)]);
    expect(found(call('1..60s'), call('181s'))).toEqual([]);
  });

  it('has others to other places, of other families, and over udp', () => {
    expect(found(call('1s'), call('2s').replace('443', '80'))).toEqual([]);
    expect(found(call('1s'), call('2s').replace('c2', '203.0.113.9'))).toEqual([]);
    expect(found(call('1s', 'protocol: udp, sourcePort: 2000'), call('2s', 'protocol: udp, sourcePort: 2000'))).toEqual([]);
  });

  it('is of one process at a time', () => {
    const other = call('30s', 'sourcePort: 2000', 'two').replace('443', '80');
    expect(found(call('1s'), other)).toEqual([expect.stringContaining('a port that no other process has at the time')]);
    expect(found(call('1s'), other.replace('30s', '3m'))).toEqual([]);
  });

  it('of a beacon is free again before each call', () => {
    const beacon = (every: string) =>
      `at: 1s, beacon: { from: one, to: c2, port: 443, sourcePort: 2000, every: ${every}, calls: 3 }`;
    expect(found(beacon('60s'))).toHaveLength(1);
    expect(found(beacon('3m'))).toEqual([]);
    // Every seed has the same verdict: what may come too fast for one is refused for all.
    expect(found(beacon('115..300s'))).toHaveLength(1);
    expect(found(beacon('130s, jitter: 10%'))).toHaveLength(1);
    expect(found(beacon('2m'))).toEqual([]);
    expect(found(beacon('1s').replace('calls: 3', 'calls: 1'))).toEqual([]);
    expect(found(beacon('100..200s').replace('calls: 3', 'for: 99s'))).toEqual([]);
    expect(found(beacon('100..200s').replace('calls: 3', 'for: 150s'))).toHaveLength(1);
  });

  it('is the same for two options of a choice, of which one happens', () => {
    const option = (id: string) =>
      `{ id: ${id}, steps: [{ id: ${id}-call, connect: { from: one, to: c2, port: 443, sourcePort: 2000 } }] }`;
    expect(found(`at: 1s, choose: [${option('a')}, ${option('b')}]`)).toEqual([]);
  });

  it.each(['445', '135', '3389'])('is none at which a service of the host listens, such as %s', (port) => {
    expect(found(call('1s', `sourcePort: ${port}`))).toEqual([
      expect.stringMatching(/^steps\[0\] "s1"\.connect\.sourcePort: a port that desk does not listen on/u),
    ]);
  });

  it('is none at which a process of the story listens', () => {
    const listen = 'at: 0s, listen: { process: two, port: 2000 }';
    expect(found(listen, call('1s'))).toEqual([expect.stringContaining('a port that desk does not listen on')]);
  });
});

describe('a counter of ports', () => {
  it('passes over those at which a process of the story listens', async () => {
    // The counter begins just below, and would come upon the port with one of its small steps for many seeds.
    const steps = [
      'at: 0s, listen: { process: two, port: 50010 }',
      call('1s', 'sourcePort: 50000'),
      'at: 10s, beacon: { from: one, to: c2, port: 443, every: 1s, calls: 40 }',
    ];
    for (let seed = 1; seed <= 12; seed += 1) {
      const { winevt } = await runStory(readStory(story(steps), 's.yaml'), { seed });
      const ports = winevt.map((line) => Number(winevtFields(line).SourcePort));
      expect(ports).toHaveLength(41);
      expect(Math.max(...ports)).toBeGreaterThan(50_010);
      expect(ports).not.toContain(50_010);
    }
  });
});

describe('a closed port', () => {
  it.each([
    ['files', 4444, 'a port on which files listens'],
    ['web', 80, 'a port on which web listens'],
  ])('of %s, whatever sensors it has, is met by scans alone', (to, port, expected) => {
    expect(found(`at: 1s, connect: { from: one, to: ${to}, port: ${port} }`)).toEqual([expect.stringContaining(expected)]);
    expect(found(`at: 1s, scan: { from: one, to: ${to}, ports: ${port}, rate: 1/s }`)).toEqual([]);
  });

  it('is open where a process listens', () => {
    const connect = 'at: 2s, connect: { from: one, to: files, port: 4444 }';
    expect(found('at: 1s, listen: { process: server, port: 4444 }', connect)).toEqual([]);
    expect(found(connect.replace('4444', '4444, acceptedBy: server'))).toEqual([]);
  });
});

describe('more connections than a host has ports', () => {
  const carried = (chunks: number, rate: string) =>
    `at: 1s, transfer: { from: one, to: c2, port: 443, size: ${chunks}kB, chunk: 1kB, rate: ${rate} }`;

  it('to one place are refused where they are written, and slower or fewer ones taken', () => {
    expect(found(carried(20_000, '1MB/s'))).toEqual([
      expect.stringMatching(/^steps\[0\] "s1"\.transfer: at most 16384 connections/u),
    ]);
    expect(found(carried(16_384, '1MB/s'))).toEqual([]);
    expect(found(carried(20_000, '100kB/s'))).toEqual([]);
  });
});

describe('a datagram to port 0', () => {
  it('asks about routes only, and nobody has to listen', () => {
    const text = story(['at: 1s, connect: { from: web/sshd, to: localhost, protocol: udp, port: 0 }']);
    expect(checkedProblemsOf(text)).toEqual([]);
    const flow = prepareRun(readStory(text, 's.yaml'), { seed: 1 }).plan.flows.at(0)!;
    expect(flow.responder.process).toBeUndefined();
  });
});

describe('a port at which a process listens', () => {
  const other = "\n  other: { host: files, image: 'C:\\other.exe', user: SYSTEM, start: -1h, life: 2h }";
  const problems = (...steps: readonly string[]) =>
    checkedProblemsOf(story(steps).replace(/(?=\nsteps:)/u, other)).map(({ path, expected }) => `${path}: ${expected}`);
  const listen = (process: string, more = '') => `listen: { process: ${process}, port: 4444${more} }`;

  it('is of one process at a time', () => {
    expect(problems(`at: 1s, ${listen('server')}`, `at: 5s, ${listen('other')}`)).toEqual([
      expect.stringContaining('steps[0] "s1".listen.port: a port that is free on files: other has this one'),
      expect.stringContaining('steps[1] "s2".listen.port: a port that is free on files: server has this one'),
    ]);
    expect(problems(`at: 1s, ${listen('server', ', for: 10s')}`, `at: 5..12s, ${listen('other')}`)).toHaveLength(2);
  });

  it.each([
    ['after the other has closed it', [`at: 1s, ${listen('server', ', for: 10s')}`, `at: 12s, ${listen('other')}`]],
    ['after the other has ended', [`at: 1s, ${listen('other')}`, `at: 3h, ${listen('server')}`]],
    ['over another protocol', [`at: 1s, ${listen('server')}`, `at: 5s, ${listen('other', ', protocol: udp')}`]],
    [
      'in another option of a choice',
      [`at: 1s, choose: [{ id: a, steps: [{ id: x, ${listen('server')} }] }, { id: b, steps: [{ id: y, ${listen('other')} }] }]`],
    ],
  ])('is free for another %s', (_, steps) => expect(problems(...steps)).toEqual([]));

  it('is not accepted at by another', () => {
    const connect = (at: string) => `at: ${at}, connect: { from: one, to: files, port: 4444, acceptedBy: other }`;
    expect(problems(`at: 1s, ${listen('server', ', for: 10s')}`, connect('5s'))).toEqual([
      expect.stringContaining('acceptedBy: the process that listens there at the time: server'),
    ]);
    expect(problems(`at: 1s, ${listen('server', ', for: 10s')}`, connect('12s'))).toEqual([]);
    expect(problems(`at: 1s, ${listen('other')}`, connect('5s'))).toEqual([]);
  });
});
