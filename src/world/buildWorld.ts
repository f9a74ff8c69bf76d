import type { Account } from '../model/account.js';
import type { Address } from '../model/address.js';
import { keyedPermutation } from '../random/permutation.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import { backgroundAccount, MOST_STORY_USERS, storyAccounts, unixAccount } from './accounts.js';
import { addressOf, hostAddress, hostSlots, slotOfAddress } from './addresses.js';
import { buildMachine, type Site } from './buildMachine.js';
import { fleetOf } from './falconFleet.js';
import { backgroundHostName, storyHostName } from './hostNames.js';
import { operatingSystemOf } from './operatingSystems.js';
import { remembered } from './remembered.js';
import type { Machine, Outside, World } from './world.js';
import type { HostSpec, OutsideSpec, UserSpec, WorldSpec } from './worldSpec.js';

/** RFC 5737: nobody has these. One range for the site's own public address, another for the parties of the story. */
const PUBLIC_IPV4 = '192.0.2.0/24';
const OUTSIDE_IPV4 = '203.0.113.0/24';
/** RFC 3849: parties of the story have networks of their own, 2001:db8:1000::/36 and up. */
const OUTSIDE_IPV6 = { first: 0x1000, count: 0xf000 };

/** Thrown where the world that a story asks for cannot be. `place` is the path in the story's world. */
export class WorldError extends Error {
  readonly code = 'IMPOSSIBLE_WORLD';
  constructor(
    readonly place: readonly string[],
    readonly expected: string,
    readonly received: string,
  ) {
    super(`${place.join('.')}: expected ${expected}, received ${received}`);
  }
}

/**
 * Builds all that exists before the story.
 *
 * @throws {@link WorldError} where more hosts are asked for than the site has addresses, or two users of a machine meet.
 */
export function buildWorld(random: RandomSource, spec: WorldSpec): World {
  const domain = spec.domain && {
    dns: spec.domain.dns,
    netbios: spec.domain.netbios ?? spec.domain.dns.split('.')[0]!.slice(0, 15).toUpperCase(),
  };
  const ipv4 = spec.site?.ipv4 ?? `10.${random.fork('site').integer(1, 254)}.0.0/16`;
  const cid = spec.cid ?? random.fork('cid').hex(32);
  const site: Site = {
    ipv4,
    ...(spec.site?.ipv6 && { ipv6: spec.site.ipv6 }),
    ...(domain && { domain }),
    // Some domains keep reverse zones; elsewhere NetBIOS answers for the neighbours.
    reverseZone: random.fork('reverse zone').integer(1, 3) === 1,
    publicAddress: hostAddress(PUBLIC_IPV4, random.fork('public address').integer(0, 253)),
    sysmon: spec.sysmon ?? {},
    cid,
    fleet: remembered((keySet) => fleetOf(cid, keySet)),
    start: spec.start,
  };
  const users = buildUsers(random.fork('users'), spec, site);
  const story = storyMachines(random, spec, site, users);
  const machines = [...story, ...backgroundMachines(random, spec, site, story.length)];
  return {
    machines,
    machineById: new Map(machines.map((machine) => [machine.host.id, machine])),
    users,
    outside: outsideParties(random.fork('outside'), spec.outside),
    site: { ipv4, ...(site.ipv6 && { ipv6: site.ipv6 }) },
    ...(domain && { domain }),
  };
}

/** Who keeps accounts: the domain, or, in a workgroup, the machine. */
function keeperOf(random: RandomSource, spec: WorldSpec, site: Site, hostId: string | undefined) {
  if (site.domain && !hostId) return { name: site.domain.netbios, random: random.fork('domain') };
  const id = hostId ?? Object.keys(spec.hosts)[0]!;
  return { name: nameOf(random, id, spec.hosts[id]!), random: random.fork('hosts').fork(id) };
}

const nameOf = (random: RandomSource, id: string, host: HostSpec) =>
  host.name ?? storyHostName(random.fork('host names').fork(id), host);

function buildUsers(random: RandomSource, spec: WorldSpec, site: Site): Map<string, Account> {
  const workers = Object.entries(spec.hosts).filter(
    ([id, host]) => host.role === 'workstation' && isWindows(host) && !host.user && !spec.users[ownUser(id)],
  );
  const own: [string, UserSpec][] = workers.map(([id]) => [ownUser(id), site.domain ? {} : { local: id }]);
  const declared = Object.entries(spec.users);
  for (const [place, users] of [
    ['users', declared],
    ['hosts', own],
  ] as const) {
    if (users.length > MOST_STORY_USERS) throw new WorldError([place], `at most ${MOST_STORY_USERS} users`, String(users.length));
  }
  const keeper = (_: string, user: UserSpec) => keeperOf(random, spec, site, user.local);
  return new Map([...storyAccounts(random, declared, keeper, 0), ...storyAccounts(random, own, keeper, 1)]);
}

const isWindows = (host: HostSpec) => operatingSystemOf(host).platform === 'windows';

