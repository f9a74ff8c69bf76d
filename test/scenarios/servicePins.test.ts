import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory, StoryError } from '../../src/scenarios/index.js';
import { runStory } from '../support/runStory.js';
import { winevtFields } from '../support/winevtFields.js';

const story = (services: string) => `
id: pinned-services
title: Values of processes that are always there
start: 2026-01-01T00:00:00Z
world:
  hosts:
    a: { boot: { id: 7 }, clock: { wall: 0s, trace: 0s, drift: 0 }, services: ${services} }
    b: { role: server }
steps: [{ id: one, at: 1s, connect: { from: a/lsass, to: b, port: 445 } }]
`;
const problems = (text: string) => {
  try {
    prepareRun(readStory(text, 's.yaml'), { seed: 1 });
  } catch (error) {
    if (error instanceof StoryError) return error.problems;
    throw error;
  }
  return [];
};

describe('pins of services', () => {
  it.each([1, 2, 3])('show in the records, whatever the seed (%i)', async (seed) => {
    const pins = "{ lsass: { pid: 712, start: 2025-12-30T00:00:00Z, startKey: 12, image: 'C:\\lsass.exe' } }";
    const { winevt } = await runStory(readStory(story(pins), 's.yaml'), { seed });
    const own = winevtFields(winevt.find((line) => line.includes("<Data Name='Initiated'>true"))!);
    expect(own).toMatchObject({ ProcessId: '712', Image: 'C:\\lsass.exe' });
    // 2025-12-30T00:00:00Z is 0x69531600; sequence 12, boot 7.
    expect(own.ProcessGuid).toMatch(/^\{[0-9a-f]{8}-1600-6953-0c00-000000000700\}$/u);
  });

  it('may say when a service started, and its host booted before; never before a boot that is said', async () => {
    const [early, old] = ['2025-11-30T00:00:00Z', '2024-11-30T00:00:00Z'];
    const { plan } = prepareRun(readStory(story(`{ lsass: { start: ${early} } }`), 's.yaml'), { seed: 1 });
    expect(plan.world.machineById.get('a')!.host.boot.at).toBeLessThan(Date.parse(early) * 1000);
    const booted = story(`{ lsass: { start: ${early} } }`).replace('boot: { id: 7 }', 'boot: { id: 7, at: -3d }');
    expect(problems(booted)).toMatchObject([{ code: 'INCONSISTENT', line: 7, path: 'world.hosts.a.services.lsass.start' }]);
    expect(problems(story(`{ lsass: { start: ${old} } }`))).toMatchObject([{ code: 'WRONG_VALUE', line: 7 }]);
  });

  it('are refused for a service that the host does not have, with the nearest', () => {
    expect(problems(story('{ lsas: { pid: 712 } }'))).toMatchObject([
      { code: 'UNKNOWN_NAME', line: 7, received: '"lsas"', cure: 'did you mean lsass?' },
    ]);
  });

  it.each(['linux', 'macos'])('on %s may have any process id, and a path that is whole', (os) => {
    const own = os === 'linux' ? 'sshd' : 'trustd';
    const text = (pins: string) => story(`{ ${own}: { ${pins} } }, os: ${os}`).replace('a/lsass', `a/${own}`);
    expect(problems(text('pid: 713, image: /opt/own'))).toEqual([]);
    expect(problems(text('image: /opt/'))).toMatchObject([{ path: `world.hosts.a.services.${own}.image` }]);
    expect(problems(text("image: 'C:\\own.exe'"))).toMatchObject([
      { code: 'WRONG_VALUE', path: `world.hosts.a.services.${own}.image` },
    ]);
  });

  it('are refused for a process id that Windows never gives', () => {
    expect(problems(story('{ lsass: { pid: 713 } }'))).toMatchObject([{ code: 'WRONG_VALUE', line: 7 }]);
  });
});

describe('pins of ports', () => {
  const withPorts = (ports: string) => problems(story('{}').replace('services: {}', `ports: ${ports}`));

  it('are refused where two services would share one', () => {
    expect(withPorts('{ svcctl: 49700, winmgmt: 49700 }')).toMatchObject([{ code: 'INCONSISTENT' }, { code: 'INCONSISTENT' }]);
  });

  it('are refused for a service that the host does not have, with the nearest', () => {
    expect(withPorts('{ svcctrl: 49700 }')).toMatchObject([{ code: 'UNKNOWN_NAME', cure: 'did you mean svcctl?' }]);
  });

  it('are taken otherwise', () => expect(withPorts('{ svcctl: 50700 }')).toEqual([]));
});
