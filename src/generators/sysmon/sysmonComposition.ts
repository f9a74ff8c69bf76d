import type { End, Flow, Flows } from '../../model/flow.js';
import type { Host } from '../../model/host.js';
import { type Composition, cutShape, type Entity, fieldMark } from '../composition/composition.js';
import { endNumbering } from '../composition/endNumbering.js';
import { numbering } from '../composition/numbering.js';
import { isPossible, refuseImpossibleValue } from '../refuseImpossible.js';
import type { Slot } from '../template/slot.js';
import { ENTITY_FIELDS, type Event3, isGroup, isToldFromLocal, recordEnds, type Side, sysmonHost } from './event3.js';
import type { SysmonRecords } from './sysmonRecords.js';

type Field = keyof typeof ENTITY_FIELDS;
/** What a field belongs to: the record's host, an end, or the process at the local one. */
const BELONGS_TO: Readonly<Record<Field, 'host' | 'local' | 'source' | 'destination'>> = {
  executionProcessId: 'host',
  executionThreadId: 'host',
  computer: 'host',
  ProcessGuid: 'local',
  ProcessId: 'local',
  Image: 'local',
  User: 'local',
  SourceIp: 'source',
  SourceHostname: 'source',
  DestinationIp: 'destination',
  DestinationHostname: 'destination',
};
const FIELDS = Object.keys(BELONGS_TO) as readonly Field[];
/** Those outside the data. */
const SYSTEM = ['executionProcessId', 'executionThreadId', 'computer'] as const satisfies readonly (Field & keyof Event3)[];

