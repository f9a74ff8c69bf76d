import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Process } from '../../src/model/process.js';
import { createRandomSource } from '../../src/random/randomSource.js';
import { buildWorld } from '../../src/world/buildWorld.js';
import { latestServiceStart } from '../../src/world/serviceProcesses.js';
import type { Machine } from '../../src/world/world.js';
import { tries } from '../support/soak.js';
import { seeds } from '../support/storyArbitrary.js';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const STEP = 300_000_000;

/** A Tuesday. */
const starts = fc.integer({ min: 0, max: 13 * 24 }).map((hour) => Date.UTC(2025, 2, 4) * 1000 + hour * HOUR);
const OFFICES = ['windows-10', 'windows-11', 'linux', 'macos'];

const officeOf = (seed: number, start: number, workstations = 6) =>
  buildWorld(createRandomSource(seed), {
    hosts: Object.fromEntries(OFFICES.map((os, i) => [`desk-${i}`, { role: 'workstation', os, user: `user-${i}` }])),
    users: Object.fromEntries(OFFICES.map((_, i) => [`user-${i}`, { local: `desk-${i}` }])),
    outside: {},
    workstations,
    start,
  }).machines;

const usersOf = ({ services, user }: Machine): Process[] =>
  [...services.values()].filter(({ account }) => account.id === user?.id);

describe('the log-on of a user', () => {
  it('is no later than a story supposes', () =>
    fc.assert(
      fc.property(seeds, starts, (seed, start) => {
        for (const { host, services, background } of officeOf(seed, start)) {
          if (background) continue;
          for (const { name, startedAt } of services.values()) {
            expect(startedAt, name).toBeLessThanOrEqual(latestServiceStart(host, name, host.boot.at));
            expect(startedAt, name).toBeLessThanOrEqual(start - HOUR);
          }
        }
      }),
      tries(60),
    ));

  it('comes first of all that the user runs, and while somebody is there', () =>
    fc.assert(
      fc.property(seeds, starts, (seed, start) => {
        for (const machine of officeOf(seed, start)) {
          const first = Math.min(...usersOf(machine).map(({ startedAt }) => startedAt));
          // Within minutes of a boot somebody has logged on, whatever the hour.
          if (first === Infinity || first - machine.host.boot.at < 0.3 * HOUR) continue;
          const { presence } = machine;
          const step = Math.floor(first / STEP);
          const begins = presence.begins(presence.dayOf(step));
          expect(begins).toBeGreaterThan(-1);
          // Programs take up to ten minutes to start.
          expect(step - begins).toBeGreaterThanOrEqual(0);
          expect(step - begins).toBeLessThanOrEqual(8);
        }
      }),
      tries(60),
    ));

  it('is of the day in most of an office, and of days before in the rest', () => {
    const start = Date.UTC(2025, 2, 4, 15) * 1000;
    const ages = officeOf(1, start, 300)
      .filter(({ background }) => background)
      .map((machine) => (start - machine.services.get('browser')!.startedAt) / DAY);
    const ofToday = ages.filter((age) => age < 0.5).length / ages.length;
    expect(ofToday).toBeGreaterThan(0.6);
    expect(ofToday).toBeLessThan(0.9);
    expect(Math.max(...ages)).toBeGreaterThan(2);
    expect(Math.max(...ages)).toBeLessThan(19);
  });
});
