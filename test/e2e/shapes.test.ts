import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadStory } from '../../src/scenarios/index.js';
import { runForm } from '../support/runForms.js';
import { isBuilt, runBuilt } from './tool.js';

const everyPlatform = readFileSync(join(import.meta.dirname, '../forms/every-platform.yaml'), 'utf8');

/** The tool has shapes of events that its build has cut; the library has xmlbuilder2 write them. */
describe.skipIf(!isBuilt)('events of the built tool (run npm run build first)', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wiretale-shapes-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['sysmon-winevt', 'looked up'],
    ['sysmon-winevt', 'empty'],
    ['sysmon-viewer', 'looked up'],
    ['sysmon-viewer', 'empty'],
  ] as const)('are those of the library: %s, every platform and era, names %s', async (format, names) => {
    const text = names === 'empty' ? everyPlatform.replaceAll('dnsLookup: true', 'dnsLookup: false') : everyPlatform;
    const story = join(folder, 'story.yaml');
    await writeFile(story, text);
    const { code, stdout } = await runBuilt(['run', story, '--format', format, '--out', '-']);
    const records = await runForm(await loadStory(story), format);
    expect(records.length).toBeGreaterThan(4);
    expect([code, stdout]).toEqual([0, records.map((record) => `${record}\n`).join('')]);
  });
});
