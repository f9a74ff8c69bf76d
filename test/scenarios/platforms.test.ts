import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory, StoryError, type StoryProblem } from '../../src/scenarios/index.js';

const story = (host: string, step = 'from: tool, to: c2, port: 443', process = 'image: /usr/bin/tool, user: someone') => `
id: platforms
title: What a platform has
start: 2026-01-01T00:00:00Z
world: { hosts: { it: { ${host} } }, outside: { c2: {} } }
processes: { tool: { host: it, ${process}, start: 0s }, listener: { host: it, image: /opt/listener, user: root, start: 0s } }
steps: [{ id: one, at: 1s, connect: { ${step} } }]
`;
function problemsOf(text: string): readonly StoryProblem[] {
  try {
    prepareRun(readStory(text, 's.yaml'), { seed: 1 });
    return [];
  } catch (error) {
    if (error instanceof StoryError) return error.problems;
    throw error;
  }
}

describe('a system of which no record is known', () => {
  it.each([
    ['android', 'Android'],
    ['chromeos', 'ChromeOS'],
  ])('%s is refused with the reason and what to choose', (os, name) => {
    expect(problemsOf(story(`os: ${os}`))).toMatchObject([
      {
        path: 'world.hosts.it.os',
        expected: expect.stringContaining(`key set unknown for ${name}`),
        cure: expect.stringMatching(/^choose another: .*linux, macos, ios$/u),
      },
    ]);
  });

  it('is not offered to somebody who mistypes another', () => {
    const [problem] = problemsOf(story('os: maccos'));
    expect(problem).toMatchObject({ path: 'world.hosts.it.os', cure: 'did you mean macos?' });
    expect(problem!.expected).not.toContain('android');
  });
});

describe('a key set of another platform', () => {
  it.each([
    ['linux', 'windows-2025', 'a key set of Linux: linux-2021'],
    ['macos', 'ios-2025', 'a key set of macOS: macos-2020, macos-2021'],
    ['ios', 'macos-2021', 'a key set of iOS: ios-2025'],
  ])('on %s is refused with those it has', (os, keySet, expected) => {
    const problems = problemsOf(story(`os: ${os}, falcon: { keySet: ${keySet} }`));
    expect(problems).toMatchObject([{ path: 'world.hosts.it.falcon.keySet', expected }]);
  });
});

describe('a process elsewhere than on Windows', () => {
  it.each(['linux', 'macos', 'ios'])('on %s has a whole path, any plain account and any pid', (os) => {
    expect(problemsOf(story(`os: ${os}`, undefined, 'image: /opt/x y/tool, user: any.one, pid: 31'))).toEqual([]);
    for (const image of ['tool', '/opt/'])
      expect(problemsOf(story(`os: ${os}`, undefined, `image: ${image}, user: a`))).toMatchObject([
        { path: 'processes.tool.image' },
      ]);
  });

  it.each([
    ['linux', 32_768, 60_999],
    ['macos', 49_152, 65_535],
    ['ios', 49_152, 65_535],
  ])('on %s has TCP ports drawn from %i to %i', (os, first, last) => {
    const { plan } = prepareRun(readStory(story(`os: ${os}`), 's.yaml'), { seed: 1 });
    expect(plan.flows.at(0)!.sourcePort).toEqual({ kind: 'drawn', first, count: last - first + 1 });
  });
});

describe('port 0 of udp', () => {
  const toItself = 'from: tool, to: localhost, protocol: udp, port: 0, acceptedBy: listener';

  it('is refused where Sysmon for Linux would record it', () => {
    expect(problemsOf(story('os: linux', toItself))).toMatchObject([
      { path: 'steps[0] "one".connect.port', expected: expect.stringContaining('a port 1 to 65535: Sysmon for Linux') },
    ]);
  });

  it.each(['os: linux, sensors: [falcon]', 'os: macos', 'os: ios'])('is taken on { %s }', (host) =>
    expect(problemsOf(story(host, toItself))).toEqual([]),
  );
});

describe('what the world says of Sysmon', () => {
  it('is no reproach to its Linux hosts', () =>
    expect(problemsOf(story('os: linux').replace('world: {', 'world: { sysmon: { era: "8", dnsLookup: true },'))).toEqual([]));
});
