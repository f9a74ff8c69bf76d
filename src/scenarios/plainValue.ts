import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Report, StoryPath } from './finding.js';
import { scalarText } from './yamlPlaces.js';

/** Keys that would reach into the prototype of the objects that a story becomes. */
const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Turns a YAML document into plain data: mappings, lists, texts, numbers, true and false, null.
 *
 * Stories use a small part of YAML; what is outside it is reported and left out. Keys are texts, whatever YAML thinks of them:
 * a host may be called `007`.
 */
export function plainValue(document: Document.Parsed, report: Report): unknown {
  const { yaml, tags } = document.directives;
  if (yaml.explicit || Object.keys(tags).length > 1)
    report({ code: 'SYNTAX', path: [], expected: 'YAML without % directives', received: '%' });
  return convert(document.contents, [], report);
}

function convert(node: Node | null, path: StoryPath, report: Report): unknown {
  if (isAlias(node)) {
    report({ code: 'SYNTAX', path, expected: 'the value itself: aliases are not read', received: `*${node.source}` });
    return undefined;
  }
  reportDecoration(node, path, report);
  if (isMap<Node, Node | null>(node)) return convertMap(node.items, path, report);
  if (isSeq<Node>(node)) return node.items.map((item, index) => convert(item, [...path, index], report));
  return isScalar(node) ? plainScalar(node) : null;
}

/** What tags would make of a text (bytes, symbols) has no place in a story; the tag itself is reported. */
function plainScalar(node: Node): unknown {
  const { value } = node as { value?: unknown };
  const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return isPlain ? value : (scalarText(node) ?? null);
}

/** Anchors serve aliases, tags choose types: both have no place in a story. */
function reportDecoration(node: Node | null, path: StoryPath, report: Report): void {
  if (!node || isAlias(node)) return;
  const { anchor, tag } = node as { anchor?: string; tag?: string };
  if (anchor !== undefined)
    report({ code: 'SYNTAX', path, expected: 'a value without an anchor: aliases are not read', received: `&${anchor}` });
  if (tag !== undefined)
    report({ code: 'SYNTAX', path, expected: 'a value without a tag', received: tag.replace(/^tag:yaml\.org,2002:/u, '!!') });
}

function convertMap(items: readonly { key: Node; value: Node | null }[], path: StoryPath, report: Report): unknown {
  const result: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const { key, value } of items) {
    const name = scalarText(key);
    if (name === undefined) {
      const received = { words: 'a key of another kind' };
      report({ code: 'SYNTAX', path, offset: key?.range?.[0], expected: 'keys that are single words', received });
      continue;
    }
    const here = [...path, name];
    reportDecoration(key, here, report);
    if (PROTOTYPE_KEYS.has(name)) {
      report({
        code: 'UNKNOWN_KEY',
        path: here,
        offset: key.range?.[0],
        expected: 'another key: this one is never used',
        received: name,
      });
    } else if (seen.has(name)) {
      report({ code: 'DUPLICATE', path: here, offset: key.range?.[0], expected: 'each key once', received: name });
    } else {
      seen.add(name);
      result[name] = convert(value, here, report);
    }
  }
  return result;
}
