import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alone, FolderInUseError } from '../../src/sinks/index.js';

describe.runIf(['linux', 'win32'].includes(process.platform))('work in a folder', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wiretale-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps others out while it lasts, by whatever name they call the folder', async () => {
    const out = join(folder, 'not', 'there', 'yet');
    const link = join(folder, 'link');
    const inside = await alone(out, async () => {
      symlinkSync(out, link);
      for (const name of [out, `${out}/../yet/`, link])
        await expect(alone(name, async () => 1)).rejects.toThrow(FolderInUseError);
      return alone(join(out, 'inner'), async () => alone(folder, async () => 'others are free'));
    });
    expect(inside).toBe('others are free');
    expect(await alone(link, async () => 'free again')).toBe('free again');
  });

  it('gives the folder back when it fails', async () => {
    const fails = async () => {
      throw new Error('no luck');
    };
    await expect(alone(folder, fails)).rejects.toThrow('no luck');
    expect(await alone(folder, async () => 2)).toBe(2);
  });
});
