import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS, type FormatId, prepareRun } from '../src/engine/index.js';
import { loadStory, readStory } from '../src/scenarios/index.js';
import { validateNetworkConnectIp6, validateSysmonEvent3 } from '../src/validate/index.js';
import { runTool } from './cli/memoryIo.js';
import { runStory } from './support/runStory.js';

const blocks = (file: string, language: string) =>
  [...readFileSync(file, 'utf8').matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'gu'))].map(([, text]) => text!);
/** The samples are one line each, wrapped for reading. */
const unwrapped = (text: string) => text.replace(/\n(?=[ <"])/gu, '').trim();

describe('docs', () => {
  it('the story of the guide can be told', () => {
    const [story] = blocks('docs/writing-a-story.md', 'yaml');
    const { plan } = prepareRun(readStory(story!, 'first.yaml'), { seed: 1 });
    expect(plan.steps.map(({ id }) => id)).toEqual(['lookup', 'fetch']);
  });

  it('the guide shows what check and preview say of its story', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wiretale-'));
    const [story] = blocks('docs/writing-a-story.md', 'yaml');
    const [mistake, picture] = blocks('docs/writing-a-story.md', 'text');
    writeFileSync(join(cwd, 'first.yaml'), story!);
    expect((await runTool(['preview', './first.yaml'], { cwd })).stdout).toContain(`\n\n${picture}\nwould write\n`);
    writeFileSync(join(cwd, 'first.yaml'), story!.replace('to: shop', 'to: shp'));
    expect((await runTool(['scenarios', 'check', './first.yaml'], { cwd })).stderr).toBe(mistake);
    rmSync(cwd, { recursive: true });
  });

  it('the samples of the README pass our validator', () => {
    const [xml] = blocks('README.md', 'xml');
    const [json] = blocks('README.md', 'json');
    expect(validateSysmonEvent3(unwrapped(xml!))).toEqual([]);
    expect(validateNetworkConnectIp6(unwrapped(json!))).toEqual([]);
  });

  it('the README shows what the library stories give for seed 1', async () => {
    const psexec = await runStory(await loadStory('scenarios/psexec-lateral-movement.yaml'));
    const beacons = await runStory(await loadStory('scenarios/ipv6-beaconing.yaml'));
    expect(psexec.winevt).toContain(unwrapped(blocks('README.md', 'xml')[0]!));
    expect(beacons.fdr).toContain(unwrapped(blocks('README.md', 'json')[0]!));
    const [summary] = blocks('README.md', 'text');
    expect(summary).toContain(`${psexec.winevt.length + psexec.fdr.length} records, seed 1`);
    expect(summary).toContain(`sysmon-winevt.xml  ${psexec.winevt.length} records`);
    expect(summary).toContain(`falcon-fdr.ndjson  ${psexec.fdr.length} records`);
  });

  /** The command of a page of fields, and what it shows of what the command gives; wrapped for reading, but for Event Viewer's. */
  const samples = FORMAT_IDS.flatMap((id) => {
    const page = readFileSync(`docs/fields/${id}.md`, 'utf8');
    const match = /```sh\nwiretale ([^\n]+)\n```\n\n(?:One line, wrapped here:\n\n)?```(?:json|xml)\n(.*?)\n```/su.exec(page);
    if (!match) return [];
    const [, command, text] = match;
    return [{ id, argv: command!.split(' '), sample: id === 'sysmon-viewer' ? text! : text!.replaceAll('\n', '') }];
  });

  it('has samples of all forms but those that the README shows, and ECS', () => {
    // The Linux line in sysmon-winevt.md is of a story that is not in the library.
    const others: readonly FormatId[] = ['sysmon-winevt', 'falcon-fdr', 'ecs'];
    expect(samples.map(({ id }) => id)).toEqual(FORMAT_IDS.filter((id) => !others.includes(id)));
  });

  it.each(samples)('the sample of $id is what the command above it gives', ({ argv, sample }) => isGiven(argv, sample));

  async function isGiven(argv: readonly string[], sample: string): Promise<void> {
    const { code, stdout } = await runTool(argv);
    expect(code).toBe(0);
    // Of a run that has it not, the record that begins as it does says enough.
    const beginning = sample.slice(0, 50);
    const nearest = stdout.includes(`${sample}\n`) ? sample : stdout.split('\n').find((line) => line.startsWith(beginning));
    expect(nearest).toBe(sample);
  }

  const pages = [
    'README.md',
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/${file}`),
  ];
  it.each(pages)('%s links to files that are there', (page) => {
    const folder = page.slice(0, page.lastIndexOf('/') + 1);
    const targets = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)/gu)].map(
      ([, target]) => `./${folder}${target}`,
    );
    expect(targets.filter((target) => !existsSync(target))).toEqual([]);
  });
});
