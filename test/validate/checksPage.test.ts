import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checksById, validateText } from '../../src/validate/index.js';
import { checksPage } from './checksPage.js';
import { falconFaults } from './falconFaults.js';
import { streamFaults } from './streams.js';
import { sysmonFaults } from './sysmonFaults.js';

const PAGE = new URL('../../docs/checks.md', import.meta.url);

describe('docs/checks.md', () => {
  it('is what the tables of checks say; UPDATE_DOCS=1 writes it', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, checksPage());
    expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(checksPage());
  });

  it('has the anchor of every issue', () => {
    const page = checksPage();
    const { issues } = validateText('<Event></Event>');
    for (const { source } of issues) expect(page).toContain(`<a id="${source.split('#')[1]}">`);
  });
});

describe('the tables of checks', () => {
  const planted = new Set([...sysmonFaults, ...falconFaults, ...streamFaults].map(({ check }) => check));

  it.each(Object.keys(checksById).filter((id) => !id.startsWith('input/')))('a fault is planted for %s', (id) =>
    expect(planted).toContain(id),
  );

  it('lenient is nowhere stricter than strict', () => {
    const weight = { error: 2, warning: 1, note: 0 };
    for (const { strict, lenient } of Object.values(checksById)) expect(weight[lenient]).toBeLessThanOrEqual(weight[strict]);
  });

  it('every demand and every basis is a sentence', () => {
    for (const { demand, basis } of Object.values(checksById)) for (const text of [demand, basis]) expect(text).toMatch(/\.$/);
  });
});
