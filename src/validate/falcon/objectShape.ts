import type { Leaf, Shape } from '../record/shape.js';

const DEEPEST = 64;
const MOST_LEAVES = 100_000;

/** An object that is no JSON. */
export class OddObject extends Error {}

/** Takes an object apart as if it had been read from JSON text. @throws {@link OddObject}, and whatever a getter of the object throws. */
export function objectShape(value: object): Shape {
  const leaves: Leaf[] = [];
  addLeaves(value, '', 0, leaves);
  return { syntax: 'json', text: '', elements: [], leaves, duplicates: [], looseTexts: [] };
}

function addLeaves(value: unknown, path: string, depth: number, leaves: Leaf[]): void {
  if (depth > DEEPEST || leaves.length >= MOST_LEAVES) throw new OddObject();
  const add = (type: Leaf['type'], text: string) => leaves.push({ path, type, text, start: -1, end: -1 });
  if (Array.isArray(value)) {
    for (const item of value) addLeaves(item, `${path}[]`, depth + 1, leaves);
    if (value.length === 0) leaves.push({ path: `${path}[]`, type: 'nothing', text: '[]', start: -1, end: -1 });
    return;
  }
  if (typeof value === 'object' && value !== null) {
    const before = leaves.length;
    for (const [key, field] of Object.entries(value))
      if (field !== undefined) addLeaves(field, path === '' ? key : `${path}.${key}`, depth + 1, leaves);
    if (leaves.length === before) add('nothing', '{}');
    return;
  }
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return void add(typeof value as 'string' | 'boolean', String(value));
    case 'number':
    case 'bigint':
      return void add('number', String(value));
    default:
      return void add('null', 'null'); // functions and symbols have no JSON either
  }
}
