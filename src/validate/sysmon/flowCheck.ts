import { BoundedMap } from '../boundedMap.js';
import type { RawRecord } from '../record/rawRecord.js';
import { isBroadcast, isLoopback, isMulticast, sameAddress } from '../text/address.js';
import { F } from './fields.js';
import { addressOf, DESTINATION, hasOldLayout, initiated, SOURCE, transport } from './recordChecks.js';
import { type FlowHost, type Side, type WaitedSide, WaitingSides } from './waitingSides.js';

const MOST_PAIRS = 1 << 12;
/** The index of a second host is below this, so that two make one exact number. */
const MOST_HOSTS = 2 ** 26;
/** Two records further apart are of two connections that happen to use the same ports. */
const SAME_CONNECTION = 3_600_000;
/** A side that has waited for more others than these may be of another connection of the same ports. */
const LONGEST_WAIT = 2048;
/** No system gives out a port below this to who asks for any. */
const SERVICE_PORTS = 1024;
/** Clocks of two hosts drift by less than this within a capture. */
const STEADY = 10_000;

/** Compares the records that two sides of one connection left, on one host or on two. */
export class FlowCheck {
  readonly #waiting = new WaitingSides();
  /** Per two hosts: clock of the one seen later less that of the other. */
  readonly #clocks = new BoundedMap<number, number>(MOST_PAIRS, () => undefined);

  check(host: FlowHost, record: RawRecord): void {
    const out = initiated(record);
    const at = record.number(F.UtcTime);
    const [source, destination] = [addressOf(record, SOURCE), addressOf(record, DESTINATION)];
    if (out === undefined || Number.isNaN(at) || !source || !destination) return;
    const self = sameAddress(source, destination);
    if (isMulticast(destination) || isMulticast(source) || isBroadcast(destination)) return;
    const turned = !out && (transport(record) === 'udp' || hasOldLayout(record));
    const [initiator, acceptor] = turned ? [destination, source] : [source, destination];
    const [from, to] = turned ? [F.DestinationPort, F.SourcePort] : [F.SourcePort, F.DestinationPort];
    const ports = record.number(from) * 65_536 + record.number(to);
    if (Number.isNaN(ports)) return;
    const ours = { host, initiator, acceptor, ports, initiated: out, at, isRepeated: false };
    const other = this.#waiting.take(ours);
    const sameHost = other?.host.name === host.name; // one that was forgotten meanwhile is another object
    // A partner of a connection with itself is on the same host, and any other partner is not.
    const isPartner =
      other && sameHost === self && (!self || other.initiated !== out) && Math.abs(at - other.at) <= SAME_CONNECTION;
    if (!isPartner) {
      this.#waiting.add(sameHost ? { ...ours, isRepeated: true } : ours);
      return;
    }
    if (self) {
      if (!other.isRepeated) checkSelf(record, other, at);
    } else if (!isLoopback(source)) this.#checkHosts(record, ours, other);
  }

  #checkHosts(record: RawRecord, ours: Side, other: WaitedSide): void {
    if (ours.initiated === other.initiated) {
      // Many hosts receive what is sent to a network's broadcast address, and no record says that an address is one.
      if (transport(record) !== 'tcp') return;
      const expected = `${!ours.initiated}, since ${other.host.name} says ${other.initiated} of the same connection`;
      record.say('sysmon3/cross-direction', 'INCONSISTENT', F.Initiated, expected);
      return;
    }
    // Where files of hosts are read one after the other, ports that come again make sides of two connections look like those of one.
    if (other.isRepeated || other.waited > LONGEST_WAIT) return;
    // Services that call from the port at which they are called (137, 138, 123), or answer from it (53), use the same two again within a second.
    const port = Math.floor(ours.ports / 65_536);
    if (port < SERVICE_PORTS || port === ours.ports % 65_536) return;
    const [first, second] = ours.host.index < other.host.index ? [ours, other] : [other, ours];
    const pair = first.host.index * MOST_HOSTS + second.host.index;
    const difference = second.at - first.at;
    const known = this.#clocks.get(pair);
    if (known === undefined || Math.abs(difference - known) > STEADY) this.#clocks.set(pair, difference); // so that a change is said once
    if (known !== undefined && Math.abs(difference - known) > STEADY) {
      const expected = `the clocks of ${first.host.name} and ${second.host.name} ${known / 1000} s apart, as in an earlier connection`;
      record.say('sysmon3/cross-time', 'INCONSISTENT', F.UtcTime, expected, `${difference / 1000} s`);
    }
  }
}

function checkSelf(record: RawRecord, other: Side, at: number): void {
  if (Math.abs(at - other.at) <= 1) return;
  const expected = `within 1 ms of ${new Date(other.at).toISOString()}, when the other end of this connection was recorded`;
  record.say('sysmon3/self-time', 'INCONSISTENT', F.UtcTime, expected);
}
