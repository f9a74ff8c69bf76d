/** A sound story with parameters, counts, selectors and blocks of each kind; every broken one differs from it in one place. */
export const SOUND_BLOCKS = `id: blocks
title: A story of blocks
start: 2026-03-10T09:00:00Z
parameters:
  calls: { type: integer, default: 3, min: 1, max: 9, description: How often it calls }
  level: { type: choice, of: [quiet, loud], default: quiet }
  pause: { type: duration, default: 5m }
  door: { type: port, default: 445 }
  tls: { type: boolean, default: true }
  share: { type: number, default: 0.5 }
  note: { type: text, default: some words }
world:
  domain: { dns: corp.example }
  hosts:
    desk: { role: workstation, user: clerk }
    clients: { role: workstation, count: 3 }
    build: { role: server, os: linux }
    dc: { role: domain-controller }
  users:
    clerk: {}
    staff: { count: 2 }
processes:
  script: { host: desk, user: clerk, image: 'C:\\a.exe', start: 0s }
  worm: { hosts: { role: workstation }, user: SYSTEM, image: 'C:\\w.exe', start: 0s }
steps:
  - id: sweep
    at: 5s
    forEach:
      hosts: { role: workstation, except: [desk], limit: 2 }
      stagger: 1..2s
      steps:
        - id: touch
          connect: { from: script, to: "\${host}", port: "\${door}" }
  - id: rounds
    at: 1m
    repeat:
      times: "\${calls}"
      every: "\${pause}"
      steps:
        - id: call
          connect: { from: desk/worm, to: dc, port: 445 }
  - id: values
    at: 2m
    forEach: { in: [445, 135], steps: [{ id: one, connect: { from: script, to: dc, port: "\${value}" } }] }
  - id: either
    at: 3m
    choose:
      - { id: quiet, weight: 3, steps: [{ id: q, connect: { from: script, to: dc, port: 445 } }] }
      - { id: loud, steps: [{ id: q, connect: { from: script, to: dc, port: 135 } }] }
  - id: together
    at: 4m
    parallel:
      - { id: left, connect: { from: script, to: dc, port: 445 } }
      - { id: right, connect: { from: script, to: dc, port: 88 } }
`;

/** What is replaced, by what (a § stands where the problem is reported), the path, the code. */
type Broken = readonly [original: string, replacement: string, path: string, code: string];

const SWEEP = 'steps[0] "sweep".forEach';
const TOUCH = `${SWEEP}.steps[0] "touch"`;
const ROUNDS = 'steps[1] "rounds".repeat';
const VALUES = 'steps[2] "values".forEach';
const EITHER = 'steps[3] "either".choose';
const HOSTS = 'hosts: { role: workstation, except: [desk], limit: 2 }';
const LOUD = '{ id: loud, steps: [{ id: q, connect: { from: script, to: dc, port: 135 } }] }';
const RIGHT = '{ id: right, connect: { from: script, to: dc, port: 88 } }';
const WORM = "worm: { hosts: { role: workstation }, user: SYSTEM, image: 'C:\\w.exe', start: 0s }";

