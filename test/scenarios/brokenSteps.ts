/** A sound story with steps of every kind and processes with parents, lives and services; every broken one differs from it in one place. */
export const SOUND_STEPS = `id: steps
title: A story of steps
start: 2026-05-04T07:30:00Z
distributions:
  think: { 0%: 1s, 50%: 4s, 100%: 1m }
world:
  domain: { dns: corp.example }
  site: { ipv4: 10.20.0.0/16 }
  hosts:
    desk: { role: workstation }
    clients: { role: workstation, count: 3 }
    files: { role: server }
    web: { os: linux }
    dc: { role: domain-controller }
  users:
    clerk: {}
    locum: {}
  outside:
    c2: {}
processes:
  shell: { host: desk, image: 'C:\\cmd.exe', user: clerk, start: -1h }
  agent: { host: desk, image: 'C:\\agent.exe', user: clerk, parent: shell, start: copy + 300ms, life: 10h, serves: [agent-rpc] }
  server: { host: files, image: 'C:\\server.exe', user: SYSTEM, start: -1h }
steps:
  - id: copy
    at: 1..9s
    transfer: { from: shell, to: files, port: 445, size: 20MB, rate: 5MB/s, connections: 4, chunk: 2MB }
  - id: open
    after: end of copy + 1s
    listen: { process: server, port: 4444, for: 30m }
  - id: use
    after: open + think
    connect: { from: shell, to: files, port: 4444 }
  - id: ask
    after: use
    resolve: { from: desk, name: c2 }
  - id: look
    after: end of use + 1s
    scan: { from: shell, to: [clients-*, 10.20.9.0/29, c2], ports: [22, 8000-8009], rate: 50/s }
  - id: worm
    after: look + 1m
    spread:
      from: shell
      to: [clients-1, clients-2]
      over: [ { port: 445 }, { service: svcctl } ]
      gap: 40..60ms
      run: { image: 'C:\\worm.exe', user: SYSTEM, start: 1..3s }
      pause: 20..60s
      fanOut: 2
  - id: call
    after: copy + 1s
    beacon: { from: agent, to: c2, port: 443, every: think, jitter: 10%, calls: 20, sleep: { calls: 5, for: 1..2m } }
  - id: again
    after: copy + 1s
    repeat:
      times: 2
      gap: think
      steps:
        - { id: one, connect: { from: agent, to: files, port: 445 } }
        - { id: two, after: end of one + 5ms, connect: { from: shell, to: desk, service: agent-rpc } }
`;

/** What is replaced, by what (a § stands where the problem is reported), the path, the code. */
type Broken = readonly [original: string, replacement: string, path: string, code: string];

const COPY = 'steps[0] "copy"';
const OPEN = 'steps[1] "open"';
const USE = 'steps[2] "use"';
const ASK = 'steps[3] "ask"';
const LOOK = 'steps[4] "look"';
const WORM = 'steps[5] "worm"';
const CALL = 'steps[6] "call"';
const AGAIN = 'steps[7] "again"';
const TRANSFER = 'size: 20MB, rate: 5MB/s, connections: 4, chunk: 2MB';
const SCANNED = '[clients-*, 10.20.9.0/29, c2]';
const BEACON = 'every: think, jitter: 10%, calls: 20, sleep: { calls: 5, for: 1..2m }';

