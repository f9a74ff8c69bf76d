import type { Account } from '../model/account.js';
import type { Address } from '../model/address.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import { backgroundAccount, MOST_STORY_USERS, storyAccounts, unixAccount } from './accounts.js';
import { addressOf, hostAddress, hostSlots } from './addresses.js';
import { buildMachine, type Shared } from './buildMachine.js';
import { fleetOf } from './falconFleet.js';
import { backgroundHostName, storyHostName } from './hostNames.js';
import { backgroundPlaces, storyPlaces } from './hostPlaces.js';
import { platformOf } from './operatingSystems.js';
import { remembered } from './remembered.js';
import { buildSites, type Site } from './sites.js';
import type { Machine, Outside, World } from './world.js';
import { WorldError } from './worldError.js';
import type { HostSpec, OutsideSpec, UserSpec, WorldSpec } from './worldSpec.js';

/** RFC 5737: nobody has these. */
const OUTSIDE_IPV4 = '203.0.113.0/24';
/** RFC 3849: parties of the story have networks of their own, 2001:db8:1000::/36 and up. */
const OUTSIDE_IPV6 = { first: 0x1000, count: 0xf000 };

/**
 * Builds all that exists before the story.
 *
 * @throws {@link WorldError} where more hosts are asked for than a site has addresses, or two users of a machine meet.
 */
export function buildWorld(random: RandomSource, spec: WorldSpec): World {
  const domain = spec.domain && {
    dns: spec.domain.dns,
    netbios: spec.domain.netbios ?? spec.domain.dns.split('.')[0]!.slice(0, 15).toUpperCase(),
  };
  const cid = spec.cid ?? random.fork('cid').hex(32);
  const shared: Shared = {
    ...(domain && { domain }),
    // Some domains keep reverse zones; elsewhere NetBIOS answers for the neighbours.
    reverseZone: random.fork('reverse zone').integer(1, 3) === 1,
    sysmon: spec.sysmon ?? {},
    cid,
    fleet: remembered((keySet) => fleetOf(cid, keySet)),
    start: spec.start,
    told: spec.told ?? spec.start,
  };
  const sites = buildSites(random, spec);
  const users = buildUsers(random.fork('users'), spec, shared);
  const story = storyMachines(random, spec, shared, sites, users);
  const machines = [...story, ...backgroundMachines(random, spec, shared, sites, story.length)];
  return {
    machines,
    machineById: new Map(machines.map((machine) => [machine.host.id, machine])),
    users,
    outside: outsideParties(random.fork('outside'), spec.outside),
    sites,
    ...(domain && { domain }),
  };
}

/** Who keeps accounts: the domain, or, in a workgroup, the machine. */
function keeperOf(random: RandomSource, spec: WorldSpec, shared: Shared, hostId: string | undefined) {
  if (shared.domain && !hostId) return { name: shared.domain.netbios, random: random.fork('domain') };
  const id = hostId ?? Object.keys(spec.hosts)[0]!;
  return { name: nameOf(random, id, spec.hosts[id]!), random: random.fork('hosts').fork(id) };
}

const nameOf = (random: RandomSource, id: string, host: HostSpec) =>
  host.name ?? storyHostName(random.fork('host names').fork(id), host);

function buildUsers(random: RandomSource, spec: WorldSpec, shared: Shared): Map<string, Account> {
  const workers = Object.entries(spec.hosts).filter(
    ([id, host]) => host.role === 'workstation' && isWindows(host) && !host.user && !spec.users[ownUser(id)],
  );
  const own: [string, UserSpec][] = workers.map(([id]) => [ownUser(id), shared.domain ? {} : { local: id }]);
  const declared = Object.entries(spec.users);
  for (const [place, users, what] of [
    ['users', declared, 'users'],
    ['hosts', own, 'workstations that name no user: each has one of its own'],
  ] as const) {
    if (users.length > MOST_STORY_USERS)
      throw new WorldError([place], `at most ${MOST_STORY_USERS} ${what}`, String(users.length));
  }
  const keeper = (_: string, user: UserSpec) => keeperOf(random, spec, shared, user.local);
  return new Map([...storyAccounts(random, declared, keeper, 0), ...storyAccounts(random, own, keeper, 1)]);
}

const isWindows = (host: HostSpec) => platformOf(host) === 'windows';

/** The user of a workstation for whom the story names none. */
const ownUser = (hostId: string) => `${hostId}-user`;

function storyMachines(
  random: RandomSource,
  spec: WorldSpec,
  shared: Shared,
  sites: readonly Site[],
  users: ReadonlyMap<string, Account>,
): Machine[] {
  const places = storyPlaces(random, spec, sites);
  return Object.entries(spec.hosts).map(([id, host], index) =>
    buildMachine(random.fork('hosts').fork(id), {
      id,
      index,
      spec: host,
      shared,
      place: places.get(id)!,
      name: nameOf(random.fork('users'), id, host),
      user: isWindows(host) ? users.get(host.user ?? ownUser(id)) : unixAccount('root'),
      background: false,
    }),
  );
}

function backgroundMachines(
  random: RandomSource,
  spec: WorldSpec,
  shared: Shared,
  sites: readonly Site[],
  firstIndex: number,
): Machine[] {
  const own = random.fork('background');
  const placeOf = backgroundPlaces(own, spec, sites);
  return Array.from({ length: spec.workstations }, (_, index) => {
    const hostRandom = own.fork(`host ${index}`);
    const name = backgroundHostName(own.fork('host names'), index);
    const keeper = shared.domain
      ? { name: shared.domain.netbios, random: random.fork('users').fork('domain') }
      : { name, random: hostRandom };
    return buildMachine(hostRandom, {
      id: `workstation-${index + 1}`,
      index: firstIndex + index,
      spec: { role: 'workstation' },
      shared,
      place: placeOf(index),
      name,
      user: backgroundAccount(own.fork('users'), index, keeper),
      background: true,
    });
  });
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
