/** A sound story; every broken one differs from it in one place. */
export const SOUND = `id: story
title: A story
start: 2026-03-10T09:00:00Z
world:
  domain: { dns: corp.example }
  site: { ipv4: 10.20.0.0/16, ipv6: '2001:db8:20:1::/64' }
  hosts:
    operator: { addresses: { ipv4: 10.20.0.7 } }
    target: { role: server, boot: { at: -3d } }
    web: { os: linux }
  users:
    alice: {}
    bob: { local: target }
  outside:
    c2: { ipv4: 203.0.113.7 }
processes:
  shell: { host: operator, image: 'C:\\Windows\\System32\\cmd.exe', user: alice, start: 0s }
  agent: { host: web, image: /usr/bin/agent, user: www-data, start: 0s }
  waiter: { host: target, image: 'C:\\waiter.exe', user: SYSTEM, start: 0s }
steps:
  - id: copy
    at: 1s
    connect: { from: shell, to: target, port: 445 }
  - id: run
    after: copy + 4..9ms
    connect: { from: shell, to: target, service: svcctl }
  - id: call
    after: run
    beacon: { from: agent, to: c2, port: 443, every: 60s, jitter: 10%, for: 1h }
background: { profile: office, lead: 5m }
`;

/** What is replaced, by what (a § stands where the problem is reported), the path, the code. */
type Broken = readonly [original: string, replacement: string, path: string, code: string];

const COPY = 'steps[0] "copy"';
const RUN = 'steps[1] "run"';
const CALL = 'steps[2] "call"';
const OPERATOR = 'operator: { addresses: { ipv4: 10.20.0.7 } }';
const TARGET = 'target: { role: server, boot: { at: -3d } }';
const WEB = 'web: { os: linux }';
const CONNECT = 'connect: { from: shell, to: target, port: 445 }';
const SERVICE = 'connect: { from: shell, to: target, service: svcctl }';
/** Where what is expected would stand. */
const EXPECT = 'background: { profile: office, lead: 5m }\n';
const expectRule = (rules: string) => `expect: { rules: [${rules}] }\n`;
const expectIssue = (issues: string) => `expect: { issues: [${issues}] }\n`;
const BEACON = 'from: agent, to: c2, port: 443, every: 60s, jitter: 10%, for: 1h';

