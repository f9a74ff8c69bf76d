import fc from 'fast-check';
import { type LoadedStory, readStory } from '../../src/scenarios/index.js';

/** A story as somebody would write it: what JSON can hold, and so YAML too. */
export interface StoryText {
  id: string;
  title: string;
  start: string;
  world: {
    domain?: { dns: string };
    site?: { ipv4?: string; ipv6?: string };
    hosts: Record<string, Record<string, unknown>>;
    users: Record<string, Record<string, unknown>>;
    outside: Record<string, Record<string, unknown>>;
  };
  processes: Record<string, Record<string, unknown>>;
  steps: StepText[];
  background?: Record<string, unknown>;
}

export interface StepText {
  id: string;
  at?: string;
  after?: string;
  technique?: string;
  role?: string;
  ruleName?: string;
  connect?: Record<string, unknown>;
  beacon?: Record<string, unknown>;
}

/** JSON is YAML. */
export const loaded = (story: StoryText): LoadedStory => readStory(JSON.stringify(story), 'random.yaml');

/** A choice among things that are not known yet: a share of their number, so that it stays the same one when others are added. */
const choice = fc.nat(9_999);
const chosen = <T>(list: readonly T[], by: number): T => list[by % list.length]!;

/** What is left of a kind divided by eight, where the host runs no Windows. */
const OTHER = 7;

const hostDraft = fc.record({
  kind: fc.oneof({ arbitrary: choice, weight: 2 }, { arbitrary: choice.map((kind) => kind - (kind % 8) + OTHER), weight: 1 }),
  os: choice,
  era: choice,
  dnsLookup: fc.boolean(),
  sensors: choice,
  drift: fc.integer({ min: -2000, max: 2000 }),
  keySet: choice,
  /** Whether its IPv4 address is pinned, so that others can call it by its address. */
  pinned: fc.boolean(),
});

const stepDraft = fc.record({
  from: choice,
  to: choice,
  protocol: choice,
  port: choice,
  family: choice,
  sourcePort: choice,
  acceptedBy: fc.boolean(),
  when: choice,
  wait: fc.nat(400_000),
  beacon: choice,
  ruleName: choice,
});

/** What a story is made of; indexes instead of names, so that any combination is one. */
export const storyDraft = fc.record({
  domain: fc.boolean(),
  ipv6: fc.boolean(),
  start: fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 }),
  hosts: fc.array(hostDraft, { minLength: 1, maxLength: 4 }),
  steps: fc.array(stepDraft, { minLength: 1, maxLength: 6 }),
  background: fc.option(fc.nat(2), { nil: undefined }),
});

export type StoryDraft = typeof storyDraft extends fc.Arbitrary<infer T> ? T : never;
export type StepDraft = StoryDraft['steps'][number];

const CLIENTS = ['windows-7', 'windows-10', 'windows-11'];
const SERVERS = [
  'windows-server-2012-r2',
  'windows-server-2016',
  'windows-server-2019',
  'windows-server-2022',
  'windows-server-2025',
];
const ERAS = ['11', '11', '6', '8', '10.4'];
const RULES = [undefined, undefined, 'Suspicious NetCon', '*****', `it's <a> & "b" \u00e9\u{1f4a5}`, ']]>'];
/** Who listens where; written from the table of docs/fields/sysmon-winevt.md, not from the product's. */
const TCP = [445, 139, 5985, 5357, 135, 3389];
const SERVER_TCP = [80, 443];
const UDP = [137, 138, 123, 5353, 5355];
const CONTROLLER_TCP = [88, 389, 464, 636, 3268, 53, 9389];
const CONTROLLER_UDP = [88, 389, 464, 53];
const SERVICES: Readonly<Record<System, readonly string[]>> = {
  windows: ['System', 'lsass', 'dnscache', 'rpcss', 'w32time'],
  linux: ['systemd-resolved', 'sshd'],
  macos: ['mDNSResponder', 'apsd', 'trustd', 'timed'],
  ios: ['mDNSResponder', 'apsd', 'trustd', 'dataaccessd'],
};
/** Whose Falcon sensors send which keys; from the table of docs/fields/falcon-fdr.md. Mostly the newest of the time, which nobody says. */
const KEY_SETS: Readonly<Record<System, readonly (string | undefined)[]>> = {
  windows: [undefined, undefined, undefined, 'windows-2020', 'windows-2023', 'windows-2025'],
  linux: [undefined, 'linux-2021'],
  macos: [undefined, 'macos-2020', 'macos-2021'],
  ios: [undefined, 'ios-2025'],
};
const SENSORS = [undefined, undefined, ['sysmon'], ['falcon'], ['sysmon', 'falcon'], []];
/** Most hosts run Windows; of the others Linux alone has Sysmon. */
const OTHERS: readonly System[] = ['linux', 'linux', 'macos', 'macos', 'ios'];
const RPC = ['svcctl', 'winmgmt', 'lsarpc', 'atsvc', 'eventlog', 'spoolss'];

type System = 'windows' | 'linux' | 'macos' | 'ios';

