import type { Account } from '../model/account.js';
import type { Address } from '../model/address.js';
import type { Role } from '../model/host.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import { backgroundAccount, MOST_STORY_USERS, storyAccounts, unixAccount } from './accounts.js';
import { addressOf } from './addresses.js';
import { buildMachine, type Shared } from './buildMachine.js';
import { fleetOf } from './falconFleet.js';
import { type HostNames, hostNames } from './hostNames.js';
import { backgroundPlaces, storyPlaces } from './hostPlaces.js';
import { platformOf } from './operatingSystems.js';
import { OUTSIDE_IPV4_SLOTS, OUTSIDE_IPV6_SLOTS, outsideIpv4, outsideIpv6 } from './outsideAddresses.js';
import { remembered } from './remembered.js';
import { buildSites, type Site } from './sites.js';
import type { Machine, Outside, World } from './world.js';
import { WorldError } from './worldError.js';
import type { HostSpec, OfficeSpec, OutsideSpec, UserSpec, WorldSpec } from './worldSpec.js';

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
  const names = hostNames(random.fork('host names'), spec.hosts, domain !== undefined);
  const users = buildUsers(random.fork('users'), spec, shared, names);
  const story = storyMachines(random, spec, shared, sites, users, names);
  const machines = [...story, ...backgroundMachines(random.fork('background'), random, spec, shared, sites, names, story.length)];
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
function keeperOf(random: RandomSource, spec: WorldSpec, shared: Shared, names: HostNames, hostId: string | undefined) {
  if (shared.domain && !hostId) return { name: shared.domain.netbios, random: random.fork('domain') };
  const id = hostId ?? Object.keys(spec.hosts)[0]!;
  return { name: nameOf(names, id, spec.hosts[id]!), random: random.fork('hosts').fork(id) };
}

const nameOf = ({ story }: HostNames, id: string, { name }: HostSpec) => name ?? story.get(id)!;

function buildUsers(random: RandomSource, spec: WorldSpec, shared: Shared, names: HostNames): Map<string, Account> {
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
  const keeper = (_: string, user: UserSpec) => keeperOf(random, spec, shared, names, user.local);
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
  names: HostNames,
): Machine[] {
  const places = storyPlaces(random, spec, sites);
  return Object.entries(spec.hosts).map(([id, host], index) =>
    buildMachine(random.fork('hosts').fork(id), {
      id,
      index,
      spec: host,
      shared,
      place: places.get(id)!,
      name: nameOf(names, id, host),
      user: isWindows(host) ? users.get(host.user ?? ownUser(id)) : unixAccount('root'),
      background: false,
    }),
  );
}

function backgroundMachines(
  own: RandomSource,
  random: RandomSource,
  spec: WorldSpec,
  shared: Shared,
  sites: readonly Site[],
  names: HostNames,
  firstIndex: number,
): Machine[] {
  const places = backgroundPlaces(own, spec, sites);
  const { servers, domainControllers } = spec.office ?? NO_OFFICE;
  const others = Array.from({ length: servers + domainControllers }, (_, index) => {
    const [id, role, number]: [string, Role, number] =
      index < domainControllers
        ? [`controller-${index + 1}`, 'domain-controller', index]
        : [`server-${index - domainControllers + 1}`, 'server', index - domainControllers];
    return buildMachine(own.fork(id), {
      id,
      index: firstIndex + index,
      spec: { role },
      shared,
      // Each kind counts by itself: one more of the one moves none of the other.
      place: places.ofServer(role, number),
      name: names.ofBackground({ role }, number),
      user: undefined,
      background: true,
    });
  });
  const kindOf = kindsOf(own.fork('kinds'), spec.office ?? NO_OFFICE);
  const workstations = Array.from({ length: spec.workstations }, (_, index) => {
    const hostRandom = own.fork(`host ${index}`);
    const host: HostSpec = { role: 'workstation', ...kindOf(index) };
    const name = names.ofBackground(host, index);
    const keeper = shared.domain
      ? { name: shared.domain.netbios, random: random.fork('users').fork('domain') }
      : { name, random: hostRandom };
    const user = backgroundAccount(own.fork('users'), index, keeper);
    return buildMachine(hostRandom, {
      id: `workstation-${index + 1}`,
      index: firstIndex + others.length + index,
      spec: host,
      shared,
      place: places.ofWorkstation(index),
      name,
      user: isWindows(host) ? user : unixAccount(user.name),
      background: true,
    });
  });
  return [...others, ...workstations];
}

const NO_OFFICE: OfficeSpec = { mix: { developer: 0, linux: 0, macos: 0 }, servers: 0, domainControllers: 0 };

/** What kind of workstation each is, by a word of its own: one more changes no other, and another share only those that it takes or leaves. */
function kindsOf(random: RandomSource, { mix }: OfficeSpec): (index: number) => Pick<HostSpec, 'profile' | 'os'> {
  return (index) => {
    const drawn = random.fork(String(index)).integer(0, 999_999) / 1_000_000;
    if (drawn < mix.developer) return { profile: 'developer' };
    if (drawn < mix.developer + mix.linux) return { os: 'linux' };
    return drawn < mix.developer + mix.linux + mix.macos ? { os: 'macos' } : {};
  };
}

function outsideParties(random: RandomSource, parties: WorldSpec['outside']): Map<string, Outside> {
  const ids = Object.keys(parties);
  if (ids.length > OUTSIDE_IPV4_SLOTS)
    throw new WorldError(['outside'], `at most ${OUTSIDE_IPV4_SLOTS} parties`, String(ids.length));
  const ipv4 = slotsByName(random.fork('ipv4'), ids, OUTSIDE_IPV4_SLOTS);
  const networks = slotsByName(random.fork('ipv6'), ids, OUTSIDE_IPV6_SLOTS);
  return new Map(
    ids.map((id, i) => {
      const interfaceId = random.fork('interface').fork(id).integer(1, 0xffff);
      const usual = [outsideIpv4('story', ipv4[i]!), outsideIpv6('story', networks[i]!, interfaceId)] as const;
      return [id, outsideParty(id, parties[id]!, ...usual)];
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
