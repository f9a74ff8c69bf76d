import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { SysmonEra } from '../../src/model/host.js';
import { type LoadedStory, readStory } from '../../src/scenarios/index.js';

type Tree = Record<string, unknown>;

/** A story of the library as it is written, for those who change something about it. */
export const treeOf = (file: string): Tree => parse(readFileSync(file, 'utf8')) as Tree;

/** The same story without the office around it, or with other Sysmons; JSON is YAML. */
export function variantOf(
  file: string,
  { era, set = {} }: { readonly era?: SysmonEra; readonly set?: Readonly<Record<string, string>> } = {},
): LoadedStory {
  const { background: _, ...tree } = treeOf(file);
  const world = tree.world as Tree;
  const story = era ? { ...tree, world: { ...world, sysmon: { ...(world.sysmon as Tree), era } } } : tree;
  return readStory(JSON.stringify(story), file, { set });
}
