import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Capture, validateFiles } from '../../src/validate/index.js';
import { nthConnect, nthEvent, processStart } from './streams.js';

const folder = mkdtempSync(join(tmpdir(), 'wiretale-captures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, ...records: string[]): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, records.join('\n'));
  return path;
}

async function found(paths: string[], capture?: Capture): Promise<string[]> {
  const issues: string[] = [];
  for await (const issue of validateFiles(paths, { capture })) {
    issues.push(`${issue.check} ${issue.file?.slice(folder.length + 1)}:${issue.line ?? ''}`);
  }
  return issues;
}

describe('a capture', () => {
  const late = file('one/late.xml', nthEvent(3));
  const early = file('one/early.xml', nthEvent(1));
  const elsewhere = file('two/early.xml', nthEvent(0));
  const back = ['sysmon3/stream-record-id', 'sysmon3/stream-time'];

  it('is a file, unless it is said what else', async () => {
    expect(await found([late, early, elsewhere])).toEqual([]);
    expect(await found([late, early, elsewhere], 'file')).toEqual([]);
  });

  it('can be a folder: its files are compared in the order given', async () => {
    const issues = back.map((check) => `${check} one/early.xml:1`);
    expect(await found([late, elsewhere, early], 'folder')).toEqual(issues);
    expect(await found([early, elsewhere, late], 'folder')).toEqual([]);
  });

  it('can be all that is given', async () => {
    const issues = back.map((check) => `${check} one/early.xml:1`);
    expect(await found([elsewhere, late, early], 'all')).toEqual(issues);
    expect(await found([late, early, elsewhere], 'all')).toEqual(['sysmon3/stream-newest-first two/early.xml:']);
  });

  it('knows a process that another file of it began', async () => {
    const starts = file('batch/part-00000', processStart);
    const connects = file('batch/part-00001', nthConnect(0, { ContextTimeStamp: '1709633699.999' }));
    const notes = ['input/not-checked batch/part-00000:1'];
    expect(await found([starts, connects])).toEqual(notes);
    expect(await found([starts, connects], 'folder')).toEqual([...notes, 'falcon-ip6/stream-process-life batch/part-00001:1']);
  });

  it('says what only shows at its end when its last file has ended', async () => {
    const starts = file('lost/part-00000', processStart.replace('"TargetProcessId":"', '"TargetProcessId":"9'));
    const connects = file('lost/part-00001', nthConnect(0));
    const more = file('lost/part-00002', nthConnect(1));
    const missing = (await found([starts, connects, more], 'all')).filter((issue) => issue.includes('process-missing'));
    expect(missing).toEqual(['falcon-ip6/stream-process-missing lost/part-00002:']);
  });
});
