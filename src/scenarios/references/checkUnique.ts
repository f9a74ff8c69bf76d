import type { Finding, Report, StoryPath } from '../finding.js';
import type { Story } from '../language/story.js';
import { type ConnectionPins, everyPin } from '../pinsOf.js';
import { literalAddress } from './literalAddress.js';

/** A pinned value and the place that pins it; equal values of one kind are one too many. */
interface Pinned {
  readonly kind: string;
  readonly value: string;
  readonly path: StoryPath;
}

/** Values that the world has once, pinned twice: names, addresses, sensor and machine ids, SIDs, record ids. */
export function checkUnique(story: Story, report: Report): void {
  const seen = new Set<string>();
  for (const { kind, value, path } of [...hostPins(story), ...userPins(story), ...recordIds(everyPin(story))]) {
    const key = `${kind} ${value}`;
    const finding: Finding = { code: 'DUPLICATE', path, expected: `${kind} that is given once` };
    if (seen.has(key)) report(finding);
    else seen.add(key);
  }
}

function* hostPins(story: Story): Generator<Pinned> {
  for (const [id, host] of Object.entries(story.world.hosts)) {
    const path = ['world', 'hosts', id];
    // Windows compares names without case.
    if (host.name !== undefined) yield { kind: 'a host name', value: host.name.toLowerCase(), path: [...path, 'name'] };
    for (const [key, text] of Object.entries(host.addresses ?? {})) {
      const address = text === undefined ? undefined : literalAddress(text);
      if (address) yield { kind: 'an address', value: address.canonical, path: [...path, 'addresses', key] };
    }
    const { aid } = host.falcon ?? {};
    if (aid !== undefined) yield { kind: 'an agent id', value: aid, path: [...path, 'falcon', 'aid'] };
    const { machineId } = host.sysmon ?? {};
    if (machineId !== undefined)
      yield { kind: 'a machine id', value: machineId.toLowerCase(), path: [...path, 'sysmon', 'machineId'] };
  }
}

function* userPins(story: Story): Generator<Pinned> {
  for (const [id, { sid }] of Object.entries(story.world.users))
    if (sid !== undefined) yield { kind: 'a SID', value: sid, path: ['world', 'users', id, 'sid'] };
}

/** Ids of Falcon events. */
export function* recordIds(pins: Iterable<ConnectionPins>): Generator<Pinned> {
  for (const { path, initiator, responder } of pins)
    for (const [end, pins] of Object.entries({ initiator, responder }))
      if (pins?.id !== undefined) yield { kind: 'a record id', value: pins.id, path: [...path, end, 'id'] };
}