/** Written by hand; one mistake each. */
export const BROKEN_BLOCKS: Readonly<Record<string, readonly Broken[]>> = {
  parameters: [
    ['type: integer, default: 3', 'type: §int, default: 3', 'parameters.calls.type', 'WRONG_VALUE'],
    ['type: integer, default: 3', 'type: integer, default: §three', 'parameters.calls.default', 'WRONG_VALUE'],
    ['type: integer, default: 3', 'type: integer, default: §3.5', 'parameters.calls.default', 'WRONG_VALUE'],
    ['type: integer, default: 3', 'type: integer, default: §"3"', 'parameters.calls.default', 'WRONG_VALUE'],
    ['type: integer, default: 3', 'type: integer, default: §10', 'parameters.calls.default', 'WRONG_VALUE'],
    ['type: integer, default: 3, ', 'type: integer, ', 'parameters.calls.default', 'MISSING'],
    ['min: 1, max: 9', 'min: 10, max: §9', 'parameters.calls.max', 'INCONSISTENT'],
    ['min: 1, max: 9', 'min: 1, §maximum: 9', 'parameters.calls.maximum', 'UNKNOWN_KEY'],
    ['of: [quiet, loud], default: quiet', 'of: [quiet, loud], default: §silent', 'parameters.level.default', 'WRONG_VALUE'],
    ['{ type: choice, of: [quiet, loud], default: quiet }', '§{ type: choice, default: quiet }', 'parameters.level', 'MISSING'],
    ['default: some words', 'default: §"${level}"', 'parameters.note.default', 'WRONG_VALUE'],
    ['default: 5m', 'default: §5', 'parameters.pause.default', 'WRONG_VALUE'],
    ['default: 445', 'default: §70000', 'parameters.door.default', 'WRONG_VALUE'],
    ['default: true', 'default: §yes', 'parameters.tls.default', 'WRONG_VALUE'],
    ['default: some words', 'default: §5', 'parameters.note.default', 'WRONG_VALUE'],
    ['  note: {', '  §two words: {', 'parameters["two words"]', 'WRONG_VALUE'],
    ['  note: { type: text, default: some words }', '  note: §text', 'parameters.note', 'WRONG_VALUE'],
    ['parameters:\n', 'parameters:\n  §__proto__: { type: text, default: x }\n', 'parameters.__proto__', 'UNKNOWN_KEY'],
  ],
  variables: [
    ['title: A story of blocks', 'title: §A story of ${block}', 'title', 'UNKNOWN_NAME'],
    ['times: "${calls}"', 'times: §"${call}"', `${ROUNDS}.times`, 'UNKNOWN_NAME'],
    ['to: "${host}"', 'to: §"${hosts}"', `${TOUCH}.connect.to`, 'UNKNOWN_NAME'],
    ['to: "${host}"', 'to: §"${host.name}"', `${TOUCH}.connect.to`, 'UNKNOWN_NAME'],
    ['to: "${host}"', 'to: §"${}"', `${TOUCH}.connect.to`, 'UNKNOWN_NAME'],
    ['to: "${host}"', 'to: §"${host}x"', `${TOUCH}.connect.to`, 'UNKNOWN_NAME'],
    ['port: "${door}"', 'port: §"${note}"', `${TOUCH}.connect.port`, 'WRONG_VALUE'],
    ['port: "${door}"', 'port: §"${door}5"', `${TOUCH}.connect.port`, 'WRONG_VALUE'],
    ['port: "${door}"', 'port: §"${share}"', `${TOUCH}.connect.port`, 'WRONG_VALUE'],
    ['every: "${pause}"', 'every: §"${calls}"', `${ROUNDS}.every`, 'WRONG_VALUE'],
    ['id: call\n', 'id: §"${calls}x y"\n', `${ROUNDS}.steps[0] "${'${calls}x y'}".id`, 'WRONG_VALUE'],
    // What stands inside a block is not known outside.
    ['from: desk/worm, to: dc', 'from: desk/worm, to: §"${host}"', `${ROUNDS}.steps[0] "call".connect.to`, 'UNKNOWN_NAME'],
  ],
  counts: [
    ['count: 3', 'count: §0', 'world.hosts.clients.count', 'WRONG_VALUE'],
    ['count: 3', 'count: §1000000', 'world.hosts.clients.count', 'WRONG_VALUE'],
    ['count: 3', 'count: §many', 'world.hosts.clients.count', 'WRONG_VALUE'],
    ['count: 2', 'count: §2.5', 'world.users.staff.count', 'WRONG_VALUE'],
    ['count: 3 }', 'count: 3 }\n    §clients-2: {}', 'world.hosts.clients-2', 'DUPLICATE'],
    ['count: 3 }', 'count: 3, §adresses: {} }', 'world.hosts.clients.adresses', 'UNKNOWN_KEY'],
    ['count: 3 }', 'count: 3, name: §same }', 'world.hosts.clients.name', 'DUPLICATE'],
    ['count: 2 }', 'count: 2, §clients: 1 }', 'world.users.staff.clients', 'UNKNOWN_KEY'],
  ],
  selectors: [
    [HOSTS, 'hosts: { §roll: workstation }', `${SWEEP}.hosts.roll`, 'UNKNOWN_KEY'],
    [HOSTS, 'hosts: { role: §desk }', `${SWEEP}.hosts.role`, 'WRONG_VALUE'],
    [HOSTS, 'hosts: §klients-*', `${SWEEP}.hosts`, 'UNKNOWN_NAME'],
    [HOSTS, 'hosts: §client-1', `${SWEEP}.hosts`, 'UNKNOWN_NAME'],
    [HOSTS, 'hosts: §{ role: server, os: windows-7 }', `${SWEEP}.hosts`, 'INCONSISTENT'],
    [HOSTS, 'hosts: §{ role: workstation, except: ["*"] }', `${SWEEP}.hosts`, 'INCONSISTENT'],
    [HOSTS, 'hosts: §{ except: [dusk] }', `${SWEEP}.hosts`, 'UNKNOWN_NAME'],
    [HOSTS, 'hosts: { limit: §0 }', `${SWEEP}.hosts.limit`, 'WRONG_VALUE'],
    [HOSTS, 'hosts: §[]', `${SWEEP}.hosts`, 'WRONG_VALUE'],
    [HOSTS, 'hosts: §5', `${SWEEP}.hosts`, 'WRONG_VALUE'],
    [HOSTS, 'users: §klerk', `${SWEEP}.users`, 'UNKNOWN_NAME'],
    [WORM, WORM.replace('{ role: workstation }', '§klient-*'), 'processes.worm.hosts', 'UNKNOWN_NAME'],
    [WORM, WORM.replace('hosts:', 'host: desk, §hosts:'), 'processes.worm.hosts', 'INCONSISTENT'],
    [WORM, WORM.replace('worm:', '§desk/worm:'), 'processes["desk/worm"]', 'WRONG_VALUE'],
    [WORM, WORM.replace('user: SYSTEM', 'user: §SYSTEMS'), 'processes.worm.user', 'UNKNOWN_NAME'],
  ],
  repeat: [
    ['times: "${calls}"', 'times: §0', `${ROUNDS}.times`, 'WRONG_VALUE'],
    ['times: "${calls}"', 'times: §many', `${ROUNDS}.times`, 'WRONG_VALUE'],
    ['      times: "${calls}"\n', '', `${ROUNDS}.times`, 'MISSING'],
    ['every: "${pause}"', 'every: 5m\n      gap: §5m', `${ROUNDS}.gap`, 'INCONSISTENT'],
    ['every: "${pause}"', 'every: §0s', `${ROUNDS}.every`, 'WRONG_VALUE'],
    ['every: "${pause}"', 'every: §-5m', `${ROUNDS}.every`, 'WRONG_VALUE'],
    ['every: "${pause}"', 'every: §thnk', `${ROUNDS}.every`, 'UNKNOWN_NAME'],
    ['every: "${pause}"', 'every: §5m1h', `${ROUNDS}.every`, 'WRONG_VALUE'],
    ['every: "${pause}"', 'gap: §-5m', `${ROUNDS}.gap`, 'WRONG_VALUE'],
    ['every: "${pause}"', 'every: 5m\n      as: §"two words"', `${ROUNDS}.as`, 'WRONG_VALUE'],
    ['every: "${pause}"', 'every: 5m\n      §times-more: 2', `${ROUNDS}.times-more`, 'UNKNOWN_KEY'],
    ['    at: 1m\n', '', 'steps[1] "rounds"', 'MISSING'],
    ['    at: 1m\n', '    at: 1m\n    §after: sweep\n', 'steps[1] "rounds".after', 'INCONSISTENT'],
    [
      '    at: 1m\n',
      '    at: 1m\n    §connect: { from: script, to: dc, port: 445 }\n',
      'steps[1] "rounds".connect',
      'INCONSISTENT',
    ],
    ['    at: 1m\n', '    at: 1m\n    §parallel: []\n', 'steps[1] "rounds".parallel', 'INCONSISTENT'],
    ['    at: 1m\n', '    at: 1m\n    §ruleName: x\n', 'steps[1] "rounds".ruleName', 'UNKNOWN_KEY'],
    ['    at: 1m\n', '    at: §noon\n', 'steps[1] "rounds".at', 'WRONG_VALUE'],
  ],
  forEach: [
    ['stagger: 1..2s', 'stagger: 1..2s\n      §gap: 1s', `${SWEEP}.gap`, 'INCONSISTENT'],
    ['stagger: 1..2s', 'stagger: §-1s', `${SWEEP}.stagger`, 'WRONG_VALUE'],
    ['in: [445, 135]', 'in: §[]', `${VALUES}.in`, 'WRONG_VALUE'],
    ['in: [445, 135]', 'in: [445, §445]', `${VALUES}.in[1]`, 'DUPLICATE'],
    ['in: [445, 135]', 'in: [445, §"445"]', `${VALUES}.in[1]`, 'DUPLICATE'],
    ['in: [445, 135]', 'in: [445, §[]]', `${VALUES}.in[1]`, 'WRONG_VALUE'],
    ['in: [445, 135]', '§in: [445, 135], users: "*"', `${VALUES}.in`, 'INCONSISTENT'],
    ['in: [445, 135], ', '', VALUES, 'MISSING'],
    ['in: [445, 135], steps: [{ id: one', 'in: [445, 135], steps: [{ id: §One', `${VALUES}.steps[0] "One".id`, 'WRONG_VALUE'],
  ],
  choose: [
    [LOUD, LOUD.replace('id: loud', 'id: §quiet'), `${EITHER}[1] "quiet".id`, 'DUPLICATE'],
    [LOUD, LOUD.replace('id: loud', 'id: loud, weight: §-1'), `${EITHER}[1] "loud".weight`, 'WRONG_VALUE'],
    [LOUD, LOUD.replace('id: loud', 'id: loud, weight: §0.5'), `${EITHER}[1] "loud".weight`, 'WRONG_VALUE'],
    [LOUD, LOUD.replace('id: loud, ', '§').replace('§steps', 'steps'), `${EITHER}[1].id`, 'MISSING'],
    // What this seed does not choose is checked all the same.
    [LOUD, LOUD.replace('to: dc', 'to: §dd'), `${EITHER}[1] "loud".steps[0] "q".connect.to`, 'UNKNOWN_NAME'],
    [LOUD, '{ id: loud, steps: §[] }', `${EITHER}[1] "loud".steps`, 'WRONG_VALUE'],
    [LOUD, '{ id: loud, steps: §5 }', `${EITHER}[1] "loud".steps`, 'WRONG_VALUE'],
  ],
  parallel: [
    [RIGHT, RIGHT.replace('id: right', 'id: §left'), 'steps[4] "together".parallel[1] "left".id', 'DUPLICATE'],
    [RIGHT, '§right', 'steps[4] "together".parallel[1]', 'WRONG_VALUE'],
    [RIGHT, '§{ id: right }', 'steps[4] "together".parallel[1] "right"', 'MISSING'],
    [
      RIGHT,
      RIGHT.replace('port: 88', 'port: 88, §colour: red'),
      'steps[4] "together".parallel[1] "right".connect.colour',
      'UNKNOWN_KEY',
    ],
  ],
};
