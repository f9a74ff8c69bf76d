import type { LoadedStory } from '../../src/scenarios/index.js';
import { readStory } from '../../src/scenarios/loadStory.js';

/** What every story of a construct has: two kinds of clients, servers, a site with both families, and processes to act. */
const FRAME = `id: zqconstructs
title: A story of one construct
start: 2026-03-10T09:00:00Z
parameters:
  calls: { type: integer, default: 4, min: 1, max: 9 }
  door: { type: port, default: 445 }
distributions:
  think-time: { 0%: 1s, 50%: 4s, 95%: 20s, 100%: 1m }
world:
  domain: { dns: corp.example }
  site: { ipv4: 10.20.0.0/16, ipv6: "2001:db8:20:1::/64" }
  hosts:
    desk: { role: workstation, user: clerk }
    clients: { role: workstation, count: 4 }
    files: { role: server }
    build: { role: server, os: linux }
    dc: { role: domain-controller }
  users:
    clerk: {}
  outside:
    c2: {}
processes:
  script: { host: desk, user: clerk, image: 'C:\\Users\\{user}\\a.exe', start: 0s }
  agent: { host: files, user: SYSTEM, image: 'C:\\agent.exe', start: -1h, serves: [agent-rpc] }
  implant: { host: build, user: jenkins, image: /var/tmp/implant, start: -1h }
  worm: { hosts: { role: workstation }, user: SYSTEM, image: 'C:\\worm.exe', start: 0s }
steps:
  - { id: zqfirst, at: 1s, connect: { from: script, to: dc, port: 88 } }
`;
const LAST = `
  - { id: zqlast, at: 4m, connect: { from: agent, to: dc, port: 389 } }
`;
/** Of some: an office around each of them would take its time. */
const BACKGROUND = 'background: { profile: office, workstations: 0, lead: 20s, tail: 20s }\n';
const WITH_BACKGROUND = ['connect', 'scan', 'forEach over hosts'];

/** An edit of a story: what is replaced by what, and the labels of the steps that it may change. */
export interface ConstructEdit {
  readonly from: string;
  readonly to: string;
  readonly moves: readonly string[];
  /** Steps of which there are more or less afterwards; the others keep their records. */
  readonly partly: readonly string[];
}

export interface Construct {
  /** Its steps. */
  readonly steps: string;
  /** A value changed, something more, something less. */
  readonly change: ConstructEdit;
  readonly add: ConstructEdit;
  readonly remove: ConstructEdit;
}

const edit = (from: string, to: string, ...moves: string[]): ConstructEdit => ({ from, to, moves, partly: [] });
const rounds = (from: string, to: string, ...partly: string[]): ConstructEdit => ({ from, to, moves: [], partly });
const step = (id: string, rest: string) => `\n  - { id: ${id}, ${rest} }`;
const connect = 'connect: { from: script, to: files, port: 445 }';

