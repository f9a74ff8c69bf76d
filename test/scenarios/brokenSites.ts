/** A sound story of several sites; every broken one differs from it in one place. */
export const SOUND_SITES = `id: sites
title: A story of several sites
start: 2026-03-10T09:00:00Z
world:
  domain: { dns: corp.example }
  sites:
    berlin:
      ipv4: 10.20.0.0/16
      ipv6: { plan: global, network: '2001:db8:20:1::/64', rotate: 24h }
      subnets: { desks: 10.20.1.0/24, racks: 10.20.2.0/24 }
      utcOffset: +01:00
    lyon: { ipv4: 10.30.0.0/16, ipv6: { plan: ula, network: 'fd00:1:2:3::/64' } }
    oslo: { ipv6: { plan: tunnel, kind: teredo } }
    rome: { ipv6: { plan: tunnel, kind: isatap } }
    bern: { ipv6: { plan: link-local } }
    kiel: { ipv6: { plan: tunnel, kind: 6to4, rotate: 12h } }
    bonn: { ipv6: { plan: ula } }
    old: { ipv4: 172.16.4.0/24, ipv6: '2001:db8:20:9::/64' }
  hosts:
    desk: { subnet: desks, addresses: { ipv4: 10.20.1.7 } }
    files: { role: server, site: lyon }
    dc: { role: domain-controller, subnet: racks }
    far: { site: oslo }
    near: { site: rome }
    alone: { site: bern }
    linux: { site: kiel, os: linux }
    local: { site: bonn }
    veteran: { site: old }
  outside:
    six: { ipv6: '2001:db8:ffff::1' }
processes:
  shell: { host: desk, image: 'C:\\Windows\\System32\\cmd.exe', user: SYSTEM, start: 0s }
  islander: { host: alone, image: 'C:\\Windows\\System32\\cmd.exe', user: SYSTEM, start: 0s }
  loner: { host: local, image: 'C:\\Windows\\System32\\cmd.exe', user: SYSTEM, start: 0s }
steps:
  - { id: copy, at: 1s, connect: { from: shell, to: files, port: 445 } }
  - { id: call, at: 2s, connect: { from: shell, to: files, port: 445, family: ipv6 } }
  - { id: island, at: 3s, connect: { from: islander, to: near, port: 445 } }
  - { id: alone, at: 4s, connect: { from: loner, to: files, port: 445, family: ipv6 } }
`;

/** What is replaced, by what (a § stands where the problem is reported), the path, the code. */
type Broken = readonly [original: string, replacement: string, path: string, code: string];

const BERLIN = 'world.sites.berlin';
const LYON = 'lyon: { ipv4: 10.30.0.0/16, ipv6: { plan: ula, network: ';
const RACKS = 'racks: 10.20.2.0/24';
const BONN = 'bonn: { ipv6: { plan: ula } }';
const LOCAL = 'local: { site: bonn }';
const OLD = "old: { ipv4: 172.16.4.0/24, ipv6: '2001:db8:20:9::/64' }";