/** What is known of an end stands in the low bits of its number. */
const ODD = 1;
const IPV6 = 2;
const NAMELESS = 4;
/** A group to which a host listens: nobody has a name for it, not even the host. */
const GROUP = 8;
const LOOK_BITS = 4;
const LOOKS = 1 << LOOK_BITS;
/** Sizes of what a shape's number is made of: it stays below 2^53. */
const CLASSES = 64;
/** Of ends outside the world, and of those whose host has no records. */
const NO_HOST = 0;
/** The class of hosts whose records are written whole. */
const ODD_CLASS = CLASSES - 1;
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
  const classNumber = numbering<string>();
  const endNumber = endNumbering(flows);
  const hosts = new Map<Host, number>();
  /** By the number of the end, from 1 on. */
  const looks = [0];
  const hostsOfEnds = [NO_HOST];
  const sideOf = (number: number): Side => ((number & 1) === 0 ? 'initiator' : 'responder');
  /** All that decides a record's look besides its values. */
  const classOf = ({ os, sysmon }: Host) => classNumber(`${sysmon!.era} ${sysmon!.dnsLookup} ${os.timeDigits} ${os.guidCase}`);
  const entityOf = (number: number, field: number): Entity => {
    const belongsTo = BELONGS_TO[FIELDS[field]!];
    if (belongsTo === 'host') return 'host';
    const fromLocal = isToldFromLocal(flows.at(number >> 1)!, sideOf(number));
    return belongsTo === 'local' || (belongsTo === 'source') === fromLocal ? 'local end' : 'remote end';
  };
  /** Number and look of a host; numbers, not objects, since a large office has hundreds of thousands of ends. */
  const aboutHost = (host: Host): number => {
    const known = hosts.get(host);
    if (known !== undefined) return known;
    const about = (hosts.size + 1) * CLASSES + (isOddHost(host) ? ODD_CLASS : Math.min(classOf(host), ODD_CLASS));
    hosts.set(host, about);
    return about;
  };
  /** Number and look of an end. What is known of its host stands in {@link hostsOfEnds}, for that is far away. */
  const aboutEnd = (flow: Flow, side: Side): number => {
    const number = endNumber(flow, side);
    if (number < looks.length) return number * LOOKS + looks[number]!;
    const end = flow[side];
    const { address, host, reverseName } = end;
    const look =
      Number(isOdd(end)) * ODD +
      Number(address.family === 'ipv6') * IPV6 +
      Number(reverseName === '') * NAMELESS +
      Number(isGroup(end)) * GROUP;
    looks.push(look);
    hostsOfEnds.push(host?.sysmon ? aboutHost(host) : NO_HOST);
    return number * LOOKS + look;
  };

  return {
    madeOf(number) {
      const flow = flows.at(number >> 1)!;
      const { protocol, destinationPort, ruleName, sourcePort } = flow;
      const isInitiator = sideOf(number) === 'initiator';
      const local = aboutEnd(flow, isInitiator ? 'initiator' : 'responder');
      const remote = aboutEnd(flow, isInitiator ? 'responder' : 'initiator');
      const host = hostsOfEnds[local >> LOOK_BITS]!;
      const hostClass = host % CLASSES;
      if (hostClass === ODD_CLASS || ruleName !== undefined || ((local | remote) & ODD) !== 0) return undefined;
      const isOwn = (remote & GROUP) === 0 && hostsOfEnds[remote >> LOOK_BITS] === host;
      // Names may be empty, and then some formats write another element.
      const isNameless = !isOwn && (remote & NAMELESS) !== 0;
      const kinds = ((local & IPV6) !== 0 ? 2 : 0) + ((remote & IPV6) !== 0 ? 1 : 0);
      const look = (hostClass * 4 + kinds) * 8 + (isInitiator ? 4 : 0) + (isOwn ? 2 : 0) + (isNameless ? 1 : 0);
      const fixed = sourcePort.kind === 'fixed' ? sourcePort.port + 1 : 0;
      const ofGroup = (local & GROUP) === 0 ? 0 : 1;
      const shape = (((look * 2 + ofGroup) * PROTOCOLS + protocol) * PORTS + destinationPort) * (PORTS + 1) + fixed;
      return { shape, entities: [(host - hostClass) / CLASSES, local >> LOOK_BITS, remote >> LOOK_BITS] };
    },
    shape(number) {
      const event = eventOf(number);
      const mark = (name: Field, value: string) => (value === '' ? '' : fieldMark(FIELDS.indexOf(name)));
      const marked: Event3 = {
        ...event,
        ...Object.fromEntries(SYSTEM.map((name) => [name, mark(name, event[name])])),
        data: event.data.map(([name, value]) => [name, Object.hasOwn(BELONGS_TO, name) ? mark(name as Field, value) : value]),
      };
      return cutShape(text(number, marked), slots, (field) => entityOf(number, field));
    },
    nameOf(number, { entity, run }) {
      const flow = flows.at(number >> 1)!;
      const { initiator, responder } = flow;
      const remote = sideOf(number) === 'initiator' ? responder : initiator;
      const host = sysmonHost(flow, sideOf(number))!;
      // How a peer is called differs from host to host; a host calls itself by its own name.
      const isOwn = entity === 'remote end' && initiator.host === responder.host && !isGroup(remote);
      return `${entity} ${classOf(host)} ${isOwn} ${run.map((part) => (typeof part === 'string' ? part : fieldMark(part))).join('')}`;
    },
    text(number, { run }) {
      const values = recordEnds(flows.at(number >> 1)!, sideOf(number));
      let made = '';
      for (const part of run) {
        if (typeof part === 'string') made += part;
        else {
          const name = FIELDS[part]!;
          const value = ENTITY_FIELDS[name](values);
          // Refuses what no record can carry, as it does for a record that is written whole.
          refuseImpossibleValue(name, value);
          made += escapeValue(value);
        }
      }
      return made;
    },
  };
}

/** Hosts whose records are written whole; one that XML cannot name is refused there. */
function isOddHost({ os, computer, name }: Host): boolean {
  return os.platform !== 'windows' || computer === '' || !isPossible(computer) || !isPossible(name);
}

/** Ends that are called differently from others, or lack what others have: their records are written whole. */
function isOdd({ address, process, host }: End): boolean {
  const isLoopback = address.text.startsWith('127.') && address.text !== '127.0.0.1';
  return isLoopback || process?.image === '' || process?.account.name === '' || host?.computer === '';
}
