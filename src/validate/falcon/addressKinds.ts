import type { FieldKind } from '../record/fieldKind.js';
import { type Finding, Judged } from '../record/judged.js';
import {
  type Address,
  isLinkLocal,
  isLoopback,
  isMulticast,
  isUnspecified,
  parseAddress,
  unmapped,
  writtenOut,
} from '../text/address.js';

/** What an address is, as bits: the `number` of a judged one, so that records are compared without looking at the parts again. */
export const UNSPECIFIED = 1;
export const LOOPBACK = 2;
export const MULTICAST = 4;
export const LINK_LOCAL = 8;
/** IPv4, or IPv6 that holds IPv4. */
export const MAPPED = 16;
/** IPv4 as such. */
export const DOTTED = 32;

function classOf(address: Address): number {
  const inner = unmapped(address);
  return (
    (isUnspecified(address) ? UNSPECIFIED : 0) |
    (isLoopback(inner) ? LOOPBACK : 0) |
    (isMulticast(inner) ? MULTICAST : 0) |
    (isLinkLocal(address) ? LINK_LOCAL : 0) |
    (inner.family === 4 ? MAPPED : 0) |
    (address.family === 4 ? DOTTED : 0)
  );
}

type Rule = (bits: number, text: string, address: Address) => Finding | undefined;

const mapped: Rule = (bits) =>
  bits & MAPPED ? { check: 'falcon-ip6/mapped', code: 'UNUSUAL', expected: 'an IPv6 address' } : undefined;
/** As the sensor spells it. */
const spelled: Rule = (bits, text, address) =>
  bits & MAPPED || text === writtenOut(address)
    ? undefined
    : { check: 'falcon-ip6/address-text', code: 'MALFORMED', expected: writtenOut(address) };
const notMulticast: Rule = (bits) =>
  bits & MULTICAST
    ? { check: 'falcon-ip6/local-multicast', code: 'OUT_OF_RANGE', expected: 'an address of this host' }
    : undefined;
const notUnspecified: Rule = (bits) =>
  bits & UNSPECIFIED ? { check: 'falcon-ip6/remote-unspecified', code: 'UNUSUAL', expected: 'an address of a peer' } : undefined;
const dotted: Rule = (bits) =>
  bits & DOTTED ? undefined : { check: 'falcon-ip6/address', code: 'MALFORMED', expected: 'an IPv4 address' };

const NO_ADDRESS: Finding = {
  check: 'falcon-ip6/address',
  code: 'MALFORMED',
  expected: 'an IP address without zone, brackets, prefix or port',
};

function addressKind(...rules: readonly Rule[]): FieldKind {
  return {
    judge: (text) => {
      const address = parseAddress(text);
      if (!address) return new Judged(text, [NO_ADDRESS]);
      const bits = classOf(address);
      const judged = new Judged(
        text,
        rules.map((rule) => rule(bits, text, address)).filter((finding) => finding !== undefined),
      );
      judged.address = address;
      judged.number = bits;
      return judged;
    },
  };
}

export interface AddressKinds {
  readonly local: FieldKind;
  readonly remote: FieldKind;
}

/** In the feed, where the spelling is the sensor's. */
export const SPELLED: AddressKinds = {
  local: addressKind(mapped, spelled, notMulticast),
  remote: addressKind(mapped, spelled, notUnspecified),
};

/** In forms that others have made from it. */
export const ANY_SPELLING: AddressKinds = {
  local: addressKind(mapped, notMulticast),
  remote: addressKind(mapped, notUnspecified),
};

/** The host's own IPv4 address, beside the socket's. */
export const hostIpv4 = addressKind(dotted);
/** The peer under the key of the IPv4 event. */
export const remoteIpv4 = addressKind(dotted, notUnspecified);

/** The public address that the cloud saw. */
export const cloudAddress: FieldKind = {
  judge: (text) => {
    const address = parseAddress(text);
    const finding: Finding = { check: 'falcon-ip6/cloud-address', code: 'MALFORMED', expected: 'an IP address' };
    const judged = new Judged(text, address ? [] : [finding]);
    judged.address = address;
    return judged;
  },
};

/** Text that may be an address: then it can be compared. */
export const maybeAddress: FieldKind = {
  judge: (text) => {
    const judged = new Judged(text);
    judged.address = parseAddress(text);
    return judged;
  },
};
