import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory, StoryError } from '../../src/scenarios/index.js';

const story = (pins: string, host = '{}') => `
id: process-pins
title: Whose is a process id
start: 2026-01-01T00:00:00Z
world: { hosts: { a: ${host}, b: { role: server } } }
processes:
  p: { host: a, user: SYSTEM, image: 'C:\\p.exe', start: 0s, ${pins} }
  q: { host: a, user: SYSTEM, image: 'C:\\q.exe', start: 0s, pid: 12000, startKey: 700000, uniqueProcessId: "77" }
steps: [{ id: one, at: 1s, connect: { from: p, to: b, port: 445 } }]
`;
const problems = (text: string, seed = 1) => {
  try {
    prepareRun(readStory(text, 's.yaml'), { seed });
  } catch (error) {
    if (error instanceof StoryError) return error.problems.map(({ line, code, path }) => [line, code, path]);
    throw error;
  }
  return [];
};

describe('a pinned process', () => {
  it.each([
    ['pid: 4', 'processes.p.pid'],
    ['pid: 12000', 'processes.q.pid'],
    ['startKey: 700000', 'processes.q.startKey'],
    ['startKey: 1', 'processes.p.startKey'],
    ['uniqueProcessId: "77"', 'processes.q.uniqueProcessId'],
  ])('with %s of another is refused', (pins, path) => {
    expect(problems(story(pins))).toEqual([[expect.any(Number), 'DUPLICATE', path]]);
  });

  it.each(['5', '"abc"', '"007"', '"18446744073709551616"', '""'])('with uniqueProcessId: %s is refused with its line', (id) => {
    expect(problems(story(`uniqueProcessId: ${id}`))).toEqual([[7, 'WRONG_VALUE', 'processes.p.uniqueProcessId']]);
  });

  it('keeps its pid whatever the seed: services make room', () => {
    for (let pid = 1400; pid <= 1496; pid += 4) expect(problems(story(`pid: ${pid}`), pid)).toEqual([]);
  });

  it('leaves the writer of Sysmon its own pid', () => {
    expect(problems(story('pid: 3000', '{ sysmon: { processId: 3000 } }'))).toEqual([
      [5, 'DUPLICATE', 'world.hosts.a.sysmon.processId'],
    ]);
    expect(problems(story('pid: 3004', '{ sysmon: { processId: 4 } }'))).toEqual([
      [5, 'DUPLICATE', 'world.hosts.a.sysmon.processId'],
    ]);
  });

  it('does not come from another platform', () => {
    expect(problems(story('pid: 3004', '{ falcon: { configBuild: 1007.8.0011308.1 } }'))).toEqual([
      [5, 'INCONSISTENT', 'world.hosts.a.falcon.configBuild'],
    ]);
  });
});
