import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe.skipIf(!existsSync('dist/bin/wiretale.js'))('a day of 50 hosts (run npm run build first)', () => {
  it('has the base rates of real hosts, and docs/background.md says so: node scripts/compareBackground.mjs --write writes it', () => {
    // Ends with 1 where a share or a quartile is out of bounds.
    const table = execFileSync(process.execPath, ['scripts/compareBackground.mjs'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(readFileSync('docs/background.md', 'utf8')).toContain(`\n\n${table}`);
  });
});