/** Written by hand; one mistake each. */
export const BROKEN_SITES: Readonly<Record<string, readonly Broken[]>> = {
  sites: [
    ['  sites:\n', '  site: {}\n  §sites:\n', 'world.sites', 'INCONSISTENT'],
    [BONN, 'bonn: §5', 'world.sites.bonn', 'WRONG_VALUE'],
    [BONN, 'bonn: { §ipv5: {} }', 'world.sites.bonn.ipv5', 'UNKNOWN_KEY'],
    [BONN, `§Bonn Süd: {}\n    ${BONN}`, 'world.sites["Bonn Süd"]', 'WRONG_VALUE'],
    ['utcOffset: +01:00', 'utcOffset: §1', `${BERLIN}.utcOffset`, 'WRONG_VALUE'],
    ['utcOffset: +01:00', 'utcOffset: §+01:07', `${BERLIN}.utcOffset`, 'WRONG_VALUE'],
    ['utcOffset: +01:00', 'utcOffset: §-13:00', `${BERLIN}.utcOffset`, 'WRONG_VALUE'],
    ['utcOffset: +01:00', 'utcOffset: §Europe/Berlin', `${BERLIN}.utcOffset`, 'WRONG_VALUE'],
  ],
  networks: [
    ['10.30.0.0/16', '§10.30.0.1/16', 'world.sites.lyon.ipv4', 'WRONG_VALUE'],
    ['10.30.0.0/16', '§10.30.0.0/7', 'world.sites.lyon.ipv4', 'WRONG_VALUE'],
    ['10.30.0.0/16', '§10.20.128.0/17', 'world.sites.lyon.ipv4', 'INCONSISTENT'],
    ['10.30.0.0/16', '§10.0.0.0/8', 'world.sites.lyon.ipv4', 'INCONSISTENT'],
    [OLD, "old: { ipv4: §10.30.7.0/24, ipv6: '2001:db8:20:9::/64' }", 'world.sites.old.ipv4', 'INCONSISTENT'],
    [RACKS, 'racks: §10.21.2.0/24', `${BERLIN}.subnets.racks`, 'INCONSISTENT'],
    [RACKS, 'racks: §10.20.1.128/25', `${BERLIN}.subnets.racks`, 'INCONSISTENT'],
    [RACKS, 'racks: §10.0.0.0/8', `${BERLIN}.subnets.racks`, 'INCONSISTENT'],
    [RACKS, 'racks: §10.20.2.0/31', `${BERLIN}.subnets.racks`, 'WRONG_VALUE'],
    [RACKS, 'racks: §10.20.2.1/24', `${BERLIN}.subnets.racks`, 'WRONG_VALUE'],
    [RACKS, 'racks: §10.20.2', `${BERLIN}.subnets.racks`, 'WRONG_VALUE'],
    ['oslo: { ', 'oslo: §{ subnets: { all: 10.1.0.0/24 }, ', 'world.sites.oslo.ipv4', 'MISSING'],
  ],
  ipv6: [
    [`${LYON}'fd00:1:2:3::/64'`, `${LYON}§'2001:db8:30:1::/64'`, 'world.sites.lyon.ipv6.network', 'INCONSISTENT'],
    [`${LYON}'fd00:1:2:3::/64'`, `${LYON}§'fd00:1:2:3::1/64'`, 'world.sites.lyon.ipv6.network', 'WRONG_VALUE'],
    [`${LYON}'fd00:1:2:3::/64'`, `${LYON}§'fd00:1:2:3::/48'`, 'world.sites.lyon.ipv6.network', 'WRONG_VALUE'],
    ["'2001:db8:20:1::/64'", "§'fd00:1:2:4::/64'", `${BERLIN}.ipv6.network`, 'INCONSISTENT'],
    ["'2001:db8:20:1::/64'", "§'2002:c000:204:1::/64'", `${BERLIN}.ipv6.network`, 'WRONG_VALUE'],
    ["'2001:db8:20:1::/64'", "§'2001:0:c000:204::/64'", `${BERLIN}.ipv6.network`, 'WRONG_VALUE'],
    ["'2001:db8:20:1::/64'", "§'ff02::/64'", `${BERLIN}.ipv6.network`, 'WRONG_VALUE'],
    ["'2001:db8:20:9::/64'", "§'2001:DB8:20:1::/64'", 'world.sites.old.ipv6', 'DUPLICATE'],
    [BONN, 'bonn: { ipv6: { plan: §ulla } }', 'world.sites.bonn.ipv6.plan', 'WRONG_VALUE'],
    [BONN, 'bonn: { ipv6: §{} }', 'world.sites.bonn.ipv6.plan', 'MISSING'],
    [BONN, 'bonn: { ipv6: §ula }', 'world.sites.bonn.ipv6', 'WRONG_VALUE'],
    [BONN, 'bonn: { ipv6: { plan: ula, kind: §teredo } }', 'world.sites.bonn.ipv6.kind', 'INCONSISTENT'],
    [BONN, 'bonn: { ipv6: §{ plan: tunnel } }', 'world.sites.bonn.ipv6.kind', 'MISSING'],
    [BONN, 'bonn: { ipv6: { plan: tunnel, kind: §6in4 } }', 'world.sites.bonn.ipv6.kind', 'WRONG_VALUE'],
    ['rotate: 24h', 'rotate: §9m', `${BERLIN}.ipv6.rotate`, 'WRONG_VALUE'],
    ['rotate: 24h', 'rotate: §31d', `${BERLIN}.ipv6.rotate`, 'WRONG_VALUE'],
    ['rotate: 24h', 'rotate: §-24h', `${BERLIN}.ipv6.rotate`, 'WRONG_VALUE'],
    ['rotate: 24h', 'rotate: §daily', `${BERLIN}.ipv6.rotate`, 'WRONG_VALUE'],
    ['plan: link-local', 'plan: link-local, rotate: §24h', 'world.sites.bern.ipv6.rotate', 'INCONSISTENT'],
    ['plan: link-local', "plan: link-local, network: §'fe80::/64'", 'world.sites.bern.ipv6.network', 'INCONSISTENT'],
    ['kind: teredo', 'kind: teredo, rotate: §24h', 'world.sites.oslo.ipv6.rotate', 'INCONSISTENT'],
    ['kind: teredo', "kind: teredo, network: §'2001:0:1:2::/64'", 'world.sites.oslo.ipv6.network', 'INCONSISTENT'],
    ['kind: isatap', 'kind: isatap, rotate: §24h', 'world.sites.rome.ipv6.rotate', 'INCONSISTENT'],
    ['kind: isatap', "kind: isatap, network: §'fd00:9:9:9::/64'", 'world.sites.rome.ipv6.network', 'INCONSISTENT'],
    ['kind: 6to4', "kind: 6to4, network: §'2002:c000:204:1::/64'", 'world.sites.kiel.ipv6.network', 'INCONSISTENT'],
  ],
  hosts: [
    [LOCAL, 'local: { site: §born }', 'world.hosts.local.site', 'UNKNOWN_NAME'],
    [LOCAL, 'local: { site: §constructor }', 'world.hosts.local.site', 'UNKNOWN_NAME'],
    [LOCAL, 'local: { site: bonn, subnet: §desks }', 'world.hosts.local.subnet', 'UNKNOWN_NAME'],
    ['subnet: racks', 'subnet: §rack', 'world.hosts.dc.subnet', 'UNKNOWN_NAME'],
    ['far: { site: oslo }', 'far: { site: oslo, os: §linux }', 'world.hosts.far.os', 'INCONSISTENT'],
    ['near: { site: rome }', 'near: { site: rome, os: §macos }', 'world.hosts.near.os', 'INCONSISTENT'],
    ['ipv4: 10.20.1.7', 'ipv4: §10.30.1.7', 'world.hosts.desk.addresses.ipv4', 'INCONSISTENT'],
    ['ipv4: 10.20.1.7', 'ipv4: §10.20.2.7', 'world.hosts.desk.addresses.ipv4', 'INCONSISTENT'],
    ['ipv4: 10.20.1.7', 'ipv4: §10.20.1.255', 'world.hosts.desk.addresses.ipv4', 'INCONSISTENT'],
    ['ipv4: 10.20.1.7', 'ipv4: §10.20.1.0', 'world.hosts.desk.addresses.ipv4', 'INCONSISTENT'],
    ['subnet: desks, addresses: { ipv4: 10.20.1.7', 'addresses: { ipv4: §10.20.1.7', 'world.hosts.desk.addresses.ipv4', 'INCONSISTENT'],
    ['ipv4: 10.20.1.7', "ipv6: §'2001:db8:20:2::7'", 'world.hosts.desk.addresses.ipv6', 'INCONSISTENT'],
    ['ipv4: 10.20.1.7', "temporary: §'2001:db8:20:1::7'", 'world.hosts.desk.addresses.temporary', 'INCONSISTENT'],
    [LOCAL, "local: { site: bonn, addresses: { ipv6: §'fd00::1' } }", 'world.hosts.local.addresses.ipv6', 'INCONSISTENT'],
    ['alone: { site: bern }', "alone: { site: bern, addresses: { ipv6: §'fd00::1' } }", 'world.hosts.alone.addresses.ipv6', 'INCONSISTENT'],
    ['near: { site: rome }', "near: { site: rome, addresses: { ipv6: §'2001:db8::1' } }", 'world.hosts.near.addresses.ipv6', 'INCONSISTENT'],
    ['veteran: { site: old }', "veteran: { site: old, addresses: { ipv6: §'2001:db8:20:1::1' } }", 'world.hosts.veteran.addresses.ipv6', 'INCONSISTENT'],
  ],
}; // biome-ignore format: one row per mistake