interface Kind {
  readonly id: string;
  readonly system: System;
  readonly windows: boolean;
  readonly controller: boolean;
  readonly server: boolean;
  readonly sysmon: boolean;
  /** Where the story says it. */
  readonly ipv4: string | undefined;
}

/** The story of a draft: always one that the loader and the compiler take. */
export function storyOf(draft: StoryDraft): StoryText {
  const kinds: Kind[] = draft.hosts.map(({ kind, sensors, pinned, dnsLookup }, i) => {
    const role = kind % 8;
    const system = role === OTHER ? chosen(OTHERS, Math.floor(kind / 8)) : 'windows';
    return {
      id: `zqhost-${i}`,
      system,
      windows: system === 'windows',
      controller: draft.domain && role === 6,
      server: system === 'windows' && role % 2 === 1,
      // Nobody has it on Linux by himself before it was there; who speaks of it has it.
      sysmon:
        (system === 'windows' || system === 'linux') &&
        (chosen(SENSORS, sensors)?.includes('sysmon') ??
          (system === 'windows' || dnsLookup || draft.start >= Date.UTC(2021, 9, 14) / 1000)),
      ipv4: pinned ? `10.20.200.${i + 1}` : undefined,
    };
  });
  const site = {
    ...(draft.ipv6 && { ipv6: '2001:db8:20:1::/64' }),
    ...(kinds.some(({ ipv4 }) => ipv4) && { ipv4: '10.20.0.0/16' }),
  };
  return {
    id: 'zqstory',
    title: 'A random story',
    start: new Date(draft.start * 1000).toISOString(),
    world: {
      ...(draft.domain && { domain: { dns: 'corp.example' } }),
      ...(Object.keys(site).length > 0 && { site }),
      hosts: Object.fromEntries(draft.hosts.map((host, i) => [kinds[i]!.id, hostOf(host, kinds[i]!)])),
      users: Object.fromEntries(kinds.map(({ id }, i) => [`zquser-${i}`, draft.domain ? {} : { local: id }])),
      outside: {
        both: {},
        'only-v4': { ipv4: '203.0.113.77', reverseName: 'edge.example.org' },
        ...(draft.ipv6 && { 'only-v6': { ipv6: '2001:db8:ffff::1', reverseName: 'edge6.example.org' } }),
      },
    },
    processes: Object.fromEntries(
      kinds.flatMap(({ id, windows, system }, i) => [
        [
          `zqprocess-${i}`,
          {
            host: id,
            image: windows ? 'C:\\Users\\{user}\\AppData\\tool & co\\updater.exe' : '/var/tmp/.cache/kworkerd',
            user: windows
              ? chosen([`zquser-${i}`, 'SYSTEM', 'LOCAL SERVICE'], draft.hosts[i]!.kind)
              : chosen(['jenkins', `zquser-${i}`, 'SYSTEM'], draft.hosts[i]!.kind + system.length),
            start: chosen(['-1h', '0s', '700ms'], draft.hosts[i]!.os),
          },
        ],
        [
          `zqlistener-${i}`,
          { host: id, image: windows ? 'C:\\listener.exe' : '/opt/listener', user: windows ? 'SYSTEM' : 'root', start: '-2s' },
        ],
      ]),
    ),
    steps: draft.steps.map((step, i) => stepOf(step, i, draft, kinds)),
    ...(draft.background !== undefined && {
      background: { profile: 'office', workstations: draft.background, lead: '90s', tail: '100s' },
    }),
  };
}

function hostOf(host: StoryDraft['hosts'][number], { system, controller, ipv4 }: Kind): Record<string, unknown> {
  const role = controller ? 'domain-controller' : host.kind % 2 === 0 ? 'workstation' : 'server';
  const withSysmon = system === 'windows' || system === 'linux';
  const sensors = chosen(SENSORS, host.sensors)?.filter((sensor) => withSysmon || sensor === 'falcon');
  const keySet = chosen(KEY_SETS[system], host.keySet);
  return {
    role: system === 'linux' ? 'server' : system === 'windows' ? role : 'workstation',
    os: system === 'windows' ? chosen(role === 'workstation' ? CLIENTS : SERVERS, host.os) : system,
    ...(sensors && { sensors }),
    clock: { drift: host.drift / 10 },
    ...(system === 'windows' && { sysmon: { era: chosen(ERAS, host.era), dnsLookup: host.dnsLookup } }),
    // Lines that begin as syslog's are no XML: the readers of the laws would have to cut that off first.
    ...(system === 'linux' && host.dnsLookup && { sysmon: { syslogPrefix: false } }),
    ...(keySet && { falcon: { keySet } }),
    ...(ipv4 && { addresses: { ipv4 } }),
  };
}

