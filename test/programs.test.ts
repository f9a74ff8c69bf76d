import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeOf, PROGRAMS } from '../scripts/buildPrograms.mjs';

describe.each(PROGRAMS)('the program in $file', (program) => {
  it('is what assembly/ says: else run npm run build:programs', async () => {
    expect(await codeOf(program)).toBe(readFileSync(program.file, 'utf8'));
  }, 60_000);
});
