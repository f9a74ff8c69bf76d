import type { End, Flows } from '../../model/flow.js';
import type { Host } from '../../model/host.js';
import { type Composition, cutShape, type Entity, fieldMark } from '../composition/composition.js';
import { numbering } from '../composition/numbering.js';
import type { Slot } from '../template/slot.js';
import { type Event3, isToldFromLocal, type Side, sysmonHost } from './event3.js';
import type { SysmonRecords } from './sysmonRecords.js';

/** Fields outside the data, all of the host. */
const SYSTEM = ['executionProcessId', 'executionThreadId', 'computer'] as const satisfies readonly (keyof Event3)[];
/** Fields of the data by what they belong to: an end of the record, or the process at the local one. */
const DATA: Readonly<Record<string, 'local' | 'source' | 'destination' | undefined>> = {
  ProcessGuid: 'local',
  ProcessId: 'local',
  Image: 'local',
  User: 'local',
  SourceIp: 'source',
  SourceHostname: 'source',
  DestinationIp: 'destination',
  DestinationHostname: 'destination',
};
const FIELDS: readonly string[] = [...SYSTEM, ...Object.keys(DATA)];

/** Sizes of what a shape's number is made of: it stays below 2^53. */
const CLASSES = 64;
const PROTOCOLS = 256;
const PORTS = 65_536;

export interface SysmonParts {
  /** The event of a flow and side, with marks for what varies. */
  readonly event: (number: number) => Event3;
  /** The record's text from such an event. */
  readonly text: (number: number, event: Event3) => string;
  readonly escapeValue: (value: string) => string;
  readonly slots: readonly Slot<SysmonRecords>[];
}

/** Records of Windows hosts, put together from a part per host, per process and end, and per peer. */
export function sysmonComposition(
  flows: Flows,
  { event: eventOf, text, escapeValue, slots }: SysmonParts,
): Composition<SysmonRecords> {
  const endNumber = numbering<End>();
  const hostNumber = numbering<Host>();
  const classNumber = numbering<string>();
  const classes = new Map<Host, number>();
  const sideOf = (number: number): Side => ((number & 1) === 0 ? 'initiator' : 'responder');
  /** All that decides a record's look besides its values. */
  const classOf = (host: Host) => {
    const known = classes.get(host);
    if (known !== undefined) return known;
    const { os, sysmon } = host;
    const found = classNumber(`${sysmon!.era} ${sysmon!.dnsLookup} ${os.timeDigits} ${os.guidCase}`);
    classes.set(host, found);
    return found;
  };
  const entityOf = (number: number, field: number): Entity => {
    const belongsTo = DATA[FIELDS[field]!];
    if (belongsTo === undefined) return 'host';
    const fromLocal = isToldFromLocal(flows.at(number >> 1)!, sideOf(number));
    return belongsTo === 'local' || (belongsTo === 'source') === fromLocal ? 'local end' : 'remote end';
  };
  const fieldOf = (event: Event3, field: number): string =>
    field < SYSTEM.length ? event[SYSTEM[field]!] : event.data.find(([name]) => name === FIELDS[field])![1];

  return {
    madeOf(number) {
      const flow = flows.at(number >> 1)!;
      const side = sideOf(number);
      const host = sysmonHost(flow, side)!;
      const [local, remote] = side === 'initiator' ? [flow.initiator, flow.responder] : [flow.responder, flow.initiator];
      if (host.os.platform !== 'windows' || flow.ruleName !== undefined || isOdd(local) || isOdd(remote)) return undefined;
      const hostClass = classOf(host);
      if (hostClass >= CLASSES) return undefined;
      const isOwn = remote.host === host;
      // Names may be empty, and then some formats write another element.
      const bits = [
        side === 'initiator',
        isOwn,
        local.address.family === 'ipv6',
        remote.address.family === 'ipv6',
        !isOwn && remote.reverseName === '',
      ];
      const look = bits.reduce((sum, bit) => sum * 2 + Number(bit), hostClass);
      const { sourcePort } = flow;
      const fixed = sourcePort.kind === 'fixed' ? sourcePort.port + 1 : 0;
      const shape = ((look * PROTOCOLS + flow.protocol) * PORTS + flow.destinationPort) * (PORTS + 1) + fixed;
      return { shape, entities: [hostNumber(host), endNumber(local), endNumber(remote)] };
    },
    shape(number) {
      const event = eventOf(number);
      const mark = (name: string, value: string) => (value === '' ? '' : fieldMark(FIELDS.indexOf(name)));
      const marked: Event3 = {
        ...event,
        ...Object.fromEntries(SYSTEM.map((name) => [name, mark(name, event[name])])),
        data: event.data.map(([name, value]) => [name, DATA[name] ? mark(name, value) : value]),
      };
      return cutShape(text(number, marked), slots, (field) => entityOf(number, field));
    },
    nameOf(number, { entity, run }) {
      const flow = flows.at(number >> 1)!;
      const host = sysmonHost(flow, sideOf(number))!;
      // How a peer is called differs from host to host; a host calls itself by its own name.
      const isOwn = entity === 'remote end' && flow.initiator.host === flow.responder.host;
      return `${entity} ${classOf(host)} ${isOwn} ${run.map((part) => (typeof part === 'string' ? part : fieldMark(part))).join('')}`;
    },
    text(number, { run }) {
      // Refuses what no record can carry, as it does for a record that is written whole.
      const event = eventOf(number);
      return run.map((part) => (typeof part === 'string' ? part : escapeValue(fieldOf(event, part)))).join('');
    },
  };
}

/** Ends that are called differently from others, or lack what others have: their records are written whole. */
function isOdd({ address, process, host }: End): boolean {
  const isLoopback = address.text.startsWith('127.');
  return isLoopback || process?.image === '' || process?.account.name === '' || host?.computer === '';
}
