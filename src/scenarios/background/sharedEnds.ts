import type { Address } from '../../model/address.js';
import type { Process } from '../../model/process.js';
import type { Machine } from '../../world/world.js';
import { hostEnd, rangeOf } from '../compile/ends.js';
import type { FlowTable } from '../compile/flowTable.js';

/** The number of a host's end in the table of flows. @param address - Its own, or that of a group to which its process listens. */
export type HostEnd = (machine: Machine, address: Address, process: Process) => number;

/** Adds each end of a host once, however many flows it has: a process has few addresses. */
export function sharedEnds(flows: FlowTable): HostEnd {
  const byProcess = new Map<Process, number[]>();
  return (machine, address, process) => {
    const ends = byProcess.get(process) ?? [];
    const known = ends.find((end) => flows.end(end).address === address);
    if (known !== undefined) return known;
    const end = flows.addEnd(
      isGroup(address) ? { address, host: machine.host, process, reverseName: '', name: '' } : hostEnd(machine, address, process),
    );
    byProcess.set(process, [...ends, end]);
    return end;
  };
}

/** A broadcast address ends in 255, which no host's does. */
const isGroup = (address: Address) => rangeOf(address) === 'multicast' || address.text.endsWith('.255');