function stepOf(step: StepDraft, index: number, draft: StoryDraft, kinds: readonly Kind[]): StepText {
  const source = chosen(kinds, step.from);
  const i = kinds.indexOf(source);
  const service = chosen(SERVICES[source.system], step.port);
  const from = step.from % 3 === 0 ? `${source.id}/${service}` : `zqprocess-${i}`;
  const protocol = chosen(
    ['tcp', 'tcp', 'tcp', 'tcp', 'udp', 'udp', 'udp', 'icmpv6', 'icmp', 'ip', 'ipv6', 'unknown'],
    step.protocol,
  );
  // Both are told over IPv6 only.
  const overIpv6 = protocol === 'icmpv6' || protocol === 'ipv6';
  const places = [
    ...kinds.map(({ id }) => id),
    'localhost',
    'both',
    'only-v4',
    '198.51.100.9',
    ...(protocol === 'udp' ? ['224.0.0.252', 'ff02::1:3'] : []),
    ...(draft.ipv6 ? ['only-v6', '2001:db8:ffff::99'] : []),
    ...(source.system === 'macos' && (protocol === 'tcp' || protocol === 'udp') ? mappedPlaces(kinds) : []),
  ].filter((place) => !overIpv6 || !/v4|^\d+\.|224/u.test(place));
  const reachable = draft.ipv6 || !overIpv6 ? places : places.filter((place) => place !== 'both');
  const to = chosen(reachable, step.to);
  const target =
    to === 'localhost' || to === '::ffff:127.0.0.1' ? source : kinds.find(({ id, ipv4 }) => id === to || to === `::ffff:${ipv4}`);
  const families =
    target && !to.includes(':')
      ? [undefined, 'ipv4', 'ipv6']
      : to === 'both' && draft.ipv6
        ? [undefined, 'ipv4', 'ipv6']
        : [undefined];
  const family = overIpv6 && (target || to === 'both') ? chosen([undefined, 'ipv6'], step.family) : chosen(families, step.family);
  const j = target ? kinds.indexOf(target) : -1;
  const ends: Record<string, unknown> = { from, to, protocol, ...(family && { family }) };
  if (protocol === 'tcp' || protocol === 'udp') {
    // Somebody must be there to accept: on Linux nobody but sshd is by himself, on Apple's systems nobody.
    const alone = target !== undefined && !target.windows;
    if (target && (step.acceptedBy || (alone && (protocol === 'udp' || target.system !== 'linux'))))
      Object.assign(ends, { port: 4000 + (step.port % 5000), acceptedBy: `zqlistener-${j}` });
    else if (target?.windows && protocol === 'tcp' && step.port % 5 === 0) ends.service = chosen(RPC, step.port);
    else if (alone) ends.port = 22;
    else ends.port = portOf(protocol, target, step.port);
    // Below the dynamic range, and where nobody listens. A port comes again only where TCP has forgotten it.
    if (step.sourcePort % 6 === 0 && (protocol === 'udp' || step.beacon % 3 !== 0))
      ends.sourcePort = 10_000 + 100 * index + (step.sourcePort % 100);
  }
  const earlier =
    index > 0 && step.when % 3 === 0
      ? chosen(
          Array.from({ length: index }, (_, n) => n),
          step.when,
        )
      : undefined;
  const time =
    earlier === undefined ? { at: `${1_000 + step.wait}ms` } : { after: `zqstep-${earlier} + ${step.wait % 500}..900ms` };
  const ruleName = chosen(RULES, step.ruleName);
  return {
    id: `zqstep-${index}`,
    ...time,
    ...(step.wait % 2 === 0 && { technique: `T1${String(step.port % 1000).padStart(3, '0')}` }),
    role: chosen(['malicious', 'benign', 'red-herring'], step.wait),
    // Only where Sysmon may see it: elsewhere the loader refuses a rule's name.
    ...(ruleName !== undefined && source.sysmon && { ruleName }),
    ...(step.beacon % 3 === 0
      ? {
          beacon: {
            ...ends,
            every: `${5 + (step.beacon % 60)}s`,
            jitter: chosen(['0%', '10%', '100%', '900ms'], step.beacon),
            for: '7m',
          },
        }
      : { connect: ends }),
  };
}

/** IPv4 addresses as a Mac's sockets of IPv6 call them: the Mac's own loopback, somebody's, and those of hosts. */
const mappedPlaces = (kinds: readonly Kind[]) => [
  '::ffff:127.0.0.1',
  '::ffff:198.51.100.9',
  ...kinds.flatMap(({ ipv4 }) => (ipv4 ? [`::ffff:${ipv4}`] : [])),
];

function portOf(protocol: 'tcp' | 'udp', target: Kind | undefined, by: number): number {
  if (!target?.windows) return chosen([22, 80, 443, 4443, 53, 8080], by);
  if (protocol === 'tcp') return chosen([...TCP, ...(target.controller ? CONTROLLER_TCP : target.server ? SERVER_TCP : [])], by);
  return chosen(target.controller ? [...UDP, ...CONTROLLER_UDP] : UDP, by);
}

/** Random stories that the loader takes. */
export const stories: fc.Arbitrary<StoryText> = storyDraft.map(storyOf);
/** Seeds that users give. */
export const seeds = fc.integer({ min: 0, max: 4_294_967_295 });
