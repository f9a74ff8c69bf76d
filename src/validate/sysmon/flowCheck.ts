import { BoundedMap } from '../boundedMap.js';
import type { RawRecord } from '../record/rawRecord.js';
import { type Address, isBroadcast, isLoopback, isMulticast, sameAddress } from '../text/address.js';
import { F } from './fields.js';
import { addressOf, DESTINATION, hasOldLayout, initiated, SOURCE, transport } from './recordChecks.js';

/** Sides of connections that wait for the other; a partner comes within seconds or never. */
const MOST_WAITING = 1 << 14;
const MOST_PAIRS = 1 << 12;
/** Two records further apart are of two connections that happen to use the same ports. */
const SAME_CONNECTION = 3_600_000;
/** Clocks of two hosts drift by less than this within a capture. */
const STEADY = 10_000;

interface Side {
  readonly computer: string;
  readonly initiator: Address;
  readonly acceptor: Address;
  readonly initiated: boolean;
  /** Milliseconds since 1970, by the trace clock of the host. */
  readonly at: number;
}

/** Compares the records that two sides of one connection left, on one host or on two. */
export class FlowCheck {
  readonly #waiting = new BoundedMap<number, Side>(MOST_WAITING, () => undefined);
  /** Per two hosts, by name: clock of the second less that of the first. */
  readonly #clocks = new BoundedMap<string, number>(MOST_PAIRS, () => undefined);

  check(computer: string, record: RawRecord): void {
    const out = initiated(record);
    const at = record.number(F.UtcTime);
    const [source, destination] = [addressOf(record, SOURCE), addressOf(record, DESTINATION)];
    if (out === undefined || Number.isNaN(at) || !source || !destination) return;
    const self = sameAddress(source, destination);
    if (isMulticast(destination) || isMulticast(source) || isBroadcast(destination)) return;
    const turned = !out && (transport(record) === 'udp' || hasOldLayout(record));
    const [initiator, acceptor] = turned ? [destination, source] : [source, destination];
    const key = keyOf(record, turned, initiator, acceptor);
    const found = this.#waiting.get(key);
    const other = found && sameAddress(found.initiator, initiator) && sameAddress(found.acceptor, acceptor) ? found : undefined;
    const sameHost = other?.computer === computer;
    // A partner of a connection with itself is on the same host, and any other partner is not.
    const isPartner =
      other && sameHost === self && (!self || other.initiated !== out) && Math.abs(at - other.at) <= SAME_CONNECTION;
    const ours = { computer, initiator, acceptor, initiated: out, at };
    if (!isPartner) {
      this.#waiting.set(key, ours);
      return;
    }
    this.#waiting.delete(key);
    if (self) checkSelf(record, other, at);
    else if (!isLoopback(source)) this.#checkHosts(record, ours, other);
  }

  #checkHosts(record: RawRecord, ours: Side, other: Side): void {
    if (ours.initiated === other.initiated) {
      // Many hosts receive what is sent to a network's broadcast address, and no record says that an address is one.
      if (transport(record) !== 'tcp') return;
      const expected = `${!ours.initiated}, since ${other.computer} says ${other.initiated} of the same connection`;
      record.say('sysmon3/cross-direction', 'INCONSISTENT', F.Initiated, expected);
      return;
    }
    const [first, second] = ours.computer < other.computer ? [ours, other] : [other, ours];
    const pair = `${first.computer}\n${second.computer}`;
    const difference = second.at - first.at;
    const known = this.#clocks.get(pair);
    if (known === undefined || Math.abs(difference - known) > STEADY) this.#clocks.set(pair, difference); // so that a change is said once
    if (known !== undefined && Math.abs(difference - known) > STEADY) {
      const expected = `the clocks of ${first.computer} and ${second.computer} ${known / 1000} s apart, as in an earlier connection`;
      record.say('sysmon3/cross-time', 'INCONSISTENT', F.UtcTime, expected, `${difference / 1000} s`);
    }
  }
}

function checkSelf(record: RawRecord, other: Side, at: number): void {
  if (Math.abs(at - other.at) <= 1) return;
  const expected = `within 1 ms of ${new Date(other.at).toISOString()}, when the other end of this connection was recorded`;
  record.say('sysmon3/self-time', 'INCONSISTENT', F.UtcTime, expected);
}

/**
 * The connection as (initiator's end, acceptor's end), which the layouts of source and destination hide: 32 bits of ports and 21 of a hash of
 * the addresses, which is what a double holds. Who finds something under the key compares the addresses.
 */
function keyOf(record: RawRecord, turned: boolean, initiator: Address, acceptor: Address): number {
  const [from, to] = turned ? [F.DestinationPort, F.SourcePort] : [F.SourcePort, F.DestinationPort];
  const hash = (Math.imul(initiator.hash, 31) + acceptor.hash) & 0x1fffff;
  return hash * 2 ** 32 + record.number(from) * 65_536 + record.number(to);
}
