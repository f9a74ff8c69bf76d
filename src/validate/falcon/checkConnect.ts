import type { RawRecord } from '../record/rawRecord.js';
import { sameAddress, unmapped, writtenOut } from '../text/address.js';
import { DOTTED, LINK_LOCAL, LOOPBACK, MAPPED, MULTICAST, UNSPECIFIED } from './addressKinds.js';
import { F } from './fields.js';
import { checkPlatform, IOS, WINDOWS } from './platform.js';

const TCP = 6;
const UDP = 17;
const PORTLESS = [0, 1, 41, 47, 58, 255];
const ICMP = [1, 58];
const LOOPBACK_FLAG = 16;
const EARLIEST = -60_000;
const LATEST = 7 * 86_400_000;

/** Fields of one record against each other. Each skips what could not be read: that has been said. */
const CONNECT_CHECKS: readonly ((record: RawRecord) => void)[] = [
  checkPlatform,
  ports,
  icmp,
  loopbackFlag,
  group,
  remoteAddressString,
  pairs,
  self,
  delay,
];

export function checkConnect(record: RawRecord): void {
  for (let i = 0; i < CONNECT_CHECKS.length; i += 1) CONNECT_CHECKS[i]!(record);
}

/** The field that has the remote address: it may stand under the key of the IPv4 event. */
function remoteField(record: RawRecord): number {
  return record.value(F.RemoteAddressIP6)?.address ? F.RemoteAddressIP6 : F.RemoteAddressIP4;
}

function ports(record: RawRecord): void {
  const protocol = record.number(F.Protocol);
  const local = record.number(F.LocalPort);
  const remote = record.number(F.RemotePort);
  if (protocol === TCP || protocol === UDP) {
    if (remote === 0) record.say('falcon-ip6/remote-port-zero', 'UNUSUAL', F.RemotePort, '1 to 65535 for tcp and udp');
    if (local !== 0) return;
    const windows = record.number(F.event_platform) === WINDOWS;
    const check = windows ? 'falcon-ip6/local-port-zero-windows' : 'falcon-ip6/local-port-zero';
    record.say(check, 'UNUSUAL', F.LocalPort, '1 to 65535 for tcp and udp');
  } else if (PORTLESS.includes(protocol)) {
    if (local > 0) record.say('falcon-ip6/portless', 'UNUSUAL', F.LocalPort, `0 for protocol ${protocol}`);
    if (remote > 0) record.say('falcon-ip6/portless', 'UNUSUAL', F.RemotePort, `0 for protocol ${protocol}`);
  }
}

function icmp(record: RawRecord): void {
  if (record.has(F.IcmpType)) icmpField(record, F.IcmpType);
  if (record.has(F.IcmpCode)) icmpField(record, F.IcmpCode);
}

function icmpField(record: RawRecord, field: number): void {
  const protocol = record.number(F.Protocol);
  const fits = Number.isNaN(protocol) || ICMP.includes(protocol);
  if (fits && record.number(F.event_platform) !== IOS) return;
  const expected = fits ? 'no such field on iOS' : `no such field for protocol ${protocol}`;
  record.say('falcon-ip6/icmp-fields', 'UNEXPECTED', field, expected);
}

function loopbackFlag(record: RawRecord): void {
  const flags = record.number(F.ConnectionFlags);
  // Larger ones are not known, which has been said.
  if ((flags & LOOPBACK_FLAG) === 0 || flags >= LOOPBACK_FLAG * 2) return;
  const remote = record.number(remoteField(record));
  if (Number.isNaN(remote) || (remote & LOOPBACK) !== 0) return;
  record.say('falcon-ip6/flags-unusual', 'UNUSUAL', F.ConnectionFlags, 'no loopback bit (16) for this remote address');
}

function group(record: RawRecord): void {
  if (record.number(F.Protocol) !== TCP) return;
  const field = remoteField(record);
  if ((record.number(field) & MULTICAST) !== 0)
    record.say('falcon-ip6/tcp-multicast', 'UNUSUAL', field, 'a unicast address for tcp');
}

function remoteAddressString(record: RawRecord): void {
  const named = record.value(F.RemoteAddressString);
  if (!named?.address) return;
  const field = remoteField(record);
  const remote = record.value(field);
  if (!remote?.address || remote.text === named.text || sameAddress(unmapped(named.address), unmapped(remote.address))) return;
  record.say('falcon-ip6/remote-address-string', 'INCONSISTENT', F.RemoteAddressString, `${remote.text}, the remote address`);
}

function pairs(record: RawRecord): void {
  const local = record.number(F.LocalAddressIP6);
  const remote = record.number(F.RemoteAddressIP6);
  // The bits of global addresses are all 0, and those of absent ones NaN.
  if (((local | remote) & (LOOPBACK | LINK_LOCAL)) === 0 || Number.isNaN(local) || Number.isNaN(remote)) return;
  if ((local & DOTTED) !== 0 || (remote & MAPPED) !== 0) return;
  const bound = (local & UNSPECIFIED) === 0;
  const localLoopback = (local & (LOOPBACK | MAPPED)) === LOOPBACK;
  const remoteLoopback = (remote & LOOPBACK) !== 0;
  if (remoteLoopback && !localLoopback && bound)
    record.say('falcon-ip6/loopback-pair', 'INCONSISTENT', F.LocalAddressIP6, '::1 or :: for a remote ::1');
  if (localLoopback && !remoteLoopback)
    record.say('falcon-ip6/loopback-pair', 'INCONSISTENT', F.RemoteAddressIP6, '::1 for a local ::1');
  if ((remote & LINK_LOCAL) !== 0 && (local & LINK_LOCAL) === 0 && bound) {
    const expected = 'an address in fe80::/10, or ::, for a remote one there';
    record.say('falcon-ip6/link-local-pair', 'INCONSISTENT', F.LocalAddressIP6, expected);
  }
}

function self(record: RawRecord): void {
  const port = record.number(F.LocalPort);
  if (!(port > 0) || port !== record.number(F.RemotePort)) return;
  const local = record.value(F.LocalAddressIP6)?.address;
  const remote = record.value(remoteField(record))?.address;
  if (!local || !remote || (record.number(F.LocalAddressIP6) & LOOPBACK) !== 0) return;
  if (!sameAddress(unmapped(local), unmapped(remote))) return;
  const expected = 'another address or port than the local one';
  record.say('falcon-ip6/self', 'UNUSUAL', F.RemotePort, expected, `${writtenOut(remote)} port ${port}`);
}

function delay(record: RawRecord): void {
  const late = record.number(F.timestamp) - record.number(F.ContextTimeStamp);
  if (Number.isNaN(late) || (late >= EARLIEST && late <= LATEST)) return;
  const expected = `60 s before to 7 days after ${record.path(F.ContextTimeStamp)}`;
  record.say('falcon-ip6/delay', 'UNUSUAL', F.timestamp, expected, `${late / 1000} s after it`);
}