/** Written by hand; one mistake each. */
export const BROKEN: Readonly<Record<string, readonly Broken[]>> = {
  schema: [
    ['id: story\n', 'id: §My Story\n', 'id', 'WRONG_VALUE'],
    ['id: story\n', 'id: §5\n', 'id', 'WRONG_VALUE'],
    ['id: story\n', '', 'id', 'MISSING'],
    ['title: A story', 'title: §[A, story]', 'title', 'WRONG_VALUE'],
    ['title: A story', 'title: A story\n§titel: again', 'titel', 'UNKNOWN_KEY'],
    ['2026-03-10T09:00:00Z', '§2026-02-30T09:00:00Z', 'start', 'WRONG_VALUE'],
    ['2026-03-10T09:00:00Z', '§yesterday', 'start', 'WRONG_VALUE'],
    ['2026-03-10T09:00:00Z', '§2026-03-10T09:00:00+01:00', 'start', 'WRONG_VALUE'],
    ['corp.example', '§corp', 'world.domain.dns', 'WRONG_VALUE'],
    [OPERATOR, 'operator: §hello', 'world.hosts.operator', 'WRONG_VALUE'],
    [OPERATOR, 'operator: { §adresses: {} }', 'world.hosts.operator.adresses', 'UNKNOWN_KEY'],
    [TARGET, 'target: { role: §serber }', 'world.hosts.target.role', 'WRONG_VALUE'],
    [TARGET, 'target: { sysmon: { era: §11 } }', 'world.hosts.target.sysmon.era', 'WRONG_VALUE'],
    [TARGET, 'target: { sysmon: { dnsLookup: §yes } }', 'world.hosts.target.sysmon.dnsLookup', 'WRONG_VALUE'],
    [TARGET, 'target: { sensors: [sysmon, §falcom] }', 'world.hosts.target.sensors[1]', 'WRONG_VALUE'],
    [TARGET, 'target: { clock: { wall: §5 parsecs } }', 'world.hosts.target.clock.wall', 'WRONG_VALUE'],
    [TARGET, 'target: { clock: { drift: §.nan } }', 'world.hosts.target.clock.drift', 'WRONG_VALUE'],
    [TARGET, 'target: { ports: { svcctl: §80 } }', 'world.hosts.target.ports.svcctl', 'WRONG_VALUE'],
    [TARGET, 'target: { reverseName: §"-" }', 'world.hosts.target.reverseName', 'WRONG_VALUE'],
    ['start: 0s }\n  agent', 'start: §5 parsecs }\n  agent', 'processes.shell.start', 'WRONG_VALUE'],
    ['port: 445', 'port: §http', `${COPY}.connect.port`, 'WRONG_VALUE'],
    ['port: 445', 'port: §70000', `${COPY}.connect.port`, 'WRONG_VALUE'],
    ['port: 445', 'port: §44.5', `${COPY}.connect.port`, 'WRONG_VALUE'],
    ['port: 445', "port: §'445'", `${COPY}.connect.port`, 'WRONG_VALUE'],
    ['connect: { from: shell, to: target, port', '§conect: { from: shell, to: target, port', `${COPY}.conect`, 'UNKNOWN_KEY'],
    ['at: 1s', 'at: 1s\n    §port: 445', `${COPY}.port`, 'UNKNOWN_KEY'],
    ['at: 1s', 'at: §5 parsecs', `${COPY}.at`, 'WRONG_VALUE'],
    ['at: 1s', 'at: 1s\n    technique: §T1021.2', `${COPY}.technique`, 'WRONG_VALUE'],
    ['at: 1s', 'at: 1s\n    ruleName: §"a\\u0001b"', `${COPY}.ruleName`, 'WRONG_VALUE'],
    ['after: run', 'after: §run plus 5s', `${CALL}.after`, 'WRONG_VALUE'],
    ['after: run', 'after: §run + 5', `${CALL}.after`, 'WRONG_VALUE'],
    ['every: 60s', 'every: §60', `${CALL}.beacon.every`, 'WRONG_VALUE'],
    [', for: 1h', '', `${CALL}.beacon`, 'MISSING'],
    ['    web: { os: linux }', '    §Web 1: { os: linux }', 'world.hosts["Web 1"]', 'WRONG_VALUE'],
    ['profile: office', 'profile: §offise', 'background.profile', 'WRONG_VALUE'],
    ['lead: 5m', 'workstations: §-1', 'background.workstations', 'WRONG_VALUE'],
  ],
  programs: [
    ["image: 'C:\\waiter.exe'", "image: §'C:\\tools\\'", 'processes.waiter.image', 'WRONG_VALUE'],
    ["image: 'C:\\waiter.exe'", 'image: §waiter.exe', 'processes.waiter.image', 'WRONG_VALUE'],
    ['image: /usr/bin/agent', 'image: §/usr/bin/', 'processes.agent.image', 'WRONG_VALUE'],
    ['image: /usr/bin/agent', 'image: §agent', 'processes.agent.image', 'WRONG_VALUE'],
    ['user: www-data', "user: §'CORP\\bob'", 'processes.agent.user', 'WRONG_VALUE'],
    ['user: www-data', "user: §'-'", 'processes.agent.user', 'WRONG_VALUE'],
    ['user: www-data', "user: §'www data'", 'processes.agent.user', 'WRONG_VALUE'],
  ],
  hosts: [
    [TARGET, 'target: {}\n    §target: {}', 'world.hosts.target', 'DUPLICATE'],
    [OPERATOR, 'operator: &anchor §{}', 'world.hosts.operator', 'SYNTAX'],
    [WEB, 'web: { os: linux, sysmon: { dnsLookup: §true } }', 'world.hosts.web.sysmon.dnsLookup', 'INCONSISTENT'],
    [WEB, 'web: { os: linux, sysmon: { era: §"10.4" } }', 'world.hosts.web.sysmon.era', 'INCONSISTENT'],
    [WEB, 'web: { os: linux, falcon: { keySet: §macos-2021 } }', 'world.hosts.web.falcon.keySet', 'INCONSISTENT'],
    [WEB, `${WEB}\n    mac: { os: macos, sensors: [falcon, §sysmon] }`, 'world.hosts.mac.sensors[1]', 'INCONSISTENT'],
    [WEB, `${WEB}\n    mac: { os: macos, §sysmon: { era: "11" } }`, 'world.hosts.mac.sysmon', 'INCONSISTENT'],
    [WEB, `${WEB}\n    phone: { os: ios, sensors: [§sysmon] }`, 'world.hosts.phone.sensors[0]', 'INCONSISTENT'],
    [WEB, `${WEB}\n    phone: { os: §android }`, 'world.hosts.phone.os', 'WRONG_VALUE'],
    [WEB, `${WEB}\n    book: { os: §chromeos }`, 'world.hosts.book.os', 'WRONG_VALUE'],
    [TARGET, 'target: { os: §maccos }', 'world.hosts.target.os', 'WRONG_VALUE'],
    [TARGET, 'target: { falcon: { keySet: §linux-2021 } }', 'world.hosts.target.falcon.keySet', 'INCONSISTENT'],
    [TARGET, 'target: { falcon: { keySet: §windows-2024 } }', 'world.hosts.target.falcon.keySet', 'WRONG_VALUE'],
    [TARGET, 'target: { sysmon: { syslogPrefix: §true } }', 'world.hosts.target.sysmon.syslogPrefix', 'INCONSISTENT'],
    [TARGET, 'target: { sysmon: { processId: §2801 } }', 'world.hosts.target.sysmon.processId', 'WRONG_VALUE'],
    [TARGET, 'target: { sysmon: { threadId: §2802 } }', 'world.hosts.target.sysmon.threadId', 'WRONG_VALUE'],
    [WEB, 'web: { os: linux }\n    §localhost: {}', 'world.hosts.localhost', 'WRONG_VALUE'],
    [WEB, `${WEB}\n    dc: { role: domain-controller, joined: §false }`, 'world.hosts.dc.joined', 'INCONSISTENT'],
    [WEB, `${WEB}\n    dc: { role: domain-controller, os: §windows-11 }`, 'world.hosts.dc.os', 'INCONSISTENT'],
    ['  domain: { dns: corp.example }\n', '  domain: §5\n', 'world.domain', 'WRONG_VALUE'],
    [TARGET, 'target: { role: server, boot: { at: §3d } }', 'world.hosts.target.boot.at', 'INCONSISTENT'],
    [TARGET, 'target: { role: server, boot: { at: §-367d } }', 'world.hosts.target.boot.at', 'WRONG_VALUE'],
    [TARGET, 'target: { role: server, boot: { at: §2024-01-01T00:00:00Z } }', 'world.hosts.target.boot.at', 'WRONG_VALUE'],
    [TARGET, 'target: { boot: { at: §2027-01-01T00:00:00Z } }', 'world.hosts.target.boot.at', 'INCONSISTENT'],
    ['ipv4: 10.20.0.7', 'ipv4: §10.20.0.256', 'world.hosts.operator.addresses.ipv4', 'WRONG_VALUE'],
    ['ipv4: 10.20.0.7', 'ipv4: §10.20.0.07', 'world.hosts.operator.addresses.ipv4', 'WRONG_VALUE'],
    ['ipv4: 10.20.0.7', 'ipv4: §10.20.7', 'world.hosts.operator.addresses.ipv4', 'WRONG_VALUE'],
    ['ipv4: 10.20.0.7', 'ipv4: §10.21.0.7', 'world.hosts.operator.addresses.ipv4', 'INCONSISTENT'],
    ['ipv4: 10.20.0.7', 'ipv4: §224.0.0.251', 'world.hosts.operator.addresses.ipv4', 'WRONG_VALUE'],
    ['ipv4: 10.20.0.7', "ipv6: §'fe80::1'", 'world.hosts.operator.addresses.ipv6', 'WRONG_VALUE'],
    ['ipv4: 10.20.0.7', "ipv6: §'2001:db8::1::2'", 'world.hosts.operator.addresses.ipv6', 'WRONG_VALUE'],
    ['ipv4: 10.20.0.7', "linkLocal: §'2001:db8::1'", 'world.hosts.operator.addresses.linkLocal', 'WRONG_VALUE'],
    ['10.20.0.0/16', '§10.20.0.1/16', 'world.site.ipv4', 'WRONG_VALUE'],
    ['10.20.0.0/16', '§10.20.0.0/33', 'world.site.ipv4', 'WRONG_VALUE'],
    ["'2001:db8:20:1::/64'", "§'2001:db8:20:1::1/64'", 'world.site.ipv6', 'WRONG_VALUE'],
    ["'2001:db8:20:1::/64'", "§'fe80::/64'", 'world.site.ipv6', 'WRONG_VALUE'],
    [TARGET, 'target: { falcon: { aip: §1.2.3 } }', 'world.hosts.target.falcon.aip', 'WRONG_VALUE'],
  ],
  names: [
    ['host: operator,', 'host: §operater,', 'processes.shell.host', 'UNKNOWN_NAME'],
    ['user: alice', 'user: §alicia', 'processes.shell.user', 'UNKNOWN_NAME'],
    ['user: alice', 'user: §system', 'processes.shell.user', 'UNKNOWN_NAME'],
    ['user: alice', 'user: §bob', 'processes.shell.user', 'INCONSISTENT'],
    ['user: alice', 'user: §toString', 'processes.shell.user', 'UNKNOWN_NAME'],
    [TARGET, 'target: { user: §alcie }', 'world.hosts.target.user', 'UNKNOWN_NAME'],
    [OPERATOR, 'operator: { user: §bob }', 'world.hosts.operator.user', 'INCONSISTENT'],
    ['local: target', 'local: §targte', 'world.users.bob.local', 'UNKNOWN_NAME'],
    ['  outside:\n', '  outside:\n    §web: {}\n', 'world.outside.web', 'DUPLICATE'],
    ['local: target', 'local: §dc }\n    eve: { local: operator', 'world.users.bob.local', 'UNKNOWN_NAME'],
    ['c2: { ipv4: 203.0.113.7 }', "c2: { ipv6: §'::ffff:203.0.113.7' }", 'world.outside.c2.ipv6', 'WRONG_VALUE'],
    ['ipv4: 203.0.113.7', 'ipv4: §10.20.0.7', 'world.outside.c2.ipv4', 'DUPLICATE'],
    ['ipv4: 203.0.113.7', 'ipv4: §203.0.113.777', 'world.outside.c2.ipv4', 'WRONG_VALUE'],
    ["image: 'C:\\Windows\\System32\\cmd.exe'", 'image: §cmd.exe', 'processes.shell.image', 'WRONG_VALUE'],
    ['/usr/bin/agent', '§agent', 'processes.agent.image', 'WRONG_VALUE'],
    ['user: alice,', 'user: alice, pid: §5,', 'processes.shell.pid', 'WRONG_VALUE'],
    ['- id: call', '- id: §copy', 'steps[2] "copy".id', 'DUPLICATE'],
    ['after: run', 'after: §rum + 5s', `${CALL}.after`, 'UNKNOWN_NAME'],
    ['at: 1s', 'after: §call', `${COPY}.after`, 'CYCLE'],
    ['after: run', 'after: §call', `${CALL}.after`, 'CYCLE'],
    [CONNECT, 'connect: { from: §shel, to: target, port: 445 }', `${COPY}.connect.from`, 'UNKNOWN_NAME'],
    [CONNECT, 'connect: { from: §operator, to: target, port: 445 }', `${COPY}.connect.from`, 'UNKNOWN_NAME'],
    [CONNECT, 'connect: { from: §operater/System, to: target, port: 445 }', `${COPY}.connect.from`, 'UNKNOWN_NAME'],
    [CONNECT, 'connect: { from: §operator/, to: target, port: 445 }', `${COPY}.connect.from`, 'WRONG_VALUE'],
    [CONNECT, 'connect: { from: §hasOwnProperty, to: target, port: 445 }', `${COPY}.connect.from`, 'UNKNOWN_NAME'],
    [CONNECT, 'connect: { from: shell, to: §taget, port: 445 }', `${COPY}.connect.to`, 'UNKNOWN_NAME'],
    [CONNECT, 'connect: { from: shell, to: §valueOf, port: 445 }', `${COPY}.connect.to`, 'UNKNOWN_NAME'],
    [CONNECT, 'connect: { from: shell, to: §10.20.0.300, port: 445 }', `${COPY}.connect.to`, 'WRONG_VALUE'],
    [CONNECT, "connect: { from: shell, to: §'fe80::1%4', port: 445 }", `${COPY}.connect.to`, 'WRONG_VALUE'],
    [CONNECT, 'connect: { from: shell, to: §239.255.255.250, port: 445 }', `${COPY}.connect.to`, 'INCONSISTENT'],
    ['port: 445', 'port: 445, acceptedBy: §wayter', `${COPY}.connect.acceptedBy`, 'UNKNOWN_NAME'],
    ['port: 445', 'port: 445, acceptedBy: §agent', `${COPY}.connect.acceptedBy`, 'INCONSISTENT'],
    [BEACON, `${BEACON}, acceptedBy: §waiter`, `${CALL}.beacon.acceptedBy`, 'INCONSISTENT'],
  ],
  ends: [
    ['    at: 1s\n', '', COPY, 'MISSING'],
    ['after: run', 'at: 5s\n    §after: run', `${CALL}.after`, 'INCONSISTENT'],
    [`    ${SERVICE}\n`, '', RUN, 'MISSING'],
    [CONNECT, `${CONNECT}\n    §beacon: { ${BEACON} }`, `${COPY}.beacon`, 'INCONSISTENT'],
    [CONNECT, 'connect: §{ from: shell, to: target }', `${COPY}.connect`, 'MISSING'],
    ['port: 445', 'port: 445, §service: svcctl', `${COPY}.connect.service`, 'INCONSISTENT'],
    ['port: 445', 'port: §0', `${COPY}.connect.port`, 'INCONSISTENT'],
    ['port: 445', 'port: 445, sourcePort: §0', `${COPY}.connect.sourcePort`, 'INCONSISTENT'],
    ['service: svcctl', 'service: §svcctl, protocol: udp', `${RUN}.connect.service`, 'INCONSISTENT'],
    [CONNECT, 'connect: §{ from: shell, to: target, protocol: udp }', `${COPY}.connect.port`, 'MISSING'],
    ['port: 445', 'port: §445, protocol: icmp', `${COPY}.connect.port`, 'INCONSISTENT'],
    ['service: svcctl', 'service: §svcctl, protocol: ip', `${RUN}.connect.service`, 'INCONSISTENT'],
    [CONNECT, 'connect: { from: shell, to: c2, service: §svcctl }', `${COPY}.connect.service`, 'INCONSISTENT'],
    [CONNECT, 'connect: { from: shell, to: 10.20.0.9, port: 445, family: §ipv6 }', `${COPY}.connect.family`, 'INCONSISTENT'],
    [CONNECT, 'connect: { from: shell, to: 10.20.0.9, protocol: §icmpv6 }', `${COPY}.connect.protocol`, 'INCONSISTENT'],
    ['every: 60s', 'every: §0s', `${CALL}.beacon.every`, 'WRONG_VALUE'],
    ['for: 1h', 'for: §-1h', `${CALL}.beacon.for`, 'WRONG_VALUE'],
    ['jitter: 10%', 'jitter: §101%', `${CALL}.beacon.jitter`, 'WRONG_VALUE'],
    ['jitter: 10%', 'jitter: §61s', `${CALL}.beacon.jitter`, 'WRONG_VALUE'],
    [CONNECT, "connect: { from: shell, to: '::ffff:10.20.0.9', protocol: §icmp }", `${COPY}.connect.protocol`, 'INCONSISTENT'],
    [CONNECT, "connect: { from: shell, to: §'::ffff:224.0.0.251', port: 445 }", `${COPY}.connect.to`, 'INCONSISTENT'],
    ['after: run', 'after: run\n    pin: { §responder: {} }', `${CALL}.pin.responder`, 'INCONSISTENT'],
    ['lead: 5m', 'lead: §-5m', 'background.lead', 'WRONG_VALUE'],
    ['lead: 5m', 'tail: §-5m', 'background.tail', 'WRONG_VALUE'],
  ],
  expectations: [
    [EXPECT, 'expect: §nothing\n', 'expect', 'WRONG_VALUE'],
    [EXPECT, 'expect: { §rule: [] }\n', 'expect.rule', 'UNKNOWN_KEY'],
    [EXPECT, expectRule('§{ rule: r.yml }'), 'expect.rules[0].steps', 'MISSING'],
    [EXPECT, expectRule('{ rule: r.yml, steps: §[] }'), 'expect.rules[0].steps', 'WRONG_VALUE'],
    [EXPECT, expectRule('{ rule: §"../r.yml", steps: [copy] }'), 'expect.rules[0].rule', 'WRONG_VALUE'],
    [EXPECT, expectRule('{ rule: r.yml, steps: [§copi] }'), 'expect.rules[0].steps[0]', 'UNKNOWN_NAME'],
    [EXPECT, expectRule('{ rule: r.yml, steps: [copy, §constructor] }'), 'expect.rules[0].steps[1]', 'UNKNOWN_NAME'],
    [EXPECT, expectRule('{ rule: r.yml, steps: [§copy/] }'), 'expect.rules[0].steps[0]', 'WRONG_VALUE'],
    [EXPECT, expectRule('{ rule: r.yml, steps: [copy], times: §0 }'), 'expect.rules[0].times', 'WRONG_VALUE'],
    [EXPECT, expectRule('{ rule: r.yml, steps: [copy], times: §1.5 }'), 'expect.rules[0].times', 'WRONG_VALUE'],
    [EXPECT, expectRule('{ rule: r.yml, steps: [copy], times: §3..1 }'), 'expect.rules[0].times', 'WRONG_VALUE'],
    [EXPECT, expectRule('{ rule: r.yml, steps: [copy], times: §1..9999999 }'), 'expect.rules[0].times', 'WRONG_VALUE'],
    [EXPECT, expectRule('{ rule: r.yml, steps: [copy, §copy] }'), 'expect.rules[0].steps[1]', 'DUPLICATE'],
    [
      EXPECT,
      expectRule('{ rule: AB-1, steps: [copy] }, { rule: ab-1, steps: [run, §copy] }'),
      'expect.rules[1].steps[1]',
      'DUPLICATE',
    ],
    [EXPECT, `expect: { silent: [r.yml, §r.yml] }\n`, 'expect.silent[1]', 'DUPLICATE'],
    [EXPECT, `expect: { silent: §r.yml }\n`, 'expect.silent', 'WRONG_VALUE'],
    [
      EXPECT,
      'expect: { rules: [{ rule: r.yml, steps: [copy] }], silent: [s.yml, §R.yml] }\n',
      'expect.silent[1]',
      'INCONSISTENT',
    ],
    [EXPECT, expectIssue('{ check: §order, format: ecs }'), 'expect.issues[0].check', 'WRONG_VALUE'],
    [EXPECT, expectIssue('§{ check: ecs/order }'), 'expect.issues[0].format', 'MISSING'],
    [EXPECT, expectIssue('{ check: ecs/order, format: ecs, times: §-1 }'), 'expect.issues[0].times', 'WRONG_VALUE'],
    [EXPECT, expectIssue('{ check: ecs/order, format: ecs, step: §cal }'), 'expect.issues[0].step', 'UNKNOWN_NAME'],
    [
      EXPECT,
      expectIssue('{ check: ecs/order, format: ecs }, { check: §ecs/order, format: ecs, times: 2 }'),
      'expect.issues[1].check',
      'DUPLICATE',
    ],
    ['at: 1s', 'at: 1s\n    rules: [a.yml, §A.yml]', `${COPY}.rules[1]`, 'DUPLICATE'],
    ['at: 1s', 'at: 1s\n    rules: [§"a b"]', `${COPY}.rules[0]`, 'WRONG_VALUE'],
  ],
  duplicates: [
    [WEB, 'web: { os: linux, name: A }\n    dc: { name: §a }', 'world.hosts.dc.name', 'DUPLICATE'],
    [WEB, 'web: { os: linux, addresses: { ipv4: §10.20.0.7 } }', 'world.hosts.web.addresses.ipv4', 'DUPLICATE'],
    [
      WEB,
      "web: { os: linux, addresses: { ipv6: '2001:db8:20:1::1' } }\n    dc: { addresses: { ipv6: §'2001:db8:20:1:0::1' } }",
      'world.hosts.dc.addresses.ipv6',
      'DUPLICATE',
    ],
    [
      WEB,
      `web: { os: linux, falcon: { aid: ${'a'.repeat(32)} } }\n    dc: { falcon: { aid: §${'a'.repeat(32)} } }`,
      'world.hosts.dc.falcon.aid',
      'DUPLICATE',
    ],
    [
      WEB,
      'web: { os: linux }\n    a: { sysmon: { machineId: abcdef01 } }\n    b: { sysmon: { machineId: §ABCDEF01 } }',
      'world.hosts.b.sysmon.machineId',
      'DUPLICATE',
    ],
    ['alice: {}', 'alice: { sid: S-1-5-21-1-2-3-4 }\n    eve: { sid: §S-1-5-21-1-2-3-4 }', 'world.users.eve.sid', 'DUPLICATE'],
  ],
};
