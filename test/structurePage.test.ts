import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SAMPLES = '../shared/samples/sysmon-event-3';
const hasSamples = existsSync(SAMPLES);
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
const FILES = ['structure.md', 'structure.svg'] as const;
const compare = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['scripts/compareStructure.mjs', ...args], { encoding: 'utf8' });

describe('the comparison of structure', () => {
  it.skipIf(!hasSamples)(
    `is what its script makes; if not, npm run compare:structure${hasSamples ? '' : ` (skipped: ${SAMPLES} is not here)`}`,
    { timeout: 300_000 },
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'wiretale-'));
      try {
        expect(compare('../shared/samples', '--out', folder)).toMatchObject({ status: 0, stderr: '' });
        for (const file of FILES) expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join('docs', file), 'utf8'));
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it('says what it needs where there are no samples', () => {
    const { status, stderr } = compare('nowhere');
    expect(status).toBe(2);
    expect(stderr).toBe(
      'The comparison needs the samples of real records, which are not part of the repository: there is no sysmon-event-3 in nowhere.\n',
    );
  });

  it('shows its plot', () => expect(readFileSync('docs/structure.md', 'utf8')).toContain('](structure.svg)'));

  it('has a plot of less than 60 KB', () => expect(readFileSync('docs/structure.svg').length).toBeLessThan(60_000));

  it.skipIf(!hasXmllint)(`has a plot that is well formed${hasXmllint ? '' : ' (skipped: xmllint is not installed)'}`, () => {
    expect(spawnSync('xmllint', ['--nonet', '--noout', 'docs/structure.svg'], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});
