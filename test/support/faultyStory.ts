import type { FaultKind } from '../../src/model/faultKind.js';
import { type LoadedStory, readStory } from '../../src/scenarios/index.js';
import type { Label } from './runStory.js';

/** A fault as a story has it under `fault`, at a time. */
export interface FaultText {
  readonly id: string;
  readonly at: string;
  readonly fault: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** When {@link faultyStory} begins, microseconds since 1970-01-01 UTC. */
export const FAULTY_START = Date.UTC(2026, 2, 10, 9) * 1000;

/** A little office with a story in it: hosts of several eras and platforms, which beat for five minutes. JSON is YAML. */
export const faultyStory = (faults: readonly FaultText[], background = true): LoadedStory =>
  readStory(
    JSON.stringify({
      id: 'faulty',
      title: 'Something goes wrong',
      start: '2026-03-10T09:00:00Z',
      world: {
        domain: { dns: 'corp.example' },
        site: { ipv6: '2001:db8:20:1::/64' },
        hosts: {
          desk: { role: 'workstation', user: 'clerk', sysmon: { era: '10.4' } },
          note: { role: 'workstation', user: 'clerk' },
          build: { role: 'server', os: 'linux' },
          dc: { role: 'domain-controller' },
        },
        users: { clerk: {} },
        outside: { c2: {} },
      },
      processes: {
        script: { host: 'desk', user: 'clerk', image: 'C:\\a.exe', start: '0s' },
        agent: { host: 'note', user: 'clerk', image: 'C:\\b.exe', start: '0s' },
        late: { host: 'note', user: 'clerk', image: 'C:\\c.exe', start: '150s' },
        daemon: { host: 'build', user: 'root', image: '/opt/d', start: '0s' },
      },
      steps: [
        { id: 'copy', at: '10s', beacon: { from: 'script', to: 'dc', port: 445, every: '9s', for: '5m', jitter: '20%' } },
        {
          id: 'call',
          at: '12s',
          beacon: { from: 'agent', to: 'c2', port: 443, family: 'ipv6', every: '7s', for: '5m', jitter: '20%' },
        },
        { id: 'more', at: '160s', beacon: { from: 'late', to: 'dc', port: 88, family: 'ipv6', every: '20s', calls: 6 } },
        { id: 'push', at: '15s', beacon: { from: 'daemon', to: 'c2', port: 8443, family: 'ipv6', every: '11s', calls: 20 } },
        ...faults,
      ],
      ...(background && { background: { profile: 'office', workstations: 2, lead: '2m', tail: '2m' } }),
    }),
    'faulty.json',
  );

/** A label of a story with faults. */
export interface FaultyLabel extends Omit<Label, 'record'> {
  /** Absent: it never arrives. */
  readonly record?: number;
  readonly faults?: readonly { readonly step: string; readonly kind: FaultKind; readonly pipeline: string }[];
}
