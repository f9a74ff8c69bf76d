import { describe, expect, it } from 'vitest';
import { readStory } from '../../src/scenarios/index.js';
import { runStory } from '../support/runStory.js';
import { winevtFields } from '../support/winevtFields.js';

const head = (id: string) => `
id: ${id}
title: What records take from where
start: 2026-01-01T00:00:00Z
`;

describe('records', () => {
  it('of dynamic RPC services name the process that serves each', async () => {
    const services = ['svcctl', 'lsarpc', 'atsvc', 'eventlog', 'spoolss', 'winmgmt'];
    const steps = services
      .map((service, i) => `  - { id: s${i}, at: ${i + 1}s, connect: { from: a/System, to: b, service: ${service} } }`)
      .join('\n');
    const { winevt } = await runStory(
      readStory(`${head('owners')}world: { hosts: { a: {}, b: { role: server } } }\nsteps:\n${steps}\n`, 's.yaml'),
    );
    const owners = winevt.map(winevtFields).filter(({ Initiated }) => Initiated === 'false');
    expect(owners.map(({ Image, User }) => `${Image!.split('\\').at(-1)} ${User!.split('\\').at(-1)}`)).toEqual([
      'services.exe SYSTEM',
      'lsass.exe SYSTEM',
      'svchost.exe SYSTEM',
      'svchost.exe LOCAL SERVICE',
      'spoolsv.exe SYSTEM',
      'svchost.exe SYSTEM',
    ]);
  });

  it('take UtcTime from the trace clock, TimeCreated and Falcon times from the wall clock, the cloud its own', async () => {
    const clock = 'clock: { wall: 5s, trace: -7s, drift: 0 }';
    const story = `${head('clocks')}world: { site: { ipv6: "2001:db8:9::/64" }, hosts: { a: { ${clock} } }, outside: { x: { ipv6: "2001:db8:1::1" } } }
steps: [{ id: one, at: 60s, connect: { from: a/System, to: x, port: 443 } }]\n`;
    const { winevt, fdr } = await runStory(readStory(story, 's.yaml'));
    const fields = winevtFields(winevt[0]!);
    expect(fields.UtcTime).toBe('2026-01-01 00:00:53.000');
    const created = Date.parse(fields['System/TimeCreated/SystemTime']!) - Date.parse('2026-01-01T00:01:05Z');
    expect(created).toBeGreaterThan(900);
    expect(created).toBeLessThan(8000);
    const event = JSON.parse(fdr[0]!) as Record<string, string>;
    expect(event.ContextTimeStamp).toBe(`${Date.parse('2026-01-01T00:01:05Z') / 1000}.000`);
    const lag = Number(event.timestamp) - Date.parse('2026-01-01T00:01:00Z');
    expect(lag).toBeGreaterThanOrEqual(4);
    expect(lag).toBeLessThanOrEqual(64_000);
  });

  it('leave an id for the start of a process of the story', async () => {
    const story = (start: string) => `${head('ids')}world: { hosts: { a: {}, b: { role: server } } }
processes: { p: { host: a, user: SYSTEM, image: 'C:\\p.exe', start: ${start} } }
steps: [{ id: one, at: 1s, connect: { from: a/System, to: b, port: 445 } }, { id: two, at: 100s, connect: { from: a/System, to: b, port: 445 } }]\n`;
    const gap = async (start: string) => {
      const { winevt } = await runStory(readStory(story(start), 's.yaml'));
      const [one, two] = winevt
        .map(winevtFields)
        .filter(({ Initiated }) => Initiated === 'true')
        .map((fields) => Number(fields['System/EventRecordID']));
      return two! - one!;
    };
    expect(await gap('50s')).toBe((await gap('-1h')) + 1);
  });
});