/** The user of a workstation for whom the story names none. */
const ownUser = (hostId: string) => `${hostId}-user`;

function storyMachines(random: RandomSource, spec: WorldSpec, site: Site, users: ReadonlyMap<string, Account>): Machine[] {
  const entries = Object.entries(spec.hosts);
  // The lower half of the site is the story's, the upper half the background's.
  const half = Math.floor(hostSlots(site.ipv4) / 2);
  const pinned = entries.map(([, host]) => (host.addresses?.ipv4 ? slotOfAddress(site.ipv4, host.addresses.ipv4) : undefined));
  const taken = new Set(pinned.filter((slot) => slot !== undefined));
  const free = entries.filter(([, host]) => !host.addresses?.ipv4).map(([id]) => id);
  if (free.length + taken.size > half)
    throw new WorldError(['site', 'ipv4'], `a network with room for ${entries.length} hosts`, site.ipv4);
  const slots = new Map(slotsByName(random.fork('ipv4'), free, half, taken).map((slot, i) => [free[i]!, slot]));
  return entries.map(([id, host], index) =>
    buildMachine(random.fork('hosts').fork(id), {
      id,
      index,
      spec: host,
      site,
      name: nameOf(random.fork('users'), id, host),
      ipv4: host.addresses?.ipv4 ? addressOf(host.addresses.ipv4) : hostAddress(site.ipv4, slots.get(id)!),
      user: isWindows(host) ? users.get(host.user ?? ownUser(id)) : unixAccount('root'),
      background: false,
    }),
  );
}

function backgroundMachines(random: RandomSource, spec: WorldSpec, site: Site, firstIndex: number): Machine[] {
  const half = Math.floor(hostSlots(site.ipv4) / 2);
  const room = hostSlots(site.ipv4) - half;
  // Pinned addresses of the story may lie in the upper half: the shuffle then skips them.
  const pinned = Object.values(spec.hosts).flatMap(({ addresses }) =>
    addresses?.ipv4 ? [slotOfAddress(site.ipv4, addresses.ipv4)] : [],
  );
  if (spec.workstations + pinned.length > room)
    throw new WorldError(['site', 'ipv4'], `a network with room for ${spec.workstations} more workstations`, site.ipv4);
  const own = random.fork('background');
  const shuffled = keyedPermutation(own.fork('ipv4'), room);
  const machines: Machine[] = [];
  for (let place = 0, index = 0; index < spec.workstations; place += 1) {
    const slot = half + shuffled(place);
    if (pinned.includes(slot)) continue;
    const hostRandom = own.fork(`host ${index}`);
    const name = backgroundHostName(own.fork('host names'), index);
    machines.push(
      buildMachine(hostRandom, {
        id: `workstation-${index + 1}`,
        index: firstIndex + index,
        spec: { role: 'workstation' },
        site,
        name,
        ipv4: hostAddress(site.ipv4, slot),
        user: backgroundAccount(
          own.fork('users'),
          index,
          site.domain ? { name: site.domain.netbios, random: random.fork('users').fork('domain') } : { name, random: hostRandom },
        ),
        background: true,
      }),
    );
    index += 1;
  }
  return machines;
}

function outsideParties(random: RandomSource, parties: WorldSpec['outside']): Map<string, Outside> {
  const ids = Object.keys(parties);
  if (ids.length > hostSlots(OUTSIDE_IPV4))
    throw new WorldError(['outside'], `at most ${hostSlots(OUTSIDE_IPV4)} parties`, String(ids.length));
  const ipv4 = slotsByName(random.fork('ipv4'), ids, hostSlots(OUTSIDE_IPV4));
  const networks = slotsByName(random.fork('ipv6'), ids, OUTSIDE_IPV6.count);
  return new Map(
    ids.map((id, i) => {
      const network = `2001:db8:${(OUTSIDE_IPV6.first + networks[i]!).toString(16)}`;
      const interfaceId = random.fork('interface').fork(id).integer(1, 0xffff).toString(16);
      return [id, outsideParty(id, parties[id]!, hostAddress(OUTSIDE_IPV4, ipv4[i]!), addressOf(`${network}::${interfaceId}`))];
    }),
  );
}

/** A party of whom the story gives one address has only that one. */
function outsideParty(id: string, party: OutsideSpec, usualIpv4: Address, usualIpv6: Address): Outside {
  const neither = !party.ipv4 && !party.ipv6;
  const ipv4 = party.ipv4 ? addressOf(party.ipv4) : neither ? usualIpv4 : undefined;
  const ipv6 = party.ipv6 ? addressOf(party.ipv6) : neither ? usualIpv6 : undefined;
  return {
    id,
    name: party.name ?? `${id}.example.net`,
    // Nobody outside owes us a reverse name, and most give none.
    reverseName: party.reverseName === 'none' ? '' : (party.reverseName ?? ''),
    ...(ipv4 && { ipv4 }),
    ...(ipv6 && { ipv6 }),
  };
}
