import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FolderOptions, type Manifest, mergeParts, prepareRun, runFolder, shardFolder } from '../../src/engine/index.js';
import { readStory } from '../../src/scenarios/index.js';
import { SOUND_SITES } from '../scenarios/brokenSites.js';

const HOUR = 3_600_000_000;
const STORY = `${SOUND_SITES.replace('rotate: 24h', 'rotate: 10m')}background: { profile: office, lead: 1m, tail: 1m }\n`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-sites-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (text: string, duration: number, name: string, more: Partial<FolderOptions> = {}) => {
  const story = readStory(text, 'sites.yaml');
  return runFolder(story, prepareRun(story, { seed: 1, duration }), {
    folder: join(folder, name),
    formats: ['sysmon-winevt', 'falcon-fdr'],
    labels: 'scenario',
    splitByHost: false,
    wholeDigests: false,
    version: '1.2.3',
    story: 'sites.yaml',
    parameters: { start: '2026-03-10T09:00:00Z', workstations: 0, formats: ['sysmon-winevt', 'falcon-fdr'], labels: 'scenario' },
    command: 'wiretale run',
    ...more,
  });
};
const addressesOf = ({ hosts }: Manifest, id: string) => hosts.find((host) => host.id === id)!.addresses;

describe('the manifest of a story of sites', () => {
  it('lists all addresses that a host had, and every one of its records is from or to one of them', async () => {
    const { manifest } = await run(STORY, 2 * HOUR, 'out');
    const routed = addressesOf(manifest, 'desk').filter((text) => text.startsWith('2001:db8:20:1:'));
    // One that stays, and one for every six to ten minutes.
    expect(routed.length).toBeGreaterThanOrEqual(1 + 12);
    expect(routed.length).toBeLessThanOrEqual(1 + 22);
    expect(new Set(routed).size).toBe(routed.length);
    const { aid } = manifest.hosts.find(({ id }) => id === 'desk')!;
    const lines = (await readFile(join(folder, 'out', 'falcon-fdr.ndjson'), 'utf8')).trim().split('\n');
    const local = lines
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter((event) => event.aid === aid && event.LocalAddressIP6!.startsWith('2001:'))
      .map((event) => event.LocalAddressIP6!);
    expect(new Set(local).size).toBeGreaterThan(8);
    expect(local.filter((text) => !routed.includes(text))).toEqual([]);
  });

  it('knows whose the addresses in those of tunnels are', async () => {
    const { manifest } = await run(STORY, HOUR, 'out');
    expect(addressesOf(manifest, 'far').some((text) => text.startsWith('2001:0:'))).toBe(true);
    expect(addressesOf(manifest, 'linux').some((text) => text.startsWith('2002:'))).toBe(true);
    expect(manifest.outside).toEqual([]);
    // A Teredo client and a 6to4 network of somebody else.
    for (const [address, listed] of [
      ['2001:0:4136:e378:0:63bf:3fff:fdd2', ['2001:0:4136:e378:0:63bf:3fff:fdd2']],
      ['2001:0:c633:64fa:0:63bf:f7f7:f7f7', ['2001:0:c633:64fa:0:63bf:f7f7:f7f7']],
      ['2002:808:808:1:0:0:0:1', ['2002:808:808:1:0:0:0:1']],
      ['2001:0:c633:64fa:0:63bf:3fff:fdd2', []],
      ['2002:cb00:7107:1:0:0:0:1', []],
    ] as const) {
      const text = STORY.replace("six: { ipv6: '2001:db8:ffff::1' }", `six: { ipv6: '${address}' }`).replace(
        'steps:\n',
        'steps:\n  - { id: out, at: 1s, connect: { from: shell, to: six, port: 443 } }\n',
      );
      expect([address, (await run(text, HOUR, address)).manifest.outside]).toEqual([address, listed]);
    }
  }, 30_000);

  it('lists addresses up to the last record where nobody knows the end, in one run and in parts of it', async () => {
    const events = 4_000;
    const { manifest } = await run(STORY, Infinity, 'whole', { events });
    const last = Date.parse(manifest.range!.last) * 1000;
    const { temporaries, host } = prepareRun(readStory(STORY, 'x.yaml'), { seed: 1 }).plan.world.machineById.get('desk')!;
    const had = temporaries!.spans(Date.UTC(2026, 2, 10, 8, 59) * 1000, last).map(({ address }) => address.text);
    expect(addressesOf(manifest, 'desk')).toEqual([...Object.values(host.addresses).map(({ text }) => text), ...had]);
    for (const number of [1, 2, 3])
      await run(STORY, Infinity, join('parts', shardFolder({ number, of: 3 })), { events, shard: { number, of: 3 } });
    await mergeParts([join(folder, 'parts')], { out: join(folder, 'joined') });
    const [joined, whole] = await Promise.all(
      ['joined', 'whole'].map((name) => readFile(join(folder, name, 'manifest.json'), 'utf8')),
    );
    expect(joined).toBe(whole);
  }, 30_000);
});
