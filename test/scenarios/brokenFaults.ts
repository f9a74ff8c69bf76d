/** A sound story with a fault of every kind; every broken one differs from it in one place. */
export const SOUND_FAULTS = `id: faults
title: A story of faults
start: 2026-03-10T09:00:00Z
world:
  domain: { dns: corp.example }
  hosts:
    desk: { role: workstation, user: clerk, sysmon: { era: "10.4" } }
    phone: { role: workstation, os: ios }
    clients: { role: workstation, count: 3 }
    dc: { role: domain-controller }
  users: { clerk: {} }
processes:
  script: { host: desk, user: clerk, image: 'C:\\a.exe', start: 0s }
steps:
  - { id: copy, at: 5s, connect: { from: script, to: dc, port: 445 } }
  - id: rounds
    at: 1m
    repeat:
      times: 2
      every: 1m
      steps: [{ id: call, connect: { from: script, to: dc, port: 445 } }]
  - { id: offline, at: 0s, fault: { late: { hosts: clients-*, by: 2h..3h, for: 1h } } }
  - { id: twice, at: 0s, fault: { duplicate: { after: 1..30s, steps: [copy, rounds/call], share: 10% } } }
  - { id: gone, at: 0s, fault: { lost: { sensors: [falcon] } } }
  - { id: mixed, at: 0s, fault: { reorder: { by: 0..5s } } }
  - { id: clock, at: 30s, fault: { clockJump: { hosts: desk, by: -1h, for: 10m } } }
  - { id: down, after: clock + 1m, fault: { outage: { for: 10m, then: drop } } }
  - { id: shifty, at: 0s, fault: { shiftFields: { hosts: [desk, dc], for: 10m } } }
`;

/** What is replaced, by what (a § stands where the problem is reported), the path, the code. */
type Broken = readonly [original: string, replacement: string, path: string, code: string];

const OFFLINE = 'steps[2] "offline".fault';
const TWICE = 'steps[3] "twice".fault';
const GONE = 'steps[4] "gone".fault';
const MIXED = 'steps[5] "mixed".fault';
const CLOCK = 'steps[6] "clock".fault';
const DOWN = 'steps[7] "down".fault';
const SHIFTY = 'steps[8] "shifty".fault';
const LATE = 'late: { hosts: clients-*, by: 2h..3h, for: 1h }';