const COPY = 'connect: { from: shell, to: files, port: 445 }';
const ISLAND = 'connect: { from: islander, to: near, port: 445 }';
const ALONE = 'connect: { from: loner, to: files, port: 445, family: ipv6 }';

/** What only shows once the world is there. */
export const BROKEN_WAYS: readonly Broken[] = [
  [ISLAND, 'connect: { from: islander, to: §near, port: 445, family: ipv6 }', 'steps[2] "island".connect.to', 'INCONSISTENT'],
  [ISLAND, 'connect: { from: islander, to: §six, port: 445 }', 'steps[2] "island".connect.to', 'INCONSISTENT'],
  [COPY, 'connect: { from: shell, to: §alone, port: 445, family: ipv6 }', 'steps[0] "copy".connect.to', 'INCONSISTENT'],
  [ALONE, 'connect: { from: loner, to: §six, port: 443 }', 'steps[3] "alone".connect.to', 'INCONSISTENT'],
  [ALONE, 'connect: { from: loner, to: §far, port: 445, family: ipv6 }', 'steps[3] "alone".connect.to', 'INCONSISTENT'],
  [COPY, 'connect: { from: shell, to: §10.30.255.255, port: 445 }', 'steps[0] "copy".connect.to', 'INCONSISTENT'],
  [COPY, 'connect: { from: shell, to: §10.20.2.255, port: 445 }', 'steps[0] "copy".connect.to', 'INCONSISTENT'],
];
