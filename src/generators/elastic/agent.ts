import type { Host } from '../../model/host.js';
import { keyed32 } from '../../random/keyed32.js';

/** The version whose documents these are. */
export const BEAT_VERSION = '8.17.0';

const AGENT = 0x6167_656e;
const RUN = 0x7275_6e00;

type Beat = ReturnType<typeof newBeat>;
const beats = new WeakMap<Host, Beat>();

/** The shipper on a host: Winlogbeat reads the event log, Filebeat the lines that Sysmon for Linux hands to syslog. */
export function beatOf(host: Host): Beat {
  const known = beats.get(host) ?? newBeat(host);
  beats.set(host, known);
  return known;
}

function newBeat(host: Host) {
  const machine = Number.parseInt(host.sysmon!.machineId, 16);
  return {
    ephemeral_id: uuid(machine, RUN + host.boot.id),
    id: uuid(machine, AGENT),
    name: host.name,
    type: host.os.platform === 'linux' ? 'filebeat' : 'winlogbeat',
    version: BEAT_VERSION,
  } as const;
}

/** A random UUID, version 4, that belongs to a machine and a purpose. */
function uuid(machine: number, purpose: number): string {
  const words = [0, 1, 2, 3].map((n) => keyed32(machine, purpose, n, purpose) >>> 0);
  words[1] = ((words[1]! & 0xffff_0fff) | 0x4000) >>> 0;
  words[2] = ((words[2]! & 0x3fff_ffff) | 0x8000_0000) >>> 0;
  const digits = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
}
