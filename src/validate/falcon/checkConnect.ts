import type { Report } from '../reporter.js';
import {
  isLinkLocal,
  isLoopback,
  isMulticast,
  isUnspecified,
  parseAddress,
  sameAddress,
  unmapped,
  writtenOut,
} from '../text/address.js';
import { checkPlatform } from './checkPlatform.js';
import type { Connect } from './connect.js';

const TCP = 6;
const UDP = 17;
const KNOWN_PROTOCOLS = [0, 2, 6, 17, 41, 47, 58, 255];
const PORTLESS = [0, 1, 41, 47, 58, 255];
const ICMP = [1, 58];
const MOST_FLAGS = 31;
const LOOPBACK_FLAG = 16;
const EARLIEST = -60_000;
const LATEST = 7 * 86_400_000;

/** Fields of one record against each other. Each skips what could not be read: that has been said. */
const CONNECT_CHECKS: readonly ((connect: Connect, report: Report) => void)[] = [
  checkPlatform,
  protocol,
  ports,
  icmp,
  direction,
  flags,
  addressTexts,
  localAddress,
  remoteAddress,
  pairs,
  self,
  delay,
];

export function checkConnect(connect: Connect, report: Report): void {
  for (const check of CONNECT_CHECKS) check(connect, report);
}

function protocol({ protocol: number }: Connect, report: Report): void {
  if (number === undefined || KNOWN_PROTOCOLS.includes(number)) return;
  const expected = number === 1 ? '58 for ICMP over IPv6' : `one of ${KNOWN_PROTOCOLS.join(' ')}`;
  report('falcon-ip6/protocol-unusual', 'UNUSUAL', 'Protocol', expected, String(number));
}

function ports({ protocol: number, localPort, remotePort, platform }: Connect, report: Report): void {
  if (number === TCP || number === UDP) {
    if (remotePort === 0) report('falcon-ip6/remote-port-zero', 'UNUSUAL', 'RemotePort', '1 to 65535 for tcp and udp', '0');
    const check = platform === 'Win' ? 'falcon-ip6/local-port-zero-windows' : 'falcon-ip6/local-port-zero';
    if (localPort === 0) report(check, 'UNUSUAL', 'LocalPort', '1 to 65535 for tcp and udp', '0');
  } else if (number !== undefined && PORTLESS.includes(number)) {
    const say = (path: string, port: number) =>
      report('falcon-ip6/portless', 'UNUSUAL', path, `0 for protocol ${number}`, String(port));
    if (localPort) say('LocalPort', localPort);
    if (remotePort) say('RemotePort', remotePort);
  }
}

function icmp({ texts, protocol: number, platform }: Connect, report: Report): void {
  for (const key of ['IcmpType', 'IcmpCode']) {
    const text = texts.get(key);
    if (text === undefined) continue;
    const fits = number === undefined || ICMP.includes(number);
    if (!fits || platform === 'iOS') {
      const expected = fits ? 'no such field on iOS' : `no such field for protocol ${number}`;
      report('falcon-ip6/icmp-fields', 'UNEXPECTED', key, expected, text);
    }
  }
}

function direction({ direction: value }: Connect, report: Report): void {
  if (value) report('falcon-ip6/direction-unusual', 'UNUSUAL', 'ConnectionDirection', '0, outbound', String(value));
}

function flags({ flags: value, remote }: Connect, report: Report): void {
  if (value === undefined) return;
  const say = (expected: string) => report('falcon-ip6/flags-unusual', 'UNUSUAL', 'ConnectionFlags', expected, String(value));
  if (value > MOST_FLAGS) say('at most 31');
  else if ((value & LOOPBACK_FLAG) !== 0 && remote && !isLoopback(unmapped(remote)))
    say('no loopback bit (16) for this remote address');
}

