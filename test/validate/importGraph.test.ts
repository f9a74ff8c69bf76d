import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Packages that come with whoever imports the validator: the XML parser that decides what is well formed. */
const ALLOWED: readonly string[] = ['saxes'];

/** What a file imports or exports from elsewhere as values; types are gone when it runs. */
function importsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//gu, '');
  const statements = code.matchAll(/^(?:import|export)\s+(?!type\s)(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/gmu);
  return [
    ...Array.from(statements, ([, path]) => path!),
    ...Array.from(code.matchAll(/\bimport\(\s*['"]([^'"]+)/gu), ([, path]) => path!),
  ];
}

/** All that is loaded with a file: files of ours, and what is not ours by name. */
function loadedWith(entry: string): { readonly files: ReadonlySet<string>; readonly others: ReadonlySet<string> } {
  const [files, others] = [new Set<string>(), new Set<string>()];
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const path of importsOf(file)) {
      if (path.startsWith('.')) visit(join(dirname(file), path.replace(/\.js$/u, '.ts')));
      else others.add(path);
    }
  };
  visit(entry);
  return { files, others };
}

describe('what importing the validator loads', () => {
  const { files, others } = loadedWith('src/validate/index.ts');

  it('is found', () => {
    expect(files.size).toBeGreaterThan(20);
    expect([...files].filter((file) => !existsSync(file))).toEqual([]);
  });

  it('is the validator alone', () => expect([...files].filter((file) => !file.startsWith('src/validate/'))).toEqual([]));

  it('has no package but those that it may have', () => {
    const packages = [...others].filter((name) => !name.startsWith('node:'));
    expect(packages.filter((name) => !ALLOWED.includes(name))).toEqual([]);
  });

  it('is found of what loads more, too: the generators have xmlbuilder2', () =>
    expect([...loadedWith('src/generators/index.ts').others]).toContain('xmlbuilder2'));
});