/** One story for each construct of the language. */
export const constructs: Readonly<Record<string, Construct>> = {
  connect: {
    steps:
      step('one', `at: 5..9s, ${connect}`) +
      step('two', 'after: one + 4..9ms, connect: { from: implant, to: files, port: 445, family: ipv6 }'),
    change: edit('at: 5..9s', 'at: 15s', 'one', 'two'),
    add: edit('\n  - { id: two', `${step('more', `after: one + 1ms, ${connect}`)}\n  - { id: two`, 'more'),
    remove: edit(step('two', 'after: one + 4..9ms, connect: { from: implant, to: files, port: 445, family: ipv6 }'), '', 'two'),
  },
  'pins of one connection among many': {
    steps:
      step(
        'home',
        'at: 5s, beacon: { from: script, to: files, port: 445, family: ipv6, every: 10..20s, jitter: 20%, calls: 6 }, pin: [{ connection: 4, initiator: { EventRecordID: 700000, id: e6690e36-6a16-4411-a514-43e55add45fb } }, { connection: 5, responder: { EventRecordID: 600000 } }]',
      ) +
      step(
        'sweep',
        'at: 6s, scan: { from: implant, to: "clients-*", ports: [135, 445], rate: 2/s, order: random }, pin: { connection: 3, responder: { EventRecordID: 800000 } }',
      ) +
      step(
        'again',
        `at: 7s, repeat: { times: 3, every: 9s, steps: [{ id: touch, ${connect.replace('script', 'clients-1/worm').replace('445', '445, family: ipv6')}, pin: { round: 2, initiator: { EventRecordID: 900000 } } }] }`,
      ),
    change: edit('connection: 4', 'connection: 3', 'home'),
    add: edit('round: 2, initiator: {', 'round: 2, initiator: { id: e6690e36-6a16-4411-a514-43e55add45fc,', 'again/touch'),
    remove: edit(', pin: { connection: 3, responder: { EventRecordID: 800000 } }', '', 'sweep'),
  },
  'times by distribution, and from an end': {
    steps:
      step('one', 'at: 5s, beacon: { from: script, to: c2, port: 443, every: 5s, calls: 6 }') +
      step('two', `after: end of one + think-time, ${connect}`),
    change: edit('50%: 4s', '50%: 9s', 'two'),
    add: edit('calls: 6', 'calls: 7', 'one', 'two'),
    remove: edit('end of one + think-time', 'one + think-time', 'two'),
  },
  beacon: {
    steps: step(
      'home',
      'at: 5s, beacon: { from: script, to: c2, port: 443, family: ipv6, every: 10..20s, jitter: 20%, for: 3m }',
    ),
    change: edit('jitter: 20%', 'jitter: 2s', 'home'),
    add: edit('for: 3m', 'for: 4m', 'home'),
    remove: edit('every: 10..20s', 'every: think-time', 'home'),
  },
  'a beacon that keeps hours and sleeps': {
    steps: step(
      'home',
      'at: 5s, beacon: { from: implant, to: c2, port: 443, every: 20s, calls: 12, hours: "09:01-17:00", days: mon-fri, sleep: { calls: 4, for: 20..40s } }',
    ),
    change: edit('09:01', '09:02', 'home'),
    add: edit('calls: 12', 'calls: 13', 'home'),
    remove: edit(', days: mon-fri', '', 'home'),
  },
  scan: {
    steps: step(
      'sweep',
      'at: 5s, scan: { from: script, to: ["clients-*", 10.20.1.0/29, c2], ports: [22, "135-137", 445], rate: 20/s, order: random }',
    ),
    change: edit('rate: 20/s', 'rate: 21/s', 'sweep'),
    add: edit(', 445]', ', 445, 3389]', 'sweep'),
    remove: edit(', 10.20.1.0/29', '', 'sweep'),
  },
  'a scan over IPv6 and UDP': {
    steps:
      step(
        'sweep',
        'at: 5s, scan: { from: implant, to: [files, dc, c2], ports: "50-60", rate: 10/s, order: by-port, family: ipv6 }',
      ) + step('dns', 'at: 6s, scan: { from: script, to: { role: server }, ports: [53, 123], rate: 5/s, protocol: udp }'),
    change: edit('order: by-port', 'order: by-host', 'sweep'),
    add: edit('[53, 123]', '[53, 123, 137]', 'dns'),
    remove: edit('[files, dc, c2]', '[files, dc]', 'sweep'),
  },
  spread: {
    steps:
      step(
        'virus',
        "at: 5s, spread: { from: script, to: 'clients-*', over: [{ port: 445 }, { service: svcctl }], run: { image: 'C:\\Windows\\v.exe', user: SYSTEM, start: 1..3s }, pause: 5..20s }",
      ) + step('after', 'after: end of virus + 5s, connect: { from: clients-2/virus, to: c2, port: 443 }'),
    change: edit('pause: 5..20s', 'pause: 6..20s', 'virus', 'after'),
    add: edit('{ port: 445 }, ', '{ port: 445 }, { port: 135 }, ', 'virus', 'after'),
    remove: edit("'clients-*'", '[clients-1, clients-2, clients-3]', 'virus', 'after'),
  },
  transfer: {
    steps: step(
      'out',
      'at: 5s, transfer: { from: script, to: c2, port: 443, size: 200MB, rate: 5MB/s, connections: 4, chunk: 10MB }',
    ),
    change: edit('rate: 5MB/s', 'rate: 6MB/s', 'out'),
    add: edit('size: 200MB', 'size: 220MB', 'out'),
    remove: edit(', connections: 4', '', 'out'),
  },
  resolve: {
    steps:
      step('ask', 'at: 5s, resolve: { from: script, name: c2 }') +
      step('again', 'after: ask + 1..2s, resolve: { from: build, name: www.example.org }'),
    change: edit('name: c2', 'name: files', 'ask', 'again'),
    add: edit('\n  - { id: again', `${step('more', 'at: 6s, resolve: { from: files, name: c2 }')}\n  - { id: again`, 'more'),
    remove: edit(step('again', 'after: ask + 1..2s, resolve: { from: build, name: www.example.org }'), '', 'again'),
  },
  listen: {
    steps:
      step('door', 'at: 5s, listen: { process: agent, port: 4444, for: 2m }') +
      step('knock', 'after: door + 1..2s, connect: { from: script, to: files, port: 4444 }'),
    change: edit('after: door + 1..2s', 'after: door + 3..9s', 'knock'),
    add: edit(
      '\n  - { id: knock',
      `${step('more', 'after: door + 1s, connect: { from: implant, to: files, port: 4444 }')}\n  - { id: knock`,
      'more',
    ),
    remove: edit(', for: 2m', '', 'door', 'knock'),
  },
  'named services': {
    steps: step('rpc', 'at: 5s, connect: { from: script, to: files, service: agent-rpc }'),
    change: edit('at: 5s', 'at: 6s', 'rpc'),
    add: edit(
      '\n  - { id: rpc',
      `${step('more', 'at: 7s, connect: { from: implant, to: files, service: agent-rpc }')}\n  - { id: rpc`,
      'more',
    ),
    remove: edit('service: agent-rpc', 'port: 445', 'rpc'),
  },
  repeat: {
    steps: step(
      'rounds',
      `at: 5s, repeat: { times: "\${calls}", every: 20s, steps: [{ id: a, ${connect} }, { id: b, after: a + 5..9ms, connect: { from: script, to: dc, port: 88 } }] }`,
    ),
    change: edit('every: 20s', 'every: 21s', 'rounds/a', 'rounds/b'),
    // The rounds that there were keep their records; the new one is not in the old run.
    add: rounds('integer, default: 4', 'integer, default: 5', 'rounds/a', 'rounds/b'),
    remove: rounds('integer, default: 4', 'integer, default: 2', 'rounds/a', 'rounds/b'),
  },
  'rounds one after the other': {
    steps: step(
      'rounds',
      'at: 5s, repeat: { times: 3, gap: 5..10s, steps: [{ id: a, beacon: { from: script, to: c2, port: 443, every: 5s, calls: 3 } }] }',
    ),
    change: edit('gap: 5..10s', 'gap: think-time', 'rounds/a'),
    add: rounds('times: 3', 'times: 4', 'rounds/a'),
    remove: rounds('times: 3', 'times: 2', 'rounds/a'),
  },
  'forEach over hosts': {
    steps: step(
      'visit',
      'at: 5s, forEach: { hosts: { role: workstation, except: [desk] }, steps: [{ id: a, at: 1..9s, connect: { from: "${host}/worm", to: files, port: "${door}" } }] }',
    ),
    change: edit('port, default: 445', 'port, default: 135', 'visit/a'),
    add: rounds('except: [desk]', 'limit: 99', 'visit/a'),
    remove: rounds('except: [desk]', 'except: [desk, clients-3]', 'visit/a'),
  },
  'forEach over users and values': {
    steps:
      step('each', `at: 5s, forEach: { users: clerk, steps: [{ id: a, title: "\${user}", ${connect} }] }`) +
      step(
        'doors',
        'at: 9s, forEach: { in: [445, 135, 88], as: p, steps: [{ id: b, connect: { from: script, to: dc, port: "${p}" } }] }',
      ),
    change: edit('title: "${user}"', 'title: "by ${user}"'),
    add: rounds('[445, 135, 88]', '[445, 389, 135, 88]', 'doors/b'),
    remove: rounds('[445, 135, 88]', '[445, 88]', 'doors/b'),
  },
  'forEach one by one': {
    steps: step(
      'visit',
      `at: 5s, forEach: { hosts: 'clients-*', stagger: 1..5s, steps: [{ id: a, connect: { from: script, to: "\${host}", port: 445 } }] }`,
    ),
    change: edit('stagger: 1..5s', 'gap: 1..5s', 'visit/a'),
    add: edit("'clients-*'", '[clients-1, clients-2, clients-3, clients-4, desk]', 'visit/a'),
    remove: edit(', stagger: 1..5s', '', 'visit/a'),
  },
  choose: {
    steps: step(
      'either',
      `at: 5s, choose: [{ id: quiet, weight: 2, steps: [{ id: a, ${connect} }] }, { id: loud, steps: [{ id: a, connect: { from: script, to: files, port: 135 } }, { id: b, at: 3s, ${connect} }] }]`,
    ),
    change: edit('weight: 2', 'weight: 3', 'either/quiet/a', 'either/loud/a', 'either/loud/b'),
    add: edit(
      'choose: [',
      `choose: [{ id: third, steps: [{ id: c, ${connect} }] }, `,
      'either/quiet/a',
      'either/loud/a',
      'either/loud/b',
      'either/third/c',
    ),
    remove: edit(`, { id: b, at: 3s, ${connect} }`, '', 'either/loud/b'),
  },
  'choose in each round': {
    steps: step(
      'rounds',
      `at: 5s, repeat: { times: 6, every: 20s, steps: [{ id: pick, choose: [{ id: x, steps: [{ id: a, ${connect} }] }, { id: y, steps: [{ id: a, connect: { from: implant, to: files, port: 445 } }] }] }] }`,
    ),
    change: edit('every: 20s', 'every: 25s', 'rounds/pick/x/a', 'rounds/pick/y/a'),
    add: rounds('times: 6', 'times: 7', 'rounds/pick/x/a', 'rounds/pick/y/a'),
    remove: rounds('times: 6', 'times: 3', 'rounds/pick/x/a', 'rounds/pick/y/a'),
  },
  parallel: {
    steps:
      step(
        'both',
        `at: 5s, parallel: [{ id: a, ${connect} }, { id: b, repeat: { times: 2, every: 3s, steps: [{ id: c, connect: { from: implant, to: files, port: 445 } }] } }]`,
      ) + step('then', `after: end of both + 1s, ${connect}`),
    change: edit('every: 3s', 'every: 4s', 'both/b/c', 'then'),
    add: edit('parallel: [', 'parallel: [{ id: d, connect: { from: agent, to: dc, port: 88 } }, ', 'both/d'),
    remove: edit(`{ id: a, ${connect} }, `, '', 'both/a'),
  },
  'a process that starts after a step and ends': {
    steps: step('drop', `at: 5s, ${connect}`) + step('call', 'after: drop + 2s, connect: { from: late, to: c2, port: 443 }'),
    change: edit('after: drop + 2s', 'after: drop + 3s', 'call'),
    add: edit(
      '\n  - { id: call',
      `${step('more', 'after: drop + 4s, connect: { from: late, to: c2, port: 80 }')}\n  - { id: call`,
      'more',
    ),
    remove: edit(step('call', 'after: drop + 2s, connect: { from: late, to: c2, port: 443 }'), '', 'call'),
  },
};

/** What only some constructs need. */
const LATE =
  "  late: { host: files, user: SYSTEM, image: 'C:\\late.exe', parent: agent, start: drop + 300..600ms, life: 20..30s }\nsteps:";

/** The text of a construct's story. */
export function textOf(name: string, edited?: ConstructEdit): string {
  const text = (FRAME + constructs[name]!.steps + LAST + (WITH_BACKGROUND.includes(name) ? BACKGROUND : '')).replace(
    'steps:',
    () => (name.startsWith('a process') ? LATE : 'steps:'),
  );
  if (!edited) return text;
  if (edited.from !== edited.to && text.split(edited.from).length !== 2)
    throw new Error(`${name}: ${edited.from} is not there once`);
  return text.replace(edited.from, () => edited.to);
}

export const storyOf = (name: string, edited?: ConstructEdit): LoadedStory => readStory(textOf(name, edited), `${name}.yaml`);
