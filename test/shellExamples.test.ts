import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTool } from './cli/memoryIo.js';
import { isBuilt } from './e2e/tool.js';
import { FILE, stories } from './support/tutorial.js';

/** Programs that are not ours, and why the examples have them. */
const OTHERS: Readonly<Record<string, string>> = {
  'npm ci': 'how to get here',
  'npm run build': 'how to get here',
  'npm run check': 'this test is a part of it',
  'jq .aid': 'takes our output',
  'zcat part-00000.gz': "hands over a file of the user's own",
};

/** Files of the user's own, which no example makes: what names one has to be understood, and to miss that file only. */
const USERS_OWN: Readonly<Record<string, string>> = {
  'falcon-fdr.ndjson': 'any file of that form',
  'part-*.gz': 'a feed as it was fetched',
  'sysmon-winlogbeat.ndjson': 'any file of that form',
  'ecs.ndjson': 'any file of that form',
};

/** What would take too long here, and what stands in its place. */
const SHORTER: Readonly<Record<string, string>> = { '1000000': '60000' };

/** The simple commands of a piece of shell, word by word; of quotes there are single ones only, which may hold line ends. */
function commandsIn(shell: string): string[][] {
  const commands: string[][] = [[]];
  let redirected = false;
  for (const [token] of shell.matchAll(/(?<=^|\s)#[^\n]*|&&|[|>\n]|(?:'[^']*'|[^\s'|>&])+/gmu)) {
    if (token.startsWith('#')) continue;
    if (token === '>') redirected = true;
    else if (/^(?:&&|[|\n])$/u.test(token)) commands.push([]);
    else if (redirected) redirected = false;
    else commands.at(-1)!.push(token.replaceAll("'", ''));
  }
  return commands.filter((words) => words.length > 0);
}

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`)
    .sort(),
];
const examplesOf = (page: string) => {
  const text = readFileSync(page, 'utf8');
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gsu)].map(([, block]) => block!);
  // In a sentence a command with arguments is an example, one without is a name.
  const inline = [...text.matchAll(/`(wiretale [^\s`]+ [^`\n]+)`/gu)].map(([, command]) => command!);
  return [...blocks, ...inline].flatMap(commandsIn);
};
/** Our tool's arguments, as users write them on a fresh clone or where it is installed; undefined for other programs. */
function ours(words: readonly string[]): readonly string[] | undefined {
  if (words[0] === 'wiretale') return words.slice(1);
  return words[0] === 'node' && words[1] === 'dist/bin/wiretale.js' ? words.slice(2) : undefined;
}
const found = pages.map((page) => ({ page, examples: examplesOf(page) })).filter(({ examples }) => examples.length > 0);

/** Names of files that a pattern of the shell stands for, or the pattern itself. */
function expanded(cwd: string, word: string): readonly string[] {
  if (!/^[\w./-]*\*[\w./*-]*$/u.test(word)) return [word];
  const pattern = new RegExp(`^${word.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`, 'u');
  const files = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((file) => pattern.test(file));
  return files.length > 0 ? files.sort() : [word];
}

describe('the examples of the shell', () => {
  it('are found, and all that is not our tool is known', () => {
    const all = found.flatMap(({ examples }) => examples);
    expect(all.filter(ours).length).toBeGreaterThan(25);
    const others = all.filter((words) => !ours(words)).map((words) => words.join(' '));
    expect([...new Set(others)].sort()).toEqual(Object.keys(OTHERS).sort());
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    for (const name of others.filter((other) => other.startsWith('npm run '))) expect(scripts).toHaveProperty(name.slice(8));
    const words = all.flat();
    expect(Object.keys({ ...USERS_OWN, ...SHORTER }).filter((word) => !words.includes(word))).toEqual([]);
  });
});

describe.each(found)('the examples of $page', ({ page, examples }) => {
  let cwd = '';
  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'wiretale-'));
    // What the README begins with, and the story that a page tells its readers to save.
    for (const story of ['psexec-lateral-movement', 'ipv6-beaconing']) await runTool(['run', story], { cwd });
    const [, yaml] = /```yaml\n(.*?)```/su.exec(readFileSync(page, 'utf8')) ?? [];
    if (yaml) writeFileSync(join(cwd, 'first.yaml'), yaml);
    writeFileSync(join(cwd, FILE), JSON.stringify(stories.at(-1)));
    const [, script] = /```js\n(.*?)```/su.exec(readFileSync('docs/scripts.md', 'utf8'))!;
    writeFileSync(join(cwd, 'calls.mjs'), script!);
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  // What threads run is there once the tool is built.
  const runnable = examples.filter((words) => isBuilt || !words.some((word) => word.startsWith('all/')));
  it.each(runnable.flatMap((words) => (ours(words) ? [[words.join(' '), ours(words)!] as const] : [])))(
    '%s',
    async (_, words) => {
      const argv = words.flatMap((word) => expanded(cwd, SHORTER[word] ?? word));
      const missing = words.filter((word) => word in USERS_OWN);
      const { code, stdout, stderr } = await runTool(argv, { cwd });
      if (missing.length > 0) {
        expect([code, stderr]).toEqual([74, expect.stringContaining(missing[0]!)]);
        return;
      }
      expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
      const writes = ['run', 'merge'].includes(argv[0]!) || argv[1] === 'init';
      const toFolder = writes && !argv.includes('-') && !argv.includes('--help');
      const fromNobody = argv[0] === 'query' && argv.includes('-');
      // What is sound leaves nothing to say on stdout, unless a report has a form to keep to.
      const soundData = argv[0] === 'validate' && !argv.some((word) => ['--report', '--checks', '-'].includes(word));
      expect(stdout === '').toBe(toFolder || fromNobody || soundData);
      if (toFolder && argv[0] === 'run') expect(stderr).toContain('again: wiretale run');
    },
  );
});
