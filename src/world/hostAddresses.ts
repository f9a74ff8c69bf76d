import type { Address } from '../model/address.js';
import type { HostAddresses } from '../model/host.js';
import type { RandomSource } from '../random/randomSource.js';
import { addressOf, ipv6With } from './addresses.js';
import type { MachinePlan } from './buildMachine.js';
import { platformOf } from './operatingSystems.js';
import { type TemporaryAddresses, temporaryAddresses } from './temporaryAddresses.js';
import { isatapAddress, teredoAddress } from './tunnelAddresses.js';

/** RFC 5737: apart from the sites and resolvers of the background, which have others of the range. */
const TEREDO_SERVER = addressOf('198.51.100.250');

/** The addresses of a host that stay. @param random - Of its addresses. */
export function hostAddresses(random: RandomSource, plan: MachinePlan): HostAddresses {
  const pinned = plan.spec.addresses ?? {};
  const stable = pinned.ipv6 ? addressOf(pinned.ipv6) : stableOf(random, plan);
  const temporary = pinned.temporary ? addressOf(pinned.temporary) : temporaryOf(random, plan);
  return {
    ipv4: plan.place.ipv4,
    linkLocal: pinned.linkLocal ? addressOf(pinned.linkLocal) : ipv6With(random.fork('link-local'), 'fe80::/64'),
    ...(stable && { stable }),
    ...(temporary && { temporary }),
  };
}

/** Those of a host whose temporary address changes; undefined for others. @param random - Of its addresses. */
export function temporariesOf(random: RandomSource, { spec, shared, place }: MachinePlan): TemporaryAddresses | undefined {
  const { ipv6 } = place.site;
  if (ipv6.kind !== 'routed' || ipv6.rotate === undefined || spec.role !== 'workstation') return undefined;
  return temporaryAddresses(random.fork('temporary'), ipv6.network, ipv6.rotate, shared.start);
}

function stableOf(random: RandomSource, { spec, place: { site, ipv4, teredoPort } }: MachinePlan): Address | undefined {
  const { ipv6, publicAddress } = site;
  if (ipv6.kind === 'routed') return ipv6With(random.fork('stable'), ipv6.network);
  // Only Windows has clients of these.
  if (platformOf(spec) !== 'windows') return undefined;
  switch (ipv6.kind) {
    case 'link-local':
      return undefined;
    case 'teredo':
      return teredoAddress(TEREDO_SERVER, publicAddress, teredoPort, random.fork('teredo').integer(0, 0xffff));
    case 'isatap':
      return isatapAddress(ipv6.network, ipv4);
  }
}

/** Servers keep one address; clients go out from a temporary one. */
function temporaryOf(random: RandomSource, { spec, place }: MachinePlan): Address | undefined {
  const { ipv6 } = place.site;
  return ipv6.kind === 'routed' && ipv6.rotate === undefined && spec.role === 'workstation'
    ? ipv6With(random.fork('temporary'), ipv6.network)
    : undefined;
}
