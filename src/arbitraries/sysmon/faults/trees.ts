import type { JsonEntry, JsonNode, JsonObject } from '../../text/json.js';
import { isJsonObject } from '../../text/json.js';
import type { XmlElement } from '../../text/xml.js';

/** The children of an element that has some. */
export const childrenOf = ({ content }: XmlElement): readonly XmlElement[] =>
  content === null || typeof content === 'string' ? [] : content;

/** The same tree with other children of the elements of a name. */
export function withChildren(
  root: XmlElement,
  name: string,
  change: (children: readonly XmlElement[]) => readonly XmlElement[],
): XmlElement {
  if (root.name === name) return { ...root, content: change(childrenOf(root)) };
  const children = childrenOf(root);
  return children.length === 0 ? root : { ...root, content: children.map((child) => withChildren(child, name, change)) };
}

/** The same tree with another element in place of those of a name. */
export function withElement(root: XmlElement, name: string, change: (found: XmlElement) => XmlElement): XmlElement {
  if (root.name === name) return change(root);
  const children = childrenOf(root);
  return children.length === 0 ? root : { ...root, content: children.map((child) => withElement(child, name, change)) };
}

/** The list with two neighbours in each other's place. */
export function swapped<T>(list: readonly T[], n: number): readonly T[] {
  const at = n % (list.length - 1);
  return [...list.slice(0, at), list[at + 1]!, list[at]!, ...list.slice(at + 2)];
}

/** The same object with other entries in the object to which keys lead. */
export function withEntries(
  root: JsonObject,
  path: readonly string[],
  change: (entries: readonly JsonEntry[]) => readonly JsonEntry[],
): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return { entries: change(root.entries) };
  return {
    entries: root.entries.map(([name, value]) =>
      name === key && isJsonObject(value) ? [name, withEntries(value, rest, change)] : [name, value],
    ),
  };
}

/** The same object with another value for a key. */
export function withValue(root: JsonObject, path: readonly string[], change: (value: JsonNode) => JsonNode): JsonObject {
  return withEntries(root, path.slice(0, -1), (entries) =>
    entries.map(([name, value]) => (name === path.at(-1) ? [name, change(value)] : [name, value])),
  );
}
