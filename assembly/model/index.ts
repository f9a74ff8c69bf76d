/**
 * From sources to the records of an epoch, without those that a story pins. The program that has these functions and this memory is
 * `src/engine/vectorMaker.ts`; what the words mean is said there.
 */
export {
  bursts,
  FALCON_COLUMNS,
  flows,
  found,
  FREE,
  hosts,
  keys,
  ordered,
  room,
  spareKeys,
  special,
  SYSMON_COLUMNS,
  timerCount,
  timers,
  underWay,
} from './memory';
export { ACTIVITY_SIZE } from './activity';
export { carry, orderByArrival } from './arrivals';
export { CONNECTION_SIZE } from './connection';
export { FLOW_SIZE } from './flow';
export { HOST_SIZE, OTHER_EVENTS, TCP_COUNT, UNSEEN_PORTS } from './host';
export { order } from './order';
export { givePorts } from './ports';
export { addRecords, falconCount, setCounts, sysmonCount } from './records';
export { stamp } from './stamp';
export { TIMER_SIZE } from './timers';
import { countBursts, emitBursts, NEXT } from './bursts';
import { CONNECTION_SIZE } from './connection';
import { bursts, found, room, timerCount, timers } from './memory';
import { countTicks, emitTicks, TIMER_SIZE } from './timers';

/**
 * Finds the connections of all sources that begin in an epoch.
 *
 * @returns How many they are; -1 where there may be more than have room.
 */
export function find(epoch: i32): i32 {
  const end = found + room * CONNECTION_SIZE;
  let next = found;
  for (let source = bursts; source != 0 && next >= 0; source = load<i32>(source, NEXT)) next = emitBursts(source, epoch, next, end);
  for (let i = 0; i < timerCount && next >= 0; i += 1) next = emitTicks(timers + i * TIMER_SIZE, epoch, next, end);
  return next < 0 ? -1 : (next - found) / CONNECTION_SIZE;
}

/** Adds all that begins from one epoch up to another to the counters of hosts. */
export function count(from: i32, to: i32): void {
  for (let source = bursts; source != 0; source = load<i32>(source, NEXT)) countBursts(source, from, to);
  for (let i = 0; i < timerCount; i += 1) countTicks(timers + i * TIMER_SIZE, from, to);
}
