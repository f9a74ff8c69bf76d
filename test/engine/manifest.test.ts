import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FolderOptions, type Manifest, prepareRun, runFolder } from '../../src/engine/index.js';
import { readStory } from '../../src/scenarios/index.js';
import { runTool } from '../cli/memoryIo.js';

const STORY = `id: small
title: A small story
start: 2026-05-04T07:30:00Z
include: [hosts.yaml]
parameters:
  port: { type: port, default: 443 }
  quiet: { type: boolean, default: true }
world:
  outside: { shop: { ipv4: 203.0.113.9 } }
processes:
  script: { host: desk, user: clerk, image: 'C:\\script.exe', start: 0s }
steps:
  - id: fetch
    at: 1s
    connect: { from: script, to: shop, port: "\${port}" }
`;
const HOSTS = 'world: { domain: { dns: corp.example }, hosts: { desk: {} }, users: { clerk: {} } }\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiretale-manifest-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(hosts = HOSTS, more: Partial<FolderOptions> = {}): Promise<Manifest> {
  const story = readStory(STORY, 'small.yaml', {}, new Map([['hosts.yaml', hosts]]));
  const { manifest } = await runFolder(story, prepareRun(story, { seed: 1 }), {
    folder: join(folder, 'out'),
    formats: ['sysmon-winevt'],
    labels: 'scenario',
    splitByHost: false,
    wholeDigests: false,
    version: '1.2.3',
    story: 'small.yaml',
    parameters: { start: '2026-05-04T07:30:00Z', workstations: 0, formats: ['sysmon-winevt'], labels: 'scenario' },
    command: 'wiretale run',
    ...more,
  });
  return manifest;
}

describe('a manifest', () => {
  it('has the digest of all files of a story: a change of any is another story', async () => {
    const { scenario } = await run();
    expect(scenario.sha256).toBe(sha256(`${sha256(STORY)}\n${sha256(HOSTS)}\n`));
    const other = await run(HOSTS.replace('clerk: {}', 'clerk: { name: clerk }').concat('# Another\n'));
    expect(other.scenario.sha256).not.toBe(scenario.sha256);
    await expect(run(HOSTS, { resume: true })).rejects.toThrow('has another run: expected story');
  });

  it('has the values of parameters: other ones make another run', async () => {
    const parameters = { start: '2026-05-04T07:30:00Z', workstations: 0, formats: ['sysmon-winevt'], labels: 'scenario' };
    await run(HOSTS, { parameters: { ...parameters, set: { port: 443, quiet: true } } });
    await expect(run(HOSTS, { parameters: { ...parameters, set: { port: 8443, quiet: true } }, resume: true })).rejects.toThrow(
      'has another run: expected --set port 8443, received 443',
    );
  });

  it('of the command line has them too', async () => {
    await writeFile(join(folder, 'small.yaml'), STORY);
    await writeFile(join(folder, 'hosts.yaml'), HOSTS);
    const { code, stdout, stderr } = await runTool(['run', './small.yaml', '--json'], { cwd: folder });
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    const { parameters, scenario } = JSON.parse(stdout) as Manifest;
    expect(parameters.set).toEqual({ port: 443, quiet: true });
    expect(scenario.sha256).toBe(sha256(`${sha256(STORY)}\n${sha256(HOSTS)}\n`));
  });
});
