import { KNOWN, MOST_LAYOUTS, MOST_SLOTS, PATH, PROGRAM, PROGRAM_END } from './memory';
import { same, VECTOR } from './same';

/*
 * The layouts that were learned, as a tree: what several begin with they share. All numbers are i32, but for the bounds of decimals.
 *
 * Node: first edge, first end.
 */
export const NODE_EDGES: i32 = 0;
export const NODE_ENDS: i32 = 4;
const NODE_SIZE: i32 = 8;

// Edge: constant text, and the value behind it.
export const EDGE_NEXT: i32 = 0;
export const EDGE_TEXT: i32 = 4;
export const EDGE_LENGTH: i32 = 8;
/** Which it is, for the host. */
export const EDGE_INDEX: i32 = 12;
export const EDGE_FORM: i32 = 16;
/** -1 for a value that no check looks at. */
export const EDGE_FIELD: i32 = 20;
export const EDGE_SCAN: i32 = 24;
/** Which kind of value in which form; what is remembered is remembered by it. */
export const EDGE_TABLE: i32 = 28;
export const EDGE_LEAST: i32 = 32;
export const EDGE_MOST: i32 = 40;
export const EDGE_STEP: i32 = 48;
export const EDGE_NODE: i32 = 56;
const EDGE_SIZE: i32 = 64;

// End: the constant text behind the last value.
export const END_NEXT: i32 = 0;
export const END_TEXT: i32 = 4;
export const END_LENGTH: i32 = 8;
export const END_KNOWN: i32 = 12;
const END_SIZE: i32 = 16;

// Known layout: its end, the number of its edges, the edges.
export const KNOWN_END: i32 = 0;
export const KNOWN_COUNT: i32 = 4;
export const KNOWN_EDGES: i32 = 8;

export let root: i32 = 0;
let top: i32 = PROGRAM;
/** Where text was put down that is not part of the tree yet. */
let placed: i32 = 0;
let placedLength: i32 = 0;
/** Where the layout is that is being learned. */
let node: i32 = 0;
let edgeCount: i32 = 0;
let knownCount: i32 = 0;

/** Forgets all layouts. */
export function forgetLayouts(): void {
  top = PROGRAM;
  knownCount = 0;
  root = newNode();
}

@inline
export function knownAt(index: i32): i32 {
  return load<i32>(KNOWN + (index << 2));
}

/** Room for so many bytes; 0 if there is none. */
function room(size: i32): i32 {
  const at = (top + 7) & ~7;
  if (size > PROGRAM_END - at) return 0;
  top = at + size;
  return at;
}

function newNode(): i32 {
  const at = room(NODE_SIZE);
  if (at != 0) store<i64>(at, 0);
  return at;
}

/** A layout begins. @returns Whether there is room for another one. */
export function learnBegin(slots: i32): bool {
  node = root;
  edgeCount = 0;
  return knownCount < MOST_LAYOUTS && slots <= MOST_SLOTS;
}

/** @returns Where the host puts the constant text that comes next; 0 if there is no room. */
export function place(length: i32): i32 {
  placedLength = length;
  placed = room(length + VECTOR);
  return placed;
}

/**
 * The text that was put down stands before a value.
 *
 * @param index - The number that a new edge gets.
 * @returns 1 if the edge is new, 0 if it was known, -1 if there is no room.
 */
export function learnPart(index: i32, form: i32, field: i32, scan: i32, table: i32, least: f64, most: f64, step: f64): i32 {
  let edge = knownEdge(form, field, table);
  const isNew = edge == 0;
  if (isNew) {
    edge = room(EDGE_SIZE);
    const next = newNode();
    if (edge == 0 || next == 0) return -1;
    store<i32>(edge, placed, EDGE_TEXT);
    store<i32>(edge, placedLength, EDGE_LENGTH);
    store<i32>(edge, index, EDGE_INDEX);
    store<i32>(edge, form, EDGE_FORM);
    store<i32>(edge, field, EDGE_FIELD);
    store<i32>(edge, scan, EDGE_SCAN);
    store<i32>(edge, table, EDGE_TABLE);
    store<i64>(edge, <i64>least, EDGE_LEAST);
    store<i64>(edge, <i64>most, EDGE_MOST);
    store<i64>(edge, <i64>step, EDGE_STEP);
    store<i32>(edge, next, EDGE_NODE);
    store<i32>(edge, load<i32>(node, NODE_EDGES), EDGE_NEXT);
    store<i32>(node, edge, NODE_EDGES);
  } else top = placed;
  store<i32>(PATH + (edgeCount << 2), edge);
  edgeCount += 1;
  node = load<i32>(edge, EDGE_NODE);
  return isNew ? 1 : 0;
}

function knownEdge(form: i32, field: i32, table: i32): i32 {
  for (let edge = load<i32>(node, NODE_EDGES); edge != 0; edge = load<i32>(edge, EDGE_NEXT)) {
    if (load<i32>(edge, EDGE_FORM) != form || load<i32>(edge, EDGE_FIELD) != field) continue;
    if (load<i32>(edge, EDGE_TABLE) == table && isPlaced(load<i32>(edge, EDGE_TEXT), load<i32>(edge, EDGE_LENGTH))) return edge;
  }
  return 0;
}

function isPlaced(text: i32, length: i32): bool {
  return length == placedLength && same(text, placed, length);
}

/** The text that was put down ends the layout. @returns Its number; -1 if it was known or there is no room. */
export function learnEnd(): i32 {
  for (let end = load<i32>(node, NODE_ENDS); end != 0; end = load<i32>(end, END_NEXT)) {
    if (isPlaced(load<i32>(end, END_TEXT), load<i32>(end, END_LENGTH))) {
      top = placed;
      return -1;
    }
  }
  const end = room(END_SIZE);
  const layout = room(KNOWN_EDGES + (edgeCount << 2));
  if (end == 0 || layout == 0) return -1;
  store<i32>(end, placed, END_TEXT);
  store<i32>(end, placedLength, END_LENGTH);
  store<i32>(end, knownCount, END_KNOWN);
  store<i32>(end, load<i32>(node, NODE_ENDS), END_NEXT);
  store<i32>(node, end, NODE_ENDS);
  store<i32>(layout, end, KNOWN_END);
  store<i32>(layout, edgeCount, KNOWN_COUNT);
  memory.copy(layout + KNOWN_EDGES, PATH, edgeCount << 2);
  store<i32>(KNOWN + (knownCount << 2), layout);
  knownCount += 1;
  return knownCount - 1;
}
