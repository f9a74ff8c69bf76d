import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { type Round, watchStory } from '../../src/cli/watchStory.js';
import { StoryError } from '../../src/scenarios/storyError.js';
import { runTool } from './memoryIo.js';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wiretale-'));
  file = join(folder, 'story.yaml');
  writeFileSync(file, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const broken = () =>
  new StoryError([{ code: 'MISSING', file: 'story.yaml', path: 'id', expected: 'an id', received: 'nothing' }]);
const sound = (records: number, steps: Record<string, number> = {}, included: readonly string[] = []): Round => ({
  records,
  steps,
  included,
});

/**
 * Watches a story of which nothing is read: each round gives or throws the next of `rounds`, after which the next of `changes` are heard.
 * It is interrupted where there are none left.
 */
async function watched(
  rounds: readonly (Round | Error)[],
  changes: readonly (readonly (string | null | Error)[])[],
  at = file,
  calm: (hear: (name: string) => void) => void = () => undefined,
) {
  const stop = new AbortController();
  const heard: ((name: string | null) => void)[] = [];
  let failed: (error: Error) => void = () => undefined;
  const folders: string[] = [];
  const asked: boolean[] = [];
  let said = '';
  let closed = 0;
  const write = (text: string) => {
    said += text;
  };
  const io = { stderr: { write }, signal: stop.signal, env: {} } as unknown as Io;
  const round = async (again: boolean) => {
    const n = asked.length;
    asked.push(again);
    // Heard while the round is under way, or after it: it must make no difference.
    const change = () => {
      const names = changes[n];
      if (!names) stop.abort();
      for (const name of names ?? []) for (const hear of heard) name instanceof Error ? failed(name) : hear(name);
    };
    if (n % 2 === 0) change();
    else setImmediate(change);
    const result = rounds[n]!;
    if (result instanceof Error) throw result;
    return result;
  };
  let clock = 0;
  const outcome = await watchStory(at, round, io, {
    watchFolder: (place, changed, fail) => {
      folders.push(place);
      heard.push(changed);
      failed = fail;
      return {
        close: () => {
          closed += 1;
        },
      };
    },
    pause: async () => calm(heard[0]!),
    now: () => {
      clock += 125;
      return clock;
    },
  }).catch((error: unknown) => error);
  return { outcome, said, asked, folders, closed };
}

describe('a story that is watched', () => {
  it('is run again whenever it changes, and each round says in one line what is different', async () => {
    const { outcome, said, asked, folders, closed } = await watched(
      [sound(10, { a: 4, b: 6 }), sound(13, { a: 4, b: 9 }), sound(13, { a: 4, b: 9 }), sound(9, { a: 9 })],
      [['story.yaml'], ['story.yaml', 'story.yaml'], ['story.yaml']],
    );
    expect(outcome).toMatchObject({ name: 'AbortError' });
    expect(said).toBe(
      'watching story.yaml; Ctrl-C ends it\n' +
        'story.yaml changed: 13 records (3 more), b 6 -> 9, 0.13 s\n' +
        'story.yaml changed: 13 records (as many as before), 0.13 s\n' +
        'story.yaml changed: 9 records (4 fewer), a 4 -> 9, b 9 -> 0, 0.13 s\n',
    );
    expect(asked).toEqual([false, true, true, true]);
    expect([folders, closed]).toEqual([[folder], 1]);
  });

  it('goes on where it is broken for a while, and keeps what was written', async () => {
    const { said, asked } = await watched(
      [sound(10), broken(), new Error('EIO'), sound(10)],
      [['story.yaml'], ['story.yaml'], ['story.yaml']],
    );
    expect(said.split('\n')).toEqual([
      'watching story.yaml; Ctrl-C ends it',
      'story.yaml: id: expected an id, received nothing',
      'what was written before is still there',
      'internal error: Error: EIO (WIRETALE_DEBUG=1 shows where)',
      'story.yaml changed: 10 records (as many as before), 0.13 s',
      '',
    ]);
    expect(asked).toEqual([false, true, true, true]);
  });

  it('ends where another folder is in the place of the one that it watches: of that it would hear nothing', async () => {
    const moved = `${folder}-moved`;
    let calls = 0;
    const { outcome } = await watched([sound(10), sound(10)], [[basename(folder)]], file, () => {
      if (calls++ > 0) return;
      renameSync(folder, moved);
      mkdirSync(folder);
      writeFileSync(file, '');
    });
    expect(outcome).toMatchObject({ code: 'ESTALE', path: folder });
    rmSync(moved, { recursive: true });
  });

  it('waits until a burst of changes is over, but not for ever', async () => {
    let events = 3;
    const burst = await watched([sound(1), sound(2)], [['story.yaml']], file, (hear) => {
      if (events-- > 0) hear('story.yaml');
    });
    expect([burst.asked.length, events]).toEqual([2, -1]);
    const endless = await watched([sound(1, {}, ['log.yaml']), sound(2)], [['story.yaml']], file, (hear) => hear('log.yaml'));
    expect(endless.said).toContain('log.yaml, story.yaml changed: 2 records');
  });

  it('may be broken when the watching begins', async () => {
    const { said, asked } = await watched([broken(), sound(3)], [['story.yaml']]);
    expect(said).toBe('story.yaml: id: expected an id, received nothing\nwatching story.yaml; Ctrl-C ends it\n');
    expect(asked).toEqual([false, false]);
  });

  it('is not waited for where the command line is wrong', async () => {
    const { outcome, said, closed } = await watched([new Error('no')], []);
    expect(outcome).toEqual(new Error('no'));
    expect([said, closed]).toEqual(['', 1]);
  });

  it('hears of the files that it includes, of others only while it cannot be read', async () => {
    const others = ['other.yaml', 'wiretale-out', 'story.yaml~', '4913'];
    const included = await watched([sound(1, {}, ['world.yaml']), sound(2), sound(3)], [['world.yaml'], ['story.yaml']]);
    expect(included.said).toContain('world.yaml changed: 2 records (1 more)');
    const lacking = await watched([broken(), sound(2)], [['other.yaml']]);
    expect(lacking.asked).toHaveLength(2);
    const deaf = await watched([sound(1), sound(2)], [[...others, 'story.yaml']]);
    expect(deaf.said).toContain('\nstory.yaml changed: 2');
  });

  it('takes a system that does not say what changed at its word', async () =>
    expect((await watched([sound(1), sound(2)], [[null]])).said).toContain('story.yaml changed: 2 records'));

  it('is heard of where a link leads to it', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'wiretale-'));
    writeFileSync(join(elsewhere, 'real.yaml'), '');
    symlinkSync(join(elsewhere, 'real.yaml'), join(folder, 'link.yaml'));
    const { folders, said } = await watched([sound(1), sound(2)], [['real.yaml']], join(folder, 'link.yaml'));
    expect(folders).toEqual([folder, elsewhere]);
    expect(said).toContain('real.yaml changed: 2 records');
    rmSync(elsewhere, { recursive: true });
  });

  it('ends where its folder is gone, or cannot be watched any more', async () => {
    const gone = await watched([sound(1), broken()], [['x.yaml']], join(dirname(folder), 'never-there', 'x.yaml'));
    expect(gone.outcome).toMatchObject({ code: 'ENOENT' });
    const deaf = await watched([sound(1)], [[new Error('too many watches')]]);
    expect([deaf.outcome, deaf.closed]).toEqual([new Error('too many watches'), 1]);
  });
});

describe('run --watch', () => {
  it.each([
    [['--out', '-', '--format', 'ecs'], '--out -: what went to stdout cannot be written again'],
    [['--shard', '1/2'], '--shard: a part of a run is joined with its others'],
    [['--resume'], '--resume: each round is a run of its own'],
    [['--json'], '--json: each round has a manifest of its own'],
  ])('is refused with %j', async (argv, reason) =>
    expect(await runTool(['run', 'psexec-lateral-movement', '--watch', ...argv], { cwd: folder })).toEqual({
      code: 2,
      stdout: '',
      stderr: `--watch: expected without ${reason}\n`,
    }),
  );
});
