import fc from 'fast-check';

/** A story as a tree of values, of all that the language has; not every one can be told. */
export type Written = Readonly<Record<string, unknown>>;

const WINDOWS = ['desk', 'clients-1', 'clients-2', 'files', 'dc'];
const HOSTS = [...WINDOWS, 'build', 'mac'];
const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq });
/** Without keys that have no value. */
const record = (shape: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Written> =>
  fc.record(shape).map((value) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)));

const span = one('5ms', '40..60ms', '1s', '1..5s', '7s', '30s', '1m', '1m5s', '2m1s..2m30s');
const delay = fc.oneof({ arbitrary: span, weight: 4 }, { arbitrary: one('think-time', 'round-trip'), weight: 1 });
const often = <T>(usual: fc.Arbitrary<T>, wild: fc.Arbitrary<T>, weight = 12) =>
  fc.oneof({ arbitrary: usual, weight }, { arbitrary: wild, weight: 1 });
const from = often(
  one('script', 'agent', 'implant', 'desk/worm', 'clients-1/worm', 'desk/System', 'files/lsass', '${who}/worm'),
  one('late', 'mac/apsd', '${host}/worm', 'dc/dns'),
);
/** Where somebody answers, */
const aim = one<Written>(
  { to: 'files', port: 445 },
  { to: 'dc', port: 445 },
  { to: '${who}', port: 135 },
  { to: 'clients-1', port: '${door}' },
  { to: 'c2', port: 443 },
  { to: 'build', port: 22 },
  { to: '198.51.100.7', port: 8080 },
  { to: 'files', service: 'svcctl' },
  { to: 'files', service: 'agent-rpc' },
  { to: 'files', port: 5555, acceptedBy: 'agent' },
  { to: '224.0.0.251', port: 5353, protocol: 'udp' },
  { to: 'files', port: 137, protocol: 'udp' },
  { to: '10.77.255.255', port: 8443 },
  { to: '169.254.169.254', port: 80 },
  { to: '2001:db8:77::9', port: 443 },
);
/** and where perhaps nobody does. */
const wildAim = record({
  to: one(
    ...HOSTS,
    'c2',
    'v6',
    'localhost',
    '10.20.0.9',
    '2001:db8:ffff::9',
    '224.0.0.251',
    '::ffff:198.51.100.7',
    '10.20.0.0',
    '240.0.0.1',
    'fec0::1',
    '2002:a14:9::1',
    '${host}',
    '${who}',
  ),
  port: maybe(one<unknown>(445, 135, 88, 53, 22, 3389, 4444, 5000, 0, '${door}', '${value}'), 9),
  service: maybe(one('svcctl', 'winmgmt', 'agent-rpc'), 1),
  protocol: maybe(one('tcp', 'udp', 'icmpv6', 'ip'), 1),
  acceptedBy: maybe(one('agent', 'desk/worm', 'late'), 1),
});
const ends = fc
  .tuple(
    record({
      from,
      family: maybe(often(one('ipv4'), one('ipv6'), 1), 1),
      sourcePort: maybe(one(68, 445, 2_000, 2_000, 4_444, 50_123, 61_000), 1),
    }),
    often(aim, wildAim, 6),
  )
  .map(([who, whither]): Written => ({ ...who, ...whither }));
