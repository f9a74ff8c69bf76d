import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../src/engine/index.js';
import { readStory, StoryError } from '../../src/scenarios/index.js';
import { BROKEN_SITES, BROKEN_WAYS, SOUND_SITES } from './brokenSites.js';
import { markedStory } from './markedStory.js';
import { problemsOf } from './problemsOf.js';

/** What is found when a story is made ready to run. */
const foundIn = (text: string, options: { readonly seed: number; readonly duration?: number } = { seed: 1 }) => {
  try {
    prepareRun(readStory(text, 'story.yaml'), options);
    return [];
  } catch (error) {
    if (error instanceof StoryError) return error.problems;
    throw error;
  }
};

describe('a story of several sites', () => {
  it('is read and told', () => expect(foundIn(SOUND_SITES)).toEqual([]));

  describe.each(Object.entries(BROKEN_SITES))('with a mistake: %s', (_, cases) => {
    it.each(cases)('%j -> %j: %s %s', (original, replacement, path, code) => {
      const { text, place } = markedStory(SOUND_SITES, original, replacement);
      expect(problemsOf(text)).toMatchObject([{ path, code, ...place }]);
    });
  });

  it.each(BROKEN_WAYS)('with a way that is none: %j -> %j: %s %s', (original, replacement, path, code) => {
    const { text, place } = markedStory(SOUND_SITES, original, replacement);
    for (const seed of [1, 2, 3]) expect(foundIn(text, { seed })).toMatchObject([{ path, code, ...place }]);
  });

  it('refuses a site for hosts of a world that has but one', () => {
    const small = (sites: string) =>
      `id: one\ntitle: One site\nstart: 2026-03-10T09:00:00Z\nworld: {${sites} hosts: { desk: { site: berlin } } }\n`;
    for (const sites of ['', ' site: {},'])
      expect(problemsOf(small(sites))).toMatchObject([
        { path: 'world.hosts.desk.site', code: 'INCONSISTENT', cure: 'give the world sites' },
      ]);
    expect(problemsOf(small(' sites: {},'))).toMatchObject([{ path: 'world.sites' }, { path: 'world.hosts.desk.site' }]);
    expect(problemsOf(small(' sites: { berlin: {} },'))).toEqual([]);
  });

  it('says where a subnet has no room', () => {
    const text = SOUND_SITES.replace('racks: 10.20.2.0/24', 'racks: 10.20.2.0/30').replace(
      'veteran: {',
      'three: { subnet: racks, count: 3 }\n    veteran: {',
    );
    expect(foundIn(text)).toMatchObject([{ path: 'world.sites.berlin.subnets.racks', code: 'INCONSISTENT', line: 10 }]);
    expect(foundIn(text.replace('count: 3', 'count: 1'))).toEqual([]);
  });

  it('reaches link-local addresses on their own link only', () => {
    const pinned = SOUND_SITES.replace('files: { role: server,', "files: { role: server, addresses: { linkLocal: 'fe80::77' },");
    const to = "to: 'fe80::77', port: 445 }";
    expect(foundIn(pinned.replace('to: files, port: 445 }', to))).toMatchObject([
      { path: 'steps[0] "copy".connect.to', code: 'INCONSISTENT' },
    ]);
    expect(
      foundIn(
        pinned.replace('subnet: desks, addresses: { ipv4: 10.20.1.7 }', 'site: lyon').replace('to: files, port: 445 }', to),
      ),
    ).toEqual([]);
  });

  it('has at most a hundred sites, and a thousand subnets in each', () => {
    const sites = Array.from({ length: 101 }, (_, n) => `    s${n}: {}\n`).join('');
    const crowd = SOUND_SITES.replace('    lyon:', `${sites}    lyon:`);
    expect(problemsOf(crowd)).toMatchObject([{ path: 'world.sites', code: 'TOO_LARGE' }]);
    const subnets = Array.from({ length: 1001 }, (_, n) => `n${n}: 10.20.${100 + (n >> 4)}.${(n & 15) * 16}/28`).join(', ');
    const cut = SOUND_SITES.replace('racks:', `${subnets}, racks:`);
    expect(problemsOf(cut)).toMatchObject([{ path: 'world.sites.berlin.subnets', code: 'TOO_LARGE' }]);
  });

  it('finds a network for each of a hundred', () => {
    const sites = Array.from({ length: 92 }, (_, n) => `    s${n}: { ipv6: { plan: ula } }\n`).join('');
    const { sites: all } = prepareRun(readStory(SOUND_SITES.replace('    lyon:', `${sites}    lyon:`), 'x.yaml'), { seed: 3 })
      .plan.world;
    expect(new Set(all.map(({ ipv4 }) => ipv4)).size).toBe(100);
    expect(new Set(all.map(({ publicAddress }) => publicAddress.text)).size).toBe(100);
  });

  it('says where no network is left', () => {
    const text = SOUND_SITES.replace('10.20.0.0/16', '10.0.0.0/8').replace('10.30.0.0/16', '172.20.0.0/16');
    expect(foundIn(text)).toMatchObject([{ path: 'world.sites.oslo', code: 'INCONSISTENT' }]);
  });
});

describe('addresses that change', () => {
  const story = `${SOUND_SITES.replace('rotate: 24h', 'rotate: 10m')}background: { profile: office, lead: 1m, tail: 1m }\n`;
  const HOUR = 3_600_000_000;

  it('are at most two hundred for a host in one run', () => {
    expect(foundIn(story, { seed: 1, duration: 26 * HOUR })).toEqual([]);
    expect(foundIn(story, { seed: 1, duration: 27 * HOUR })).toMatchObject([
      { path: 'world.sites.berlin.ipv6.rotate', code: 'TOO_LARGE' },
    ]);
    expect(foundIn(story.replace('lead: 1m', 'lead: 27h'), { seed: 1 })).toMatchObject([{ code: 'TOO_LARGE' }]);
  });

  it('end with the last in a run without an end', () => {
    const { world, flows } = prepareRun(readStory(story, 'x.yaml'), { seed: 1, duration: Infinity }).plan;
    const { temporaries, host } = world.machineById.get('desk')!;
    const used = new Set(
      [...flows].filter(({ initiator }) => initiator.host === host).map(({ initiator }) => initiator.address.text),
    );
    expect(used.size).toBeGreaterThan(200);
    const late = Date.UTC(2027, 0, 1) * 1000;
    expect(used).toContain(temporaries!.at(late).text);
    expect(temporaries!.at(late + 1000 * HOUR)).toBe(temporaries!.at(late));
  });
});