/** Written by hand; one mistake each. */
export const BROKEN_STEPS: Readonly<Record<string, readonly Broken[]>> = {
  times: [
    ['at: 1..9s', 'at: §1..9', `${COPY}.at`, 'WRONG_VALUE'],
    ['at: 1..9s', 'at: §think', `${COPY}.at`, 'WRONG_VALUE'],
    ['after: end of copy + 1s', 'after: §end of cpy + 1s', `${OPEN}.after`, 'UNKNOWN_NAME'],
    ['after: end of copy + 1s', 'after: §end copy + 1s', `${OPEN}.after`, 'WRONG_VALUE'],
    ['after: open + think', 'after: §open + thnk', `${USE}.after`, 'UNKNOWN_NAME'],
    ['after: open + think', 'after: §open + -1s', `${USE}.after`, 'WRONG_VALUE'],
    ['at: 1..9s', 'after: §end of worm', `${COPY}.after`, 'CYCLE'],
    ['end of one + 5ms', '§end of again + 5ms', `${AGAIN}.repeat.steps[1] "two".after`, 'CYCLE'],
    ['end of one + 5ms', '§two', `${AGAIN}.repeat.steps[1] "two".after`, 'CYCLE'],
    ['after: copy + 1s\n    repeat', 'after: §end of two\n    repeat', `${AGAIN}.after`, 'UNKNOWN_NAME'],
    ['after: copy + 1s\n    repeat', 'after: §copi + 1s\n    repeat', `${AGAIN}.after`, 'UNKNOWN_NAME'],
    ['after: copy + 1s\n    repeat', 'after: §end of again\n    repeat', `${AGAIN}.after`, 'CYCLE'],
    ['gap: think\n', 'gap: §thnk\n', `${AGAIN}.repeat.gap`, 'UNKNOWN_NAME'],
    ['after: use\n', 'after: §one\n', `${ASK}.after`, 'UNKNOWN_NAME'],
  ],
  distributions: [
    ['{ 0%: 1s, 50%', '§{ 10%: 1s, 50%', 'distributions.think', 'WRONG_VALUE'],
    ['{ 0%: 1s, 50%: 4s, 100%: 1m }', '§{}', 'distributions.think', 'WRONG_VALUE'],
    ['50%: 4s', '50%: 2m, 60%: §1s', 'distributions.think["60%"]', 'INCONSISTENT'],
    ['50%: 4s', '50%: 4s, §40%: 5s', 'distributions.think["40%"]', 'INCONSISTENT'],
    ['50%: 4s', '§fifty: 4s', 'distributions.think.fifty', 'WRONG_VALUE'],
    ['0%: 1s', '0%: §-1s', 'distributions.think["0%"]', 'WRONG_VALUE'],
    ['50%: 4s', '50%: §2..4s', 'distributions.think["50%"]', 'WRONG_VALUE'],
    ['{ 0%: 1s, 50%: 4s, 100%: 1m }', '§{ 0%: 1s, 120%: 2m }', 'distributions.think', 'WRONG_VALUE'],
  ],
  transfers: [
    [TRANSFER, 'size: §20, rate: 5MB/s', `${COPY}.transfer.size`, 'WRONG_VALUE'],
    [TRANSFER, 'size: §0MB, rate: 5MB/s', `${COPY}.transfer.size`, 'WRONG_VALUE'],
    [TRANSFER, 'size: 20MB, rate: §5MB', `${COPY}.transfer.rate`, 'WRONG_VALUE'],
    [TRANSFER, 'size: 20MB, rate: 5MB/s, connections: §0', `${COPY}.transfer.connections`, 'WRONG_VALUE'],
    [TRANSFER, 'size: 3B, rate: 1B/s, connections: §4', `${COPY}.transfer.connections`, 'INCONSISTENT'],
    [TRANSFER, 'size: 20MB, rate: 5MB/s, chunk: §30MB', `${COPY}.transfer.chunk`, 'INCONSISTENT'],
    [TRANSFER, 'size: 20TB, rate: 5GB/s, chunk: §1kB', `${COPY}.transfer.chunk`, 'TOO_LARGE'],
    ['to: files, port: 445, size', 'to: §filez, port: 445, size', `${COPY}.transfer.to`, 'UNKNOWN_NAME'],
  ],
  pins: [
    [
      '    transfer:',
      `    pin: { connection: §11, initiator: { EventRecordID: 500000 } }\n    transfer:`,
      `${COPY}.pin.connection`,
      'WRONG_VALUE',
    ],
    ['    transfer:', `    pin: { connection: §0 }\n    transfer:`, `${COPY}.pin.connection`, 'WRONG_VALUE'],
    ['    transfer:', `    pin: §[]\n    transfer:`, `${COPY}.pin`, 'WRONG_VALUE'],
    [
      '    transfer:',
      `    pin: [{ conection: §2 }]\n    transfer:`.replace('conection: §', '§conection: '),
      `${COPY}.pin[0].conection`,
      'UNKNOWN_KEY',
    ],
    [
      '    transfer:',
      `    pin: [{ connection: 2 }, { connection: §2 }]\n    transfer:`,
      `${COPY}.pin[1].connection`,
      'DUPLICATE',
    ],
    ['    transfer:', `    pin: { round: §2 }\n    transfer:`, `${COPY}.pin.round`, 'UNKNOWN_NAME'],
    ['    listen:', `    pin: §{ initiator: { EventRecordID: 5 } }\n    listen:`, `${OPEN}.pin`, 'INCONSISTENT'],
    ['    resolve:', `    pin: { connection: §2 }\n    resolve:`, `${ASK}.pin.connection`, 'WRONG_VALUE'],
    // 3 clients, 6 addresses, an outside party; 11 ports.
    ['    scan:', `    pin: { connection: §111 }\n    scan:`, 'steps[4] "look".pin.connection', 'WRONG_VALUE'],
    [
      '    spread:',
      `    pin: [{ connection: 4 }, { connection: §5 }]\n    spread:`,
      'steps[5] "worm".pin[1].connection',
      'WRONG_VALUE',
    ],
    ['    beacon:', `    pin: { connection: §21 }\n    beacon:`, 'steps[6] "call".pin.connection', 'WRONG_VALUE'],
    [
      '    beacon:',
      `    pin: [{ connection: 20, §responder: {} }]\n    beacon:`,
      'steps[6] "call".pin[0].responder',
      'INCONSISTENT',
    ],
    [
      '{ id: one, connect',
      '{ id: one, pin: { round: §3 }, connect',
      'steps[7] "again".repeat.steps[0] "one".pin.round',
      'UNKNOWN_NAME',
    ],
    [
      '{ id: one, connect',
      '{ id: one, pin: { round: 2, connection: §2 }, connect',
      'steps[7] "again".repeat.steps[0] "one".pin.connection',
      'WRONG_VALUE',
    ],
    [
      '{ id: one, connect',
      '{ id: one, pin: { initiator: { id: §e6690e36-6a16-4411-a514-43e55add45fb } }, connect',
      'steps[7] "again".repeat.steps[0] "one".pin.initiator.id',
      'DUPLICATE',
    ],
  ],
  listeners: [
    ['process: server', 'process: §sever', `${OPEN}.listen.process`, 'UNKNOWN_NAME'],
    ['resolve: { from: desk, name: c2 }', 'listen: { process: server, port: §445 }', `${ASK}.listen.port`, 'INCONSISTENT'],
    ['port: 4444, for', 'port: §0, for', `${OPEN}.listen.port`, 'WRONG_VALUE'],
    ['for: 30m', 'for: §0s', `${OPEN}.listen.for`, 'WRONG_VALUE'],
    ['for: 30m', 'for: 30s', `${USE}.connect.port`, 'INCONSISTENT'],
    ['port: 4444 }', 'port: §4445 }', `${USE}.connect.port`, 'INCONSISTENT'],
  ],
  lookups: [
    ['from: desk, name', 'from: §desc, name', `${ASK}.resolve.from`, 'UNKNOWN_NAME'],
    ['name: c2', 'name: §c3', `${ASK}.resolve.name`, 'UNKNOWN_NAME'],
    ['name: c2', 'name: §"-.example"', `${ASK}.resolve.name`, 'UNKNOWN_NAME'],
    ['    dc: { role: domain-controller }\n', '', `${ASK}.resolve`, 'INCONSISTENT'],
  ],
  scans: [
    [
      SCANNED,
      '§[clients-*, 10.20.9.1/29, c2]'.replace('§', '').replace('10.20.9.1', '§10.20.9.1'),
      `${LOOK}.scan.to[1]`,
      'WRONG_VALUE',
    ],
    [SCANNED, '[§client-*]', `${LOOK}.scan.to[0]`, 'UNKNOWN_NAME'],
    [SCANNED, '§c3', `${LOOK}.scan.to`, 'UNKNOWN_NAME'],
    [SCANNED, '§10.20.9.300', `${LOOK}.scan.to`, 'WRONG_VALUE'],
    [SCANNED, '§224.0.0.1', `${LOOK}.scan.to`, 'WRONG_VALUE'],
    [SCANNED, '10.0.0.0/8', `${LOOK}.scan`, 'TOO_LARGE'],
    ['[22, 8000-8009]', '[22, §8009-8000]', `${LOOK}.scan.ports[1]`, 'WRONG_VALUE'],
    ['[22, 8000-8009]', '§0-80', `${LOOK}.scan.ports`, 'WRONG_VALUE'],
    ['[22, 8000-8009]', '[22, §70000]', `${LOOK}.scan.ports[1]`, 'WRONG_VALUE'],
    ['[22, 8000-8009]', '§[]', `${LOOK}.scan.ports`, 'WRONG_VALUE'],
    ['rate: 50/s', 'rate: §50', `${LOOK}.scan.rate`, 'WRONG_VALUE'],
    ['rate: 50/s', 'rate: §0/s', `${LOOK}.scan.rate`, 'WRONG_VALUE'],
    ['rate: 50/s', 'rate: 50/s, order: §by-luck', `${LOOK}.scan.order`, 'WRONG_VALUE'],
    ['scan: { from: shell', 'scan: { from: §shel', `${LOOK}.scan.from`, 'UNKNOWN_NAME'],
  ],
  spreads: [
    ['[clients-1, clients-2]', '[clients-1, §desk]', `${WORM}.spread.to[1]`, 'INCONSISTENT'],
    ['[clients-1, clients-2]', '[clients-1, §clients-9]', `${WORM}.spread.to[1]`, 'UNKNOWN_NAME'],
    ['[clients-1, clients-2]', '[clients-1, §10.20.9.0/29]', `${WORM}.spread.to[1]`, 'WRONG_VALUE'],
    ['{ service: svcctl }', '§{ port: 135, service: svcctl }', `${WORM}.spread.over[1]`, 'INCONSISTENT'],
    ['{ service: svcctl }', '§{}', `${WORM}.spread.over[1]`, 'MISSING'],
    ['{ service: svcctl }', '{ service: §svcctrl }', `${WORM}.spread.over[1].service`, 'UNKNOWN_NAME'],
    ["image: 'C:\\worm.exe'", 'image: §worm.exe', `${WORM}.spread.run.image`, 'WRONG_VALUE'],
    ["image: 'C:\\worm.exe', user: SYSTEM", "image: 'C:\\worm.exe', user: §SISTEM", `${WORM}.spread.run.user`, 'UNKNOWN_NAME'],
    ['fanOut: 2', 'fanOut: §0', `${WORM}.spread.fanOut`, 'WRONG_VALUE'],
    ['pause: 20..60s', 'pause: §thnk', `${WORM}.spread.pause`, 'UNKNOWN_NAME'],
  ],
  beacons: [
    [BEACON, 'every: think, for: 1h, calls: §20', `${CALL}.beacon.calls`, 'INCONSISTENT'],
    [BEACON, 'every: think, calls: §0', `${CALL}.beacon.calls`, 'WRONG_VALUE'],
    [BEACON, 'every: 10ms, for: §30d', `${CALL}.beacon.for`, 'TOO_LARGE'],
    [BEACON, 'every: think, calls: 20, hours: §8-18', `${CALL}.beacon.hours`, 'WRONG_VALUE'],
    [BEACON, "every: think, calls: 20, hours: §'09:00-09:00'", `${CALL}.beacon.hours`, 'WRONG_VALUE'],
    [BEACON, "every: think, calls: 20, hours: §'25:00-26:00'", `${CALL}.beacon.hours`, 'WRONG_VALUE'],
    [BEACON, 'every: think, calls: 20, days: §monday', `${CALL}.beacon.days`, 'WRONG_VALUE'],
    [BEACON, "every: think, for: 1h, hours: §'18:00-19:00'", `${CALL}.beacon.hours`, 'INCONSISTENT'],
    [BEACON, "every: think, for: 2h, days: §'sat, sun'", `${CALL}.beacon.days`, 'INCONSISTENT'],
    [BEACON, 'every: think, calls: 20, sleep: { §for: 1m }'.replace('§', ''), `${CALL}.beacon.sleep.calls`, 'MISSING'],
    [BEACON, 'every: §thnk, calls: 20', `${CALL}.beacon.every`, 'UNKNOWN_NAME'],
    [BEACON, 'every: 5s, calls: 20, jitter: §6s', `${CALL}.beacon.jitter`, 'WRONG_VALUE'],
  ],
  processes: [
    ['parent: shell', 'parent: §sell', 'processes.agent.parent', 'UNKNOWN_NAME'],
    ['parent: shell', 'parent: §server', 'processes.agent.parent', 'INCONSISTENT'],
    ['parent: shell', 'parent: §agent', 'processes.agent.parent', 'INCONSISTENT'],
    ['start: copy + 300ms, life: 10h', 'start: -2h', 'processes.agent.parent', 'INCONSISTENT'],
    ['start: copy + 300ms', 'start: §copi + 300ms', 'processes.agent.start', 'UNKNOWN_NAME'],
    ['start: copy + 300ms', 'start: §one + 300ms', 'processes.agent.start', 'UNKNOWN_NAME'],
    ['start: copy + 300ms', 'start: §copy', 'processes.agent.start', 'WRONG_VALUE'],
    ['after: copy + 1s\n    beacon', 'after: §copy + 100ms\n    beacon', `${CALL}.after`, 'INCONSISTENT'],
    ['life: 10h', 'life: §-1h', 'processes.agent.life', 'WRONG_VALUE'],
    ['life: 10h', 'life: 5m', `${CALL}.after`, 'INCONSISTENT'],
    ['serves: [agent-rpc]', 'serves: [agent-rpc, §svcctl]', 'processes.agent.serves[1]', 'INCONSISTENT'],
    ['serves: [agent-rpc]', 'serves: []', `${AGAIN}.repeat.steps[1] "two".connect.service`, 'UNKNOWN_NAME'],
    ['serves: [agent-rpc]', 'serves: [agent-rpc, §agent-rpc]', 'processes.agent.serves[1]', 'DUPLICATE'],
    [
      "server: { host: files, image: 'C:\\server.exe', user: SYSTEM, start: -1h }",
      "server: { host: files, image: 'C:\\server.exe', user: SYSTEM, start: §-2d }",
      'processes.server.start',
      'INCONSISTENT',
    ],
    [
      "server: { host: files, image: 'C:\\server.exe', user: SYSTEM, start: -1h }",
      "server: { host: files, image: 'C:\\server.exe', user: SYSTEM, start: -1h }\n  §clients-1/worm: { host: clients-1, image: 'C:\\w.exe', user: SYSTEM, start: -1h }",
      'processes["clients-1/worm"]',
      'WRONG_VALUE',
    ],
  ],
};