const withEnds = (shape: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.tuple(ends, record(shape)).map(([both, rest]): Written => ({ ...both, ...rest }));
const selector = fc.oneof(
  one<unknown>('clients-*', 'desk', '*', 'clients-2', ['files', 'dc']),
  fc.subarray(HOSTS, { minLength: 1 }),
  record({
    role: maybe(one('workstation', 'server')),
    os: maybe(one('linux', 'windows-11'), 1),
    except: maybe(fc.constant<unknown>(['desk']), 1),
    limit: maybe(one(1, 2), 1),
  }),
);
const LEAVES = {
  connect: ends,
  beacon: withEnds({
    every: delay,
    jitter: maybe(one('10%', '100%', '1s'), 1),
    for: maybe(one('90s'), 1),
    calls: maybe(one(1, 3, 9), 20),
    hours: maybe(one('08:00-18:00', '09:01-09:03', '22:00-06:00'), 1),
    days: maybe(one('mon-fri', 'tue, sat'), 1),
    sleep: maybe(record({ calls: one(1, 3), for: delay }), 1),
  }),
  scan: record({
    from,
    to: fc.oneof(selector, one<unknown>('10.20.1.0/29', 'c2', ['10.20.1.0/30', 'files'])),
    ports: one<unknown>(445, '134-137', [22, 80, '443-445']),
    order: maybe(one('by-host', 'by-port', 'random')),
    rate: one('5/s', '50/s'),
    protocol: maybe(one('tcp', 'udp'), 1),
    family: maybe(one('ipv4', 'ipv6'), 1),
  }),
  spread: record({
    from: often(one('script', 'agent'), from, 4),
    to: often(one<unknown>('clients-*', 'clients-2', { name: 'clients-*', limit: 1 }), selector, 4),
    over: fc.array(one<Written>({ port: 445 }, { service: 'svcctl' }, { port: 135 }), { minLength: 1, maxLength: 2 }),
    run: record({
      image: often(fc.constant('C:\\v.exe'), fc.constant('/tmp/v')),
      user: often(one('SYSTEM', 'clerk'), fc.constant('root')),
      start: delay,
    }),
    pause: delay,
    fanOut: maybe(one(1, 2, 5)),
  }),
  transfer: withEnds({
    size: one('1MB', '30MB'),
    rate: one('1MB/s', '5MB/s'),
    connections: maybe(one(1, 3)),
    chunk: maybe(one('2MB', '64MB'), 1),
  }),
  resolve: record({ from: one(...HOSTS, 'script', 'implant'), name: one('c2', 'files', 'www.example.org') }),
  listen: record({
    process: one('agent', 'late', 'desk/worm'),
    port: often(one(4444, 5000), fc.constant(445)),
    for: maybe(one('1m', '5m')),
  }),
} as const;

const { steps } = fc.letrec<{ steps: readonly Written[]; step: Written; kind: Written }>((tie) => ({
  kind: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    ...Object.entries(LEAVES).map(([name, content]) => content.map((value) => ({ [name]: value }))),
    fc
      .record({
        times: one<unknown>(1, 2, '${calls}'),
        gap: maybe(delay),
        every: one('20s', '3s', '3..20s', 'think-time', '2m30s'),
        steps: tie('steps'),
      })
      .map(({ gap, every, ...rest }) => ({ repeat: { ...rest, ...(gap === undefined ? { every } : { gap }) } })),
    fc
      .record({
        over: fc.oneof(
          selector.map((hosts) => ({ hosts })),
          one({ in: [445, 135] }, { users: '*' }),
        ),
        pace: one<(delay: string) => Written>(
          () => ({}),
          (stagger) => ({ stagger }),
          (gap) => ({ gap }),
        ),
        time: delay,
        steps: tie('steps'),
      })
      .map(({ over, pace, time, steps: inside }) => ({ forEach: { ...over, ...pace(time), steps: inside } })),
    fc
      .array(fc.record({ weight: one(1, 2, 5), steps: tie('steps') }), { minLength: 1, maxLength: 3 })
      .map((options) => ({ choose: options.map((option, n) => ({ id: `o${n}`, ...option })) })),
    tie('steps').map((parallel) => ({ parallel })),
  ),
  step: fc
    .record({
      when: fc.nat(9),
      at: one('2s', '5..9s', '20s', '90s', '2026-03-10T09:01:30Z'),
      after: delay,
      edge: one('', 'end of '),
      which: fc.nat(9),
      role: maybe(one('benign', 'red-herring'), 1),
      /** Ids of Falcon events: what pins of counters have room for, the seed says. */
      pinned: maybe(fc.record({ connection: one(1, 2), id: fc.uuid() }), 1),
      kind: tie('kind'),
    })
    .map((draft) => draft as unknown as Written),
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 3 }).map((drafts) => named(drafts as unknown as readonly Draft[])),
}));

interface Draft {
  readonly when: number;
  readonly at: string;
  readonly after: string;
  readonly edge: string;
  readonly which: number;
  readonly role: string | undefined;
  readonly pinned: { readonly connection: number; readonly id: string } | undefined;
  readonly kind: Written;
}

/** Pins of what may never be seen by Falcon would refuse nearly all. */
const isCalling = (kind: Written) =>
  ['connect', 'beacon', 'transfer'].some((name) => (kind[name] as Written | undefined)?.family === 'ipv6');

/** Steps beside each other: each has an id, and counts from the start or from one before it. */
function named(drafts: readonly Draft[]): readonly Written[] {
  return drafts.map(({ when, at, after, edge, which, role, pinned, kind }, n) => ({
    id: `s${n}`,
    ...(n > 0 && when > 3 ? { after: `${edge}s${which % n} + ${after}` } : { at }),
    ...(role !== undefined && { role }),
    ...(pinned && isCalling(kind) && { pin: { connection: pinned.connection, initiator: { id: pinned.id } } }),
    ...kind,
  }));
}

