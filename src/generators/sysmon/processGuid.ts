import { type Host, type SysmonEra, wallTime } from '../../model/host.js';
import type { Process } from '../../model/process.js';
import { keyed32 } from '../../random/keyed32.js';
import { eras } from './eras.js';

const hex = (value: number, digits: number) => Math.floor(value).toString(16).toUpperCase().padStart(digits, '0');

/** `00` to `FF`. */
const BYTES = Array.from({ length: 256 }, (_, byte) => hex(byte, 2));

/** Bytes from the lowest up, as the event log keeps its numbers. */
function littleEndian(value: number, bytes: number): string {
  let text = '';
  for (let rest = value, i = 0; i < bytes; i += 1, rest = Math.floor(rest / 256)) text += BYTES[rest % 256]!;
  return text;
}

/**
 * The ProcessGuid of a process: machine, second of its start on the host's wall clock, and a tail by which Sysmon tells processes of
 * one second apart.
 *
 * @returns `{A96EFBF1-...}` with braces, in the host's letter case.
 */
export function processGuid(process: Process, host: Host): string {
  const { era, machineId } = host.sysmon!;
  const second = Math.floor(wallTime(host, process.startedAt) / 1_000_000);
  // The third group is the high half of the time.
  const time = `${hex(second % 65_536, 4)}-${hex(Math.floor(second / 65_536), 4)}`;
  const tail = insertHyphen(host.os.platform === 'linux' ? linuxTail(process, machineId) : windowsTail(process, host, era));
  const guid = `{${machineId}-${time}-${tail}}`;
  return host.os.guidCase === 'upper' ? guid.toUpperCase() : guid.toLowerCase();
}

function windowsTail(process: Process, host: Host, era: SysmonEra): string {
  if (eras[era].guidTail === 'luid') return `00000010${littleEndian(process.luid, 4)}`;
  return host.os.startKeys ? littleEndian(process.startKey, 6) + littleEndian(host.boot.id, 2) : littleEndian(process.luid, 8);
}

const TAIL = 0x6c69_6e78;

/** On Linux the tail follows no rule that is known; it is one per process. */
function linuxTail({ startKey, processId }: Process, machineId: string): string {
  const machine = Number.parseInt(machineId, 16);
  const word = (n: number) => hex(keyed32(machine, startKey % 2 ** 32, TAIL + n, processId), 8);
  return word(0) + word(1);
}

const insertHyphen = (digits: string) => `${digits.slice(0, 4)}-${digits.slice(4)}`;
