import { findEnd } from './findEnd';
import {
  EDGE_FIELD,
  EDGE_FORM,
  EDGE_INDEX,
  EDGE_LEAST,
  EDGE_LENGTH,
  EDGE_MOST,
  EDGE_NEXT,
  EDGE_NODE,
  EDGE_SCAN,
  EDGE_STEP,
  EDGE_TABLE,
  EDGE_TEXT,
  END_KNOWN,
  END_LENGTH,
  END_NEXT,
  END_TEXT,
  KNOWN_COUNT,
  KNOWN_EDGES,
  KNOWN_END,
  knownAt,
  NODE_EDGES,
  NODE_ENDS,
  root,
} from './layouts';
import { ENDS, FIELDS, IDS, STARTS, STATE_IS_AGAIN, STATE_KNOWN } from './memory';
import { MISMATCH, NEED_MORE } from './result';
import { same } from './same';
import { NO_SCAN, scan } from './scan';
import { ABSENT, beginAgain, beginValues, isQueueFull, own, PLAIN, remembered } from './values';

/**
 * Reads the record that begins here and puts down its values by field.
 *
 * @param likely - The layout to try first, mostly that of the record before; -1 for none. The fields that it has not must be as it wants them.
 * @returns Offset behind the record. `MISMATCH` if it has no known layout, `NEED_MORE` if the bytes end before that is certain.
 */
export function read(at: i32, end: i32, likely: i32): i32 {
  beginValues();
  if (likely >= 0) {
    const behind = straight(knownAt(likely), at, end);
    if (behind != MISMATCH) {
      store<i32>(STATE_KNOWN, likely);
      store<i32>(STATE_IS_AGAIN, 1);
      return isQueueFull() ? MISMATCH : behind;
    }
  }
  memory.fill(IDS, 0, FIELDS << 2);
  beginAgain();
  store<i32>(STATE_KNOWN, -1);
  store<i32>(STATE_IS_AGAIN, 0);
  const behind = walk(root, at, end);
  return isQueueFull() ? MISMATCH : behind;
}

@inline
function constant(text: i32, length: i32, at: i32, end: i32): i32 {
  if (at + length > end) return NEED_MORE;
  return same(at, text, length) ? at + length : MISMATCH;
}

/** Tries one layout. */
function straight(known: i32, start: i32, end: i32): i32 {
  let at = start;
  const stop = known + KNOWN_EDGES + (load<i32>(known, KNOWN_COUNT) << 2);
  for (let next = known + KNOWN_EDGES; next < stop; next += 4) {
    const edge = load<i32>(next);
    at = constant(load<i32>(edge, EDGE_TEXT), load<i32>(edge, EDGE_LENGTH), at, end);
    if (at < 0) return at;
    at = value(edge, at, end);
    if (at < 0) return at;
  }
  const last = load<i32>(known, KNOWN_END);
  return constant(load<i32>(last, END_TEXT), load<i32>(last, END_LENGTH), at, end);
}

/** Tries all layouts. What fits moves to the front: the next record is mostly of the same one. */
function walk(node: i32, at: i32, end: i32): i32 {
  let before = 0;
  for (let edge = load<i32>(node, NODE_EDGES); edge != 0; edge = load<i32>(edge, EDGE_NEXT)) {
    const behind = way(edge, at, end);
    if (behind != MISMATCH) {
      if (behind >= 0 && before != 0) {
        store<i32>(before, load<i32>(edge, EDGE_NEXT), EDGE_NEXT);
        store<i32>(edge, load<i32>(node, NODE_EDGES), EDGE_NEXT);
        store<i32>(node, edge, NODE_EDGES);
      }
      return behind;
    }
    before = edge;
  }
  before = 0;
  for (let last = load<i32>(node, NODE_ENDS); last != 0; last = load<i32>(last, END_NEXT)) {
    const behind = constant(load<i32>(last, END_TEXT), load<i32>(last, END_LENGTH), at, end);
    if (behind >= 0) {
      if (before != 0) {
        store<i32>(before, load<i32>(last, END_NEXT), END_NEXT);
        store<i32>(last, load<i32>(node, NODE_ENDS), END_NEXT);
        store<i32>(node, last, NODE_ENDS);
      }
      store<i32>(STATE_KNOWN, load<i32>(last, END_KNOWN));
      return behind;
    }
    if (behind == NEED_MORE) return NEED_MORE;
    before = last;
  }
  return MISMATCH;
}

function way(edge: i32, at: i32, end: i32): i32 {
  const start = constant(load<i32>(edge, EDGE_TEXT), load<i32>(edge, EDGE_LENGTH), at, end);
  if (start < 0) return start;
  const behind = value(edge, start, end);
  if (behind < 0) return behind;
  const rest = walk(load<i32>(edge, EDGE_NODE), behind, end);
  const field = load<i32>(edge, EDGE_FIELD);
  if (rest == MISMATCH && field >= 0) store<i32>(IDS + (field << 2), ABSENT);
  return rest;
}

/** Reads the value of an edge. @returns Offset behind it. */
@inline
function value(edge: i32, start: i32, end: i32): i32 {
  const field = load<i32>(edge, EDGE_FIELD);
  const form = load<i32>(edge, EDGE_FORM);
  if (field < 0) return findEnd(form, start, end);
  const how = load<i32>(edge, EDGE_SCAN);
  const index = load<i32>(edge, EDGE_INDEX);
  if (how == NO_SCAN) return remembered(index, load<i32>(edge, EDGE_TABLE), form, field, start, end);
  const least = load<i64>(edge, EDGE_LEAST);
  const most = load<i64>(edge, EDGE_MOST);
  const behind = scan(how, field, start, end, least, most, load<i64>(edge, EDGE_STEP));
  if (behind >= 0) {
    store<i32>(IDS + (field << 2), PLAIN);
    store<i32>(STARTS + (field << 2), start);
    store<i32>(ENDS + (field << 2), behind);
    return behind;
  }
  const stop = findEnd(form, start, end);
  return stop < 0 ? stop : own(index, field, start, stop);
}
