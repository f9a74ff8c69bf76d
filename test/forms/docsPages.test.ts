import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FORMAT_IDS } from '../../src/generators/index.js';

it.each(FORMAT_IDS)('%s has a page about its fields, named after it', (id) => {
  const page = `docs/fields/${id}.md`;
  expect(existsSync(page), page).toBe(true);
  expect(readFileSync(page, 'utf8')).toContain(id);
});