const plan = one<unknown>(
  undefined,
  '2001:db8:20:1::/64',
  { plan: 'link-local' },
  { plan: 'ula' },
  { plan: 'global' },
  { plan: 'global', rotate: '1h' },
  { plan: 'tunnel', kind: '6to4' },
);
/** Linux and macOS know neither of these. */
const windowsPlan = fc.oneof(
  { arbitrary: plan, weight: 2 },
  { arbitrary: one<unknown>({ plan: 'tunnel', kind: 'teredo' }, { plan: 'tunnel', kind: 'isatap' }), weight: 1 },
);
/** One site, or two of which the second has Windows alone. */
const sites = fc
  .record({ first: plan, second: maybe(windowsPlan, 1), utcOffset: one('+00:00', '-05:00', '+05:30'), cut: fc.boolean() })
  .map(({ first, second, utcOffset, cut }) => ({
    berlin: {
      ipv4: '10.20.0.0/16',
      utcOffset,
      ...(cut && { subnets: { desks: '10.20.1.0/28' } }),
      ...(first !== undefined && { ipv6: first }),
    },
    ...(second !== undefined && { lyon: { ipv6: second } }),
  }));
/** Values of a Windows host. */
const sensors = record({
  sensors: maybe(one<unknown>(['sysmon'], ['falcon'], []), 1),
  sysmon: maybe(one<unknown>({ era: '6' }, { era: '8', dnsLookup: true }, { era: '10.4' }, { dnsLookup: true }), 1),
  clock: maybe(one<unknown>({ wall: '-3s', drift: 20 }, { trace: '2s' }), 1),
}).map(({ sysmon, ...rest }) => {
  const without = Array.isArray(rest.sensors) && !rest.sensors.includes('sysmon');
  return { ...rest, ...(sysmon !== undefined && !without && { sysmon }) };
});

/** Stories of everything; `check` says which of them can be told. */
export const written: fc.Arbitrary<Written> = fc
  .record({
    steps,
    domain: often(fc.constant(true), fc.constant(false), 4),
    sites,
    elsewhere: fc.tuple(fc.boolean(), fc.boolean()),
    values: fc.tuple(sensors, sensors),
    background: fc.boolean(),
    life: maybe(one('30s', '10..20m'), 1),
    start: one('0s', '-1h', 's0 + 300..600ms', 'end of s0 + 1s', '2..5s'),
    /** With what a workstation runs then. */
    time: often(
      one(['2026-03-10', 'windows-11']),
      one(['2020-12-31', 'windows-10'], ['2019-06-10', 'windows-10'], ['2015-02-28', 'windows-7']),
      3,
    ),
  })
  .map(({ steps: list, domain, sites: places, elsewhere: [clients, files], values, background, life, start, time }) =>
    atTime(time as [string, string], {
      id: 'zqwritten',
      title: 'A story of everything',
      start: '2026-03-10T09:00:00Z',
      parameters: {
        calls: { type: 'integer', default: 3 },
        door: { type: 'port', default: 445 },
        who: { type: 'host', default: 'clients-2' },
      },
      distributions: { 'think-time': { '0%': '1s', '50%': '4s', '100%': '20s' } },
      world: {
        ...(domain && { domain: { dns: 'corp.example' } }),
        sites: places,
        hosts: {
          desk: { role: 'workstation', user: 'clerk', ...('subnets' in places.berlin && { subnet: 'desks' }) },
          clients: { role: 'workstation', count: 2, ...siteOf(places, clients), ...values[0] },
          files: { role: 'server', ...siteOf(places, files), ...values[1] },
          build: { role: 'server', os: 'linux' },
          mac: { role: 'workstation', os: 'macos' },
          dc: { role: domain ? 'domain-controller' : 'server' },
        },
        users: { clerk: {} },
        outside: { c2: {}, v6: { ipv6: '2001:db8:ffff::1' } },
      },
      processes: {
        script: { host: 'desk', user: 'clerk', image: 'C:\\Users\\{user}\\a.exe', start: '0s' },
        agent: { host: 'files', user: 'SYSTEM', image: 'C:\\agent.exe', start: '-1h', serves: ['agent-rpc'] },
        implant: { host: 'build', user: 'jenkins', image: '/var/tmp/implant', start: '-1h' },
        worm: { hosts: { os: 'windows-11' }, user: 'SYSTEM', image: 'C:\\worm.exe', start: '0s' },
        late: {
          host: 'files',
          user: 'SYSTEM',
          image: 'C:\\late.exe',
          parent: 'agent',
          start,
          ...(life !== undefined && { life }),
        },
      },
      steps: list,
      ...(background && { background: { profile: 'office', workstations: 0, lead: '20s', tail: '20s' } }),
    }),
  );

/** The story at another time. @param time - Its day, and the system that has taken the place of the newest one. */
const atTime = ([day, system]: readonly [string, string], story: Written): Written =>
  JSON.parse(JSON.stringify(story).replaceAll('2026-03-10', day).replaceAll('windows-11', system)) as Written;

const siteOf = (sites: object, away: boolean) => (away && 'lyon' in sites ? { site: 'lyon' } : {});
