import type { Flow, Flows } from '../../model/flow.js';
import { NumberTable } from '../numberTable.js';
import { numbering } from './numbering.js';

/**
 * Numbers the ends of flows as they come, from 1 on; one that flows share has one number. By what their table calls them, where it does: a large
 * office has hundreds of thousands.
 */
export function endNumbering(flows: Flows): (flow: Flow, side: 'initiator' | 'responder') => number {
  const { endNumber } = flows;
  if (!endNumber) {
    const numberOf = numbering();
    return (flow, side) => numberOf(flow[side]);
  }
  const numbers = new NumberTable();
  let count = 0;
  return ({ index }, side) => {
    const number = endNumber.call(flows, index, side);
    const known = numbers.at(number);
    if (known > 0) return known;
    count += 1;
    numbers.set(number, count);
    return count;
  };
}
