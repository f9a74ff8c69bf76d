import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatIssue, validateFiles } from '../../src/validate/index.js';
import '../../src/vitest/index.js';
import { runTool } from '../cli/memoryIo.js';

const PAGE = new URL('../../docs/validating.md', import.meta.url);
const README = new URL('../../README.md', import.meta.url);

/** The Falcon record of the README, which is one line, wrapped for reading. */
const record = /```json\n(.*?)```/su.exec(readFileSync(README, 'utf8'))![1]!.replaceAll('\n', '');
const cwd = mkdtempSync(join(tmpdir(), 'wiretale-page-'));
afterAll(() => rmSync(cwd, { recursive: true }));
const broken = record.replace('"RemotePort":"443"', '"RemotePort":"70443"');
writeFileSync(join(cwd, 'broken.ndjson'), `${broken}\n`);

const page = readFileSync(PAGE, 'utf8');
const JQ = " | jq -c '.runs[0].results[0].locations[0]'";

/** What the page shows of a command: of reports only the report. */
async function shown(command: string): Promise<string> {
  const { stdout, stderr } = await runTool(command.replace(JQ, '').split(' ').slice(1), { cwd });
  if (!command.endsWith(JQ)) return command.includes('--report') ? stdout : stdout + stderr;
  const [{ results }] = (JSON.parse(stdout) as { runs: [{ results: { locations: unknown[] }[] }] }).runs;
  return `${JSON.stringify(results[0]!.locations[0])}\n`;
}

const samples = Array.from(
  page.matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/gu),
  ([, command, output]) => [command!, output!] as const,
);

describe('docs/validating.md', () => {
  it('has a sample of every report; UPDATE_DOCS=1 writes them', async () => {
    expect(samples.map(([command]) => /--report (\w+)/u.exec(command)?.[1] ?? 'text').sort()).toEqual(
      ['text', 'summary', 'json', 'junit', 'sarif', 'github'].sort(),
    );
    if (process.env.UPDATE_DOCS !== '1') return;
    let written = page;
    for (const [command, output] of samples) {
      const now = await shown(command);
      written = written.replace(`$ ${command}\n${output}\`\`\``, () => `$ ${command}\n${now}\`\`\``);
    }
    writeFileSync(PAGE, written);
  });

  it.each(samples)('%s shows what the page says', async (command, output) => expect(await shown(command)).toBe(output));

  it('shows what a matcher says', () => {
    const message = (assertion: () => void) => {
      try {
        assertion();
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    const [, sample] = /```text\n(expected [\s\S]*?)```/u.exec(page)!;
    const start = sample!.replace(/ \.\.\.\n$/u, '');
    expect(message(() => expect(broken).toBeNetworkConnectIp6()).slice(0, start.length)).toBe(start);
  });

  const [matchers, library] = Array.from(page.matchAll(/```ts\n([\s\S]*?)```/gu), ([, code]) =>
    code!.replace(/^import .*\n/gmu, ''),
  );

  it('has an example of the matchers that passes', () => {
    const names: string[] = [];
    const test = (name: string, body: () => void) => {
      names.push(name);
      body();
    };
    new Function('expect', 'it', 'exportConnection', matchers!)(expect, test, () => record);
    expect(names).toEqual(['writes what the sensor would']);
  });

  it('has an example of the library that runs', async () => {
    const lines: unknown[][] = [];
    const inFolder = (paths: string[], options: object) =>
      validateFiles(
        paths.map((path) => join(cwd, path)),
        options,
      );
    writeFileSync(join(cwd, 'falcon-fdr.ndjson'), broken);
    const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as FunctionConstructor;
    const log = { log: (...values: unknown[]) => lines.push(values) };
    await new AsyncFunction('formatIssue', 'validateFiles', 'console', library!)(formatIssue, inFolder, log);
    expect(lines).toEqual([[expect.stringContaining('received "70443"')], [1, []]]);
  });
});
