import type { RawRecord } from '../record/rawRecord.js';
import { sameAddress } from '../text/address.js';
import { imageOf } from './dataKinds.js';
import { F, isUnknown, UNKNOWN_PROCESS } from './fields.js';

/** File names of the processes that own a port on Windows and share it with nobody. */
const OWNERS: Readonly<Record<'tcp' | 'udp', ReadonlyMap<number, string>>> = {
  tcp: new Map([
    [135, 'svchost.exe'],
    [139, 'System'],
    [445, 'System'],
    [5357, 'System'],
    [5985, 'System'],
  ]),
  udp: new Map([
    [137, 'System'],
    [138, 'System'],
  ]),
};

/** Of a host's connection with itself old versions may name the process that connects on both records. */
function isSelf(record: RawRecord): boolean {
  const [source, destination] = [record.value(F.SourceIp)?.address, record.value(F.DestinationIp)?.address];
  return source !== undefined && destination !== undefined && sameAddress(source, destination);
}

/** Who answers on a port of Windows itself. Loopback proxies and tunnels own none of these ports. */
export function owner(record: RawRecord): void {
  const protocol = record.value(F.Protocol)?.text;
  if (record.value(F.Initiated)?.flag !== false || (protocol !== 'tcp' && protocol !== 'udp')) return;
  const image = record.value(F.Image);
  if (!image || isUnknown(image.text) || imageOf(image) === UNKNOWN_PROCESS || isSelf(record)) return;
  // A received datagram has the local end as its source; of an accepted connection either may be local, by version.
  const source = OWNERS[protocol].get(record.number(F.SourcePort));
  const destination = protocol === 'tcp' ? OWNERS.tcp.get(record.number(F.DestinationPort)) : undefined;
  const expected = destination ?? source;
  if (expected === undefined || (source !== undefined && destination !== undefined && source !== destination)) return;
  const name = image.text.slice(image.text.lastIndexOf('\\') + 1);
  if (name.toLowerCase() === expected.toLowerCase()) return;
  record.say('sysmon3/owner', 'UNUSUAL', F.Image, `${expected}, which owns this port`);
}
