/** A mapping as the file has it, before anything is checked. */
export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a key of a mapping leads to, where it leads to a mapping; else an empty one. */
export function treeAt(tree: Tree, key: string): Tree {
  const value = Object.hasOwn(tree, key) ? tree[key] : undefined;
  return isTree(value) ? value : {};
}