/** Written by hand; one mistake each. */
export const BROKEN_FAULTS: Readonly<Record<string, readonly Broken[]>> = {
  kinds: [
    [`fault: { ${LATE} }`, 'fault: §{}', OFFLINE, 'MISSING'],
    [`{ ${LATE} }`, `{ ${LATE}, §lost: {} }`, `${OFFLINE}.lost`, 'INCONSISTENT'],
    ['{ lost: { sensors: [falcon] } }', '{ §loss: { sensors: [falcon] } }', `${GONE}.loss`, 'UNKNOWN_KEY'],
    ['fault: { lost: {', 'fault: { lost: { §by: 1h,', `${GONE}.lost.by`, 'UNKNOWN_KEY'],
    ['at: 5s, connect: {', 'at: 5s, §fault: { lost: {} }, connect: {', 'steps[0] "copy".fault', 'INCONSISTENT'],
    ['fault: { lost: { sensors: [falcon] } }', 'fault: §lost', GONE, 'WRONG_VALUE'],
  ],
  which: [
    ['hosts: clients-*', 'hosts: §client-*', `${OFFLINE}.late.hosts`, 'UNKNOWN_NAME'],
    ['hosts: desk, by', 'hosts: §disk, by', `${CLOCK}.clockJump.hosts`, 'UNKNOWN_NAME'],
    ['hosts: [desk, dc]', 'hosts: [desk, §cd]', `${SHIFTY}.shiftFields.hosts[1]`, 'UNKNOWN_NAME'],
    ['hosts: clients-*', 'hosts: §{ os: linux }', `${OFFLINE}.late.hosts`, 'INCONSISTENT'],
    ['hosts: [desk, dc]', 'hosts: §[]', `${SHIFTY}.shiftFields.hosts`, 'WRONG_VALUE'],
    ['steps: [copy, rounds/call]', 'steps: [copy, §call]', `${TWICE}.duplicate.steps[1]`, 'UNKNOWN_NAME'],
    ['steps: [copy, rounds/call]', 'steps: [§gone, rounds]', `${TWICE}.duplicate.steps[0]`, 'UNKNOWN_NAME'],
    ['steps: [copy, rounds/call]', 'steps: §[]', `${TWICE}.duplicate.steps`, 'WRONG_VALUE'],
    ['share: 10%', 'share: §0%', `${TWICE}.duplicate.share`, 'WRONG_VALUE'],
    ['share: 10%', 'share: §101%', `${TWICE}.duplicate.share`, 'WRONG_VALUE'],
    ['share: 10%', 'share: §0.1', `${TWICE}.duplicate.share`, 'WRONG_VALUE'],
    ['sensors: [falcon]', 'sensors: [§falcom]', `${GONE}.lost.sensors[0]`, 'WRONG_VALUE'],
    ['lost: { sensors: [falcon] }', 'lost: { sensors: [sysmon], hosts: §phone }', `${GONE}.lost.hosts`, 'INCONSISTENT'],
  ],
  times: [
    ['by: 2h..3h', 'by: §3h..2h', `${OFFLINE}.late.by`, 'WRONG_VALUE'],
    ['by: 2h..3h', 'by: §-2h', `${OFFLINE}.late.by`, 'WRONG_VALUE'],
    ['by: 2h..3h', 'by: §1d..31d', `${OFFLINE}.late.by`, 'TOO_LARGE'],
    ['by: 2h..3h', 'by: §think-time', `${OFFLINE}.late.by`, 'UNKNOWN_NAME'],
    ['by: 2h..3h, for: 1h', 'by: 2h..3h, for: §0s', `${OFFLINE}.late.for`, 'WRONG_VALUE'],
    ['{ hosts: clients-*, by: 2h..3h, for: 1h }', '§{ hosts: clients-* }', `${OFFLINE}.late.by`, 'MISSING'],
    ['after: 1..30s', 'after: §40d', `${TWICE}.duplicate.after`, 'TOO_LARGE'],
    ['by: 0..5s', 'by: §0..2h', `${MIXED}.reorder.by`, 'TOO_LARGE'],
    ['by: -1h, for', 'by: §0s, for', `${CLOCK}.clockJump.by`, 'WRONG_VALUE'],
    ['by: -1h, for', 'by: §-9999d, for', `${CLOCK}.clockJump.by`, 'WRONG_VALUE'],
    ['clockJump: { hosts: desk, by: -1h', 'clockJump: §{ by: -1h', `${CLOCK}.clockJump.hosts`, 'MISSING'],
    ['for: 10m, then: drop', 'for: §99d, then: drop', `${DOWN}.outage.for`, 'TOO_LARGE'],
    ['for: 10m, then: drop', 'for: 10m, then: §lose', `${DOWN}.outage.then`, 'WRONG_VALUE'],
    ['outage: { for: 10m, then: drop }', 'outage: §{ then: drop }', `${DOWN}.outage.for`, 'MISSING'],
    ['after: clock + 1m', 'after: §clok + 1m', 'steps[7] "down".after', 'UNKNOWN_NAME'],
  ],
  meaning: [
    ['at: 0s, fault: { lost', 'at: 0s, §technique: T1041, fault: { lost', 'steps[4] "gone".technique', 'INCONSISTENT'],
    ['at: 0s, fault: { lost', 'at: 0s, §rules: [a-rule], fault: { lost', 'steps[4] "gone".rules', 'INCONSISTENT'],
    ['at: 0s, fault: { lost', 'at: 0s, §ruleName: usermode, fault: { lost', 'steps[4] "gone".ruleName', 'INCONSISTENT'],
    ['at: 0s, fault: { lost', 'at: 0s, §pin: {}, fault: { lost', 'steps[4] "gone".pin', 'INCONSISTENT'],
    ['era: "10.4"', 'era: "11"', `${SHIFTY}.shiftFields.hosts`, 'INCONSISTENT'],
  ],
};
