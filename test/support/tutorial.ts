import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** As the page calls the story. */
export const FILE = 'invoice.yaml';
/** The blocks of the page. */
export const blocks = [...readFileSync('docs/tutorial.md', 'utf8').matchAll(/```(yaml|sh)\n(.*?)```/gsu)].map(
  ([, language, text]) => ({
    language: language!,
    text: text!,
  }),
);

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** As the page says: under a key that is there already, and at the end of a list. */
function joined(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return [...(one as unknown[]), ...(other as unknown[])];
  if (!isTree(one) || !isTree(other)) return other;
  return {
    ...one,
    ...Object.fromEntries(Object.entries(other).map(([key, value]) => [key, key in one ? joined(one[key], value) : value])),
  };
}

/** The story behind each block. */
export const stories: unknown[] = [];
for (const { language, text } of blocks) {
  const before = stories.at(-1) ?? {};
  stories.push(language === 'yaml' ? joined(before, parse(text)) : before);
}
