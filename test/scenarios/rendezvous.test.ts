import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandomSource } from '../../src/random/randomSource.js';
import { rendezvous } from '../../src/scenarios/background/rendezvous.js';
import type { Machine } from '../../src/world/world.js';

const machine = (id: string) => ({ host: { id } }) as Machine;

it('a server more moves only the clients that it takes, and one less only those that it leaves', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/u), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(ids, fc.nat(), fc.nat(5), (servers, seed, place) => {
      const random = createRandomSource(seed);
      const all = servers.map(machine);
      const gone = all[place % all.length]!;
      const fewer = all.filter((server) => server !== gone);
      for (let client = 0; client < 20; client += 1) {
        const before = rendezvous(random, machine(`client-${client}`), all);
        if (before !== gone) expect(rendezvous(random, machine(`client-${client}`), fewer)).toBe(before);
      }
    }),
    { seed: 11, numRuns: 200 },
  );
});

it('every server gets clients', () => {
  const servers = ['one', 'two', 'three'].map(machine);
  const used = Array.from({ length: 100 }, (_, i) => rendezvous(createRandomSource(1), machine(`client-${i}`), servers)!.host.id);
  expect(new Set(used).size).toBe(3);
});
