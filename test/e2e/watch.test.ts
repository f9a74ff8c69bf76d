import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isBuilt, TOOL } from './tool.js';

const story = (port: number) => `
id: watched
title: Watched
start: 2026-01-01T00:00:00Z
include: [world.yaml]
steps: [{ id: one, at: 1s, connect: { from: a/System, to: b, port: ${port} } }]
`;
const WORLD = 'world: { hosts: { a: {}, b: { role: server } } }\n';

it.skipIf(!isBuilt)(
  'run --watch writes again when a file is saved in whatever way, until Ctrl-C (run npm run build first)',
  async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'wiretale-'));
    const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
    write('story.yaml', story(445));
    write('world.yaml', WORLD);
    const child = spawn(process.execPath, [TOOL, 'run', './story.yaml', '--watch', '--out', 'out'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let heard: () => void = () => undefined;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      heard();
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    /** What is said from now on, up to such a line. */
    const until = (line: RegExp) =>
      new Promise<void>((resolve, reject) => {
        heard = () => {
          if (!line.test(said)) return;
          said = '';
          resolve();
        };
        void ended.then(() => reject(new Error(said)));
        heard();
      });
    const port = () => /DestinationPort'>(\d+)/u.exec(readFileSync(join(cwd, 'out/sysmon-winevt.xml'), 'utf8'))![1];
    try {
      await until(/watching story\.yaml/u);
      expect(port()).toBe('445');
      // As editors save that are afraid of losing something.
      write('story.yaml.tmp', story(139));
      renameSync(join(cwd, 'story.yaml.tmp'), join(cwd, 'story.yaml'));
      await until(/^story\.yaml changed: \d+ records.* s\n/mu);
      expect(port()).toBe('139');
      write('story.yaml', story(70_000));
      await until(/story\.yaml:6:\d+: .*port.*received "70000"[\s\S]*still there/u);
      expect(port()).toBe('139');
      write('story.yaml', story(5985));
      await until(/^story\.yaml changed: /mu);
      expect(port()).toBe('5985');
      write('world.yaml', WORLD.replace('{}', '{ os: windows-10 }'));
      await until(/^world\.yaml changed: /mu);
      child.kill('SIGINT');
      expect(await ended).toBe(130);
      expect(said).toContain('interrupted');
    } finally {
      child.kill('SIGKILL');
      rmSync(cwd, { recursive: true, force: true });
    }
  },
);