function addressTexts({ texts, form }: Connect, report: Report): void {
  for (const key of ['LocalAddressIP6', 'RemoteAddressIP6']) {
    const text = texts.get(key);
    const address = text === undefined ? undefined : parseAddress(text);
    if (text === undefined || !address) continue;
    if (unmapped(address).family === 4) report('falcon-ip6/mapped', 'UNUSUAL', key, 'an IPv6 address', text);
    else if (form === 'falcon-fdr' && text !== writtenOut(address)) {
      report('falcon-ip6/address-text', 'MALFORMED', key, writtenOut(address), text);
    }
  }
}

function localAddress({ texts, local }: Connect, report: Report): void {
  if (local && isMulticast(unmapped(local))) {
    report(
      'falcon-ip6/local-multicast',
      'OUT_OF_RANGE',
      'LocalAddressIP6',
      'an address of this host',
      texts.get('LocalAddressIP6'),
    );
  }
}

function remoteAddress({ texts, remote, protocol: number }: Connect, report: Report): void {
  const [six, four] = [texts.get('RemoteAddressIP6'), texts.get('RemoteAddressIP4')];
  if (six !== undefined && four !== undefined) {
    report('falcon-ip6/two-remote-addresses', 'DUPLICATE', 'RemoteAddressIP4', 'one remote address', four);
  } else if (four !== undefined) report('falcon-ip6/mapped', 'UNUSUAL', 'RemoteAddressIP4', 'RemoteAddressIP6', four);
  if (!remote) return;
  const text = six ?? four;
  if (isUnspecified(remote)) report('falcon-ip6/remote-unspecified', 'UNUSUAL', 'RemoteAddressIP6', 'an address of a peer', text);
  if (number === TCP && isMulticast(unmapped(remote))) {
    report('falcon-ip6/tcp-multicast', 'UNUSUAL', 'RemoteAddressIP6', 'a unicast address for tcp', text);
  }
  const string = texts.get('RemoteAddressString');
  const named = string === undefined ? undefined : parseAddress(string);
  if (named && !sameAddress(unmapped(named), unmapped(remote))) {
    report('falcon-ip6/remote-address-string', 'INCONSISTENT', 'RemoteAddressString', `${text}, the remote address`, string);
  }
}

function pairs({ texts, local, remote }: Connect, report: Report): void {
  if (local?.family !== 6 || remote?.family !== 6 || unmapped(remote).family === 4) return;
  const say = (check: 'loopback-pair' | 'link-local-pair', path: string, expected: string) =>
    report(`falcon-ip6/${check}`, 'INCONSISTENT', path, expected, texts.get(path));
  const unbound = isUnspecified(local);
  if (isLoopback(remote) && !isLoopback(local) && !unbound) say('loopback-pair', 'LocalAddressIP6', '::1 or :: for a remote ::1');
  if (isLoopback(local) && !isLoopback(remote)) say('loopback-pair', 'RemoteAddressIP6', '::1 for a local ::1');
  if (isLinkLocal(remote) && !isLinkLocal(local) && !unbound) {
    say('link-local-pair', 'LocalAddressIP6', 'an address in fe80::/10, or ::, for a remote one there');
  }
}

function self({ local, remote, localPort, remotePort }: Connect, report: Report): void {
  if (!local || !remote || !localPort || localPort !== remotePort || !sameAddress(local, remote) || isLoopback(unmapped(local)))
    return;
  report(
    'falcon-ip6/self',
    'UNUSUAL',
    'RemotePort',
    'another address or port than the local one',
    `${writtenOut(remote)} port ${remotePort}`,
  );
}

function delay({ seenAt, receivedAt }: Connect, report: Report): void {
  if (seenAt === undefined || receivedAt === undefined) return;
  const late = receivedAt - seenAt;
  if (late >= EARLIEST && late <= LATEST) return;
  report('falcon-ip6/delay', 'UNUSUAL', 'timestamp', '60 s before to 7 days after ContextTimeStamp', `${late / 1000} s after it`);
}
