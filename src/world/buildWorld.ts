import type { Account } from '../model/account.js';
import type { Address } from '../model/address.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import { backgroundAccount, linuxAccount, storyAccounts } from './accounts.js';
import { addressOf, ipv4At, ipv4Network, ipv4Offset } from './addresses.js';
import { buildMachine, type Site } from './buildMachine.js';
import { backgroundHostName, storyHostName } from './hostNames.js';
import type { Machine, Outside, World } from './world.js';
import type { HostSpec, OutsideSpec, UserSpec, WorldSpec } from './worldSpec.js';

/** RFC 5737 and RFC 3849: nobody has these addresses. */
const DOCUMENTATION_IPV4 = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'] as const;
const DOCUMENTATION_IPV6 = '2001:db8::/32';

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
  const site: Site = {
    ipv4,
    ...(spec.site?.ipv6 && { ipv6: spec.site.ipv6 }),
    ...(domain && { domain }),
    // Some domains keep reverse zones; elsewhere NetBIOS answers for the neighbours.
    reverseZone: random.fork('reverse zone').integer(1, 3) === 1,
    publicAddress: documentationIpv4(random.fork('public address')),
    cid: spec.cid ?? random.fork('cid').hex(32),
    start: spec.start,
  };
  const users = buildUsers(random.fork('users'), spec, site);
  const story = storyMachines(random, spec, site, users);
  const machines = [...story, ...backgroundMachines(random, spec, site, story.length)];
  return {
    machines,
    machineById: new Map(machines.map((machine) => [machine.host.id, machine])),
    users,
    outside: new Map(
      Object.entries(spec.outside).map(([id, party]) => [id, buildOutside(random.fork('outside').fork(id), id, party)]),
    ),
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
    ([id, host]) => host.role === 'workstation' && host.os !== 'linux' && !host.user && !spec.users[ownUser(id)],
  );
  const own: [string, UserSpec][] = workers.map(([id]) => [ownUser(id), site.domain ? {} : { local: id }]);
  // The story's users come first: they keep their names whatever hosts are added.
  return storyAccounts(random, [...Object.entries(spec.users), ...own], (_, user) => keeperOf(random, spec, site, user.local));
}

/** The user of a workstation for whom the story names none. */
const ownUser = (hostId: string) => `${hostId}-user`;

function storyMachines(random: RandomSource, spec: WorldSpec, site: Site, users: ReadonlyMap<string, Account>): Machine[] {
  const entries = Object.entries(spec.hosts);
  const { size } = ipv4Network(site.ipv4);
  // The lower half of the site is the story's, the upper half the background's.
  const half = Math.floor(size / 2);
  const pinned = entries.map(([, host]) => (host.addresses?.ipv4 ? ipv4Offset(site.ipv4, host.addresses.ipv4) : undefined));
  const taken = new Set([0, ...pinned.filter((offset) => offset !== undefined)]);
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
      ipv4: host.addresses?.ipv4 ? addressOf(host.addresses.ipv4) : ipv4At(site.ipv4, slots.get(id)!),
      user: host.os === 'linux' ? linuxAccount('root') : users.get(host.user ?? ownUser(id)),
      background: false,
    }),
  );
}

function backgroundMachines(random: RandomSource, spec: WorldSpec, site: Site, firstIndex: number): Machine[] {
  const { size } = ipv4Network(site.ipv4);
  const half = Math.floor(size / 2);
  const room = size - half - 2;
  if (spec.workstations > room)
    throw new WorldError(['site', 'ipv4'], `a network with room for ${spec.workstations} more workstations`, site.ipv4);
  const own = random.fork('background');
  // Pinned addresses of the story may lie in the upper half: the shuffle then skips them.
  const pinned = Object.values(spec.hosts).flatMap(({ addresses }) =>
    addresses?.ipv4 ? [ipv4Offset(site.ipv4, addresses.ipv4)] : [],
  );
  const machines: Machine[] = [];
  for (let place = 0, index = 0; index < spec.workstations; place += 1) {
    const offset = half + place;
    if (pinned.includes(offset)) continue;
    const hostRandom = own.fork(`host ${index}`);
    const name = backgroundHostName(own.fork('host names'), index);
    machines.push(
      buildMachine(hostRandom, {
        id: `workstation-${index + 1}`,
        index: firstIndex + index,
        spec: { role: 'workstation' },
        site,
        name,
        ipv4: ipv4At(site.ipv4, offset),
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

function documentationIpv4(random: RandomSource): Address {
  return ipv4At(random.pick(DOCUMENTATION_IPV4), random.integer(1, 254));
}

function buildOutside(random: RandomSource, id: string, party: OutsideSpec): Outside {
  const both = !party.ipv4 && !party.ipv6;
  const ipv4 = party.ipv4 ? addressOf(party.ipv4) : both ? documentationIpv4(random.fork('ipv4')) : undefined;
  const groups = () => random.fork('ipv6').integer(0x1000, 0xffff).toString(16);
  const ipv6 = party.ipv6
    ? addressOf(party.ipv6)
    : both
      ? addressOf(`${DOCUMENTATION_IPV6.slice(0, 9)}${groups()}::${random.fork('interface').integer(1, 0xffff).toString(16)}`)
      : undefined;
  return {
    id,
    name: party.name ?? `${id}.example.net`,
    // Nobody outside owes us a reverse name, and most give none.
    reverseName: party.reverseName === 'none' ? '' : (party.reverseName ?? ''),
    ...(ipv4 && { ipv4 }),
    ...(ipv6 && { ipv6 }),
  };
}
