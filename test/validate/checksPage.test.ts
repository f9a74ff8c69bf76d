import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { falconFaults, falconStreamFaults, sysmonFaults, sysmonStreamFaults } from '../../src/arbitraries/index.js';
import { anchorOf, checksById, sourceOf } from '../../src/validate/index.js';
import { checksPages } from './checksPage.js';
import { falconFaults as plantedInConnects } from './falconFaults.js';
import { streamFaults as plantedInStreams } from './streams.js';
import { sysmonFaults as plantedInEvents } from './sysmonFaults.js';

const ROOT = new URL('../../', import.meta.url);
const pages = Object.entries(checksPages());

if (process.env.UPDATE_DOCS === '1') {
  mkdirSync(new URL('docs/checks', ROOT), { recursive: true });
  for (const [path, page] of pages) writeFileSync(new URL(path, ROOT), page);
}

describe('the pages of checks', () => {
  it.each(pages)('%s is what the tables of checks say; UPDATE_DOCS=1 writes it', (path, page) => {
    const file = new URL(path, ROOT);
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(page);
  });

  it('have the place that every issue points to', () => {
    for (const id of Object.keys(checksById)) {
      const [path, anchor] = sourceOf(id).split('#');
      expect(checksPages()[path!]).toContain(`<a id="${anchor}">`);
    }
  });

  it.each(pages)('%s links to checks and headings that are there', (path, page) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const [, target] of page.matchAll(/\]\(([^)\s]*#[^)\s]+)\)/gu)) {
      const [file, anchor] = target!.split('#') as [string, string];
      const text = file === '' ? page : readFileSync(new URL(`${folder}${file}`, ROOT), 'utf8');
      const headings = [...text.matchAll(/^#+ (.*)$/gmu)].map(([, heading]) => heading!.toLowerCase().replaceAll(' ', '-'));
      expect(text.includes(`<a id="${anchor}">`) || headings.includes(anchor), target).toBe(true);
    }
  });
});

describe('the tables of checks', () => {
  const tables = [
    ...[plantedInEvents, plantedInConnects, plantedInStreams],
    ...[sysmonFaults, sysmonStreamFaults, falconFaults, falconStreamFaults],
  ];
  const planted = new Set<string>(tables.flatMap((faults) => faults.map(({ check }) => check)));

  it.each(Object.keys(checksById).filter((id) => !id.startsWith('input/')))('a fault is planted for %s', (id) =>
    expect(planted).toContain(id),
  );

  it('ids are words with hyphens behind the name of their group, each with an anchor of its own', () => {
    const ids = Object.keys(checksById);
    for (const id of ids) expect(id).toMatch(/^(?:input|sysmon3|falcon-ip6)\/[a-z0-9]+(?:-[a-z0-9]+)*$/u);
    expect(new Set(ids.map(anchorOf)).size).toBe(ids.length);
  });

  it('lenient is nowhere stricter than strict', () => {
    const weight = { error: 2, warning: 1, note: 0 };
    for (const { strict, lenient } of Object.values(checksById)) expect(weight[lenient]).toBeLessThanOrEqual(weight[strict]);
  });

  it('every demand and every basis is a sentence', () => {
    for (const { demand, basis } of Object.values(checksById)) for (const text of [demand, basis]) expect(text).toMatch(/\.$/);
  });
});
