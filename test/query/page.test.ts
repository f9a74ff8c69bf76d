import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/query/index.js';

const page = readFileSync('docs/querying.md', 'utf8');
const shown = Array.from(page.matchAll(/wiretale query (?:--count )?'([^']+)'/gu), ([, text]) => text!);

describe('docs/querying.md', () => {
  it('shows queries', () => expect(shown.length).toBeGreaterThan(7));
  it.each(shown)('%j can be read', (text) => expect(parseQuery(text).terms.length).toBeGreaterThan(0));

  it('shows a message as it is', () => {
    const message = /^query, column .*$/mu.exec(page)![0];
    expect(() => parseQuery('RemotePort>443')).toThrow(message);
  });
});
