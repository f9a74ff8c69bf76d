import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS, type FormatId } from '../../src/generators/index.js';
import { loadStory } from '../../src/scenarios/index.js';
import { runForms } from '../support/runForms.js';

/** What a record calls its values: the last name of every path of keys, or the names of XML. */
function namesIn(record: string): string[] {
  if (!record.startsWith('{'))
    return [...record.matchAll(/<([A-Z]\w*)|\s([A-Z]\w*)="|Name=["'](\w+)["']/gu)].map(
      ([, element, attribute, field]) => (element ?? attribute ?? field)!,
    );
  const leaves = (value: unknown, name: string): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, key))
      : [name];
  return leaves(JSON.parse(record), '');
}

/** Pages that leave to another what both forms have, and say so. */
const SHARED: Readonly<Partial<Record<FormatId, FormatId>>> = {
  'sysmon-viewer': 'sysmon-winevt',
  'falcon-logscale': 'falcon-fdr',
  ecs: 'sysmon-winlogbeat',
};

describe('the page of a format', async () => {
  const { records } = await runForms(await loadStory('test/forms/every-platform.yaml'), FORMAT_IDS, { seed: 1 });

  it.each(FORMAT_IDS)('%s is there, and has every name that its records have', (id) => {
    const page = `docs/fields/${id}.md`;
    expect(existsSync(page), page).toBe(true);
    const words = new Set(readFileSync(page, 'utf8').match(/[#@]?[\w]+/gu));
    const names = new Set(records.get(id)!.flatMap(namesIn));
    expect(names.size).toBeGreaterThan(4);
    const other = SHARED[id];
    const shared = new Set(other && readFileSync(`docs/fields/${other}.md`, 'utf8').match(/\w+/gu));
    expect([...names].filter((name) => !words.has(name) && !shared.has(name))).toEqual([]);
  });
});
