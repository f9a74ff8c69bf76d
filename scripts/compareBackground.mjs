// Compares the background with what real hosts do: 24 hours of 50 hosts against the base rates that docs/fields/sysmon-winevt.md tells.
// Prints a table, or writes it into docs/background.md with --write. Run after npm run build; exits with 1 where something is out of bounds.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * As the measured hosts were: Windows 10 of 2020, the old Edge beside the new one, names not looked up; and in small sites with a controller
 * each, since what a controller has to do follows from its clients.
 */
const SITES = 6;
const list = (line) => Array.from({ length: SITES }, (_, n) => line(n + 1)).join('\n');
const STORY = `id: office-day
title: A working day of a company with branches
start: 2020-10-07T00:00:00Z
world:
  domain: { dns: corp.example }
  sites:
${list((n) => `    branch-${n}: { ipv4: 10.${n}.0.0/16 }`)}
  hosts:
${list((n) => `    dc-${n}: { role: domain-controller, name: BRANCHDC${n}, site: branch-${n} }`)}
${list((n) => `    files-${n}: { role: server, name: BRANCHFILES${n}, site: branch-${n} }`)}
    desk: { role: workstation, site: branch-1 }
steps:
  - { id: first, at: 1s, role: benign, connect: { from: desk/dnscache, to: dc-1, protocol: udp, port: 53 } }
background: { profile: office, workstations: 37, mix: { developer: 0% }, lead: 0s, tail: 0s }
`;

const SYSTEM = 'SYSTEM';
const NETWORK = 'NETWORK SERVICE';
const LOCAL = 'LOCAL SERVICE';
const USER = 'user';

/** Image, protocol, service port, direction, share of the records in per cent, share of IPv6 in those where it was measured, account. */
const WORKSTATIONS = [
  ['svchost.exe', 'udp', 53, 'out', 23.7, 0, NETWORK],
  ['lsass.exe', 'tcp', 88, 'out', 9.1, 0, SYSTEM],
  ['svchost.exe', 'tcp', 443, 'out', 6, 0, SYSTEM],
  ['svchost.exe', 'udp', 5355, 'out', 5.1, 50, NETWORK],
  ['MicrosoftEdgeCP.exe', 'tcp', 443, 'out', 4.5, 0, USER],
  ['System', 'tcp', 445, 'out', 3.9, 4, SYSTEM],
  ['lsass.exe', 'tcp', 'dynamic', 'out', 3.4, 0, SYSTEM],
  ['lsass.exe', 'tcp', 135, 'out', 3.2, 0, SYSTEM],
  ['svchost.exe', 'tcp', 135, 'in', 2.4, 0, NETWORK],
  ['svchost.exe', 'tcp', 389, 'out', 2.1, 0, SYSTEM],
  ['svchost.exe', 'tcp', 80, 'out', 2, 0, SYSTEM],
  ['msedge.exe', 'udp', 1900, 'out', 2, 0, USER],
  ['lsass.exe', 'udp', 389, 'out', 1.8, 0, SYSTEM],
  ['msedge.exe', 'tcp', 443, 'out', 1.6, 0, USER],
  ['msedge.exe', 'udp', 5353, 'in', 1.6, 48, USER],
  ['System', 'tcp', 5985, 'in', 1.5, 27, SYSTEM],
  ['svchost.exe', 'tcp', 135, 'out', 1.5, 0, NETWORK],
  ['msedge.exe', 'tcp', 80, 'out', 1.5, 0, USER],
  ['svchost.exe', 'udp', 5353, 'in', 1.4, 50, NETWORK],
  ['System', 'tcp', 445, 'in', 1.2, 0, SYSTEM],
  ['BackgroundTaskHost.exe', 'tcp', 389, 'out', 1.2, 0, USER],
  ['msedge.exe', 'udp', 5353, 'out', 1.2, 53, USER],
  ['System', 'udp', 138, 'in', 1.1, 0, SYSTEM],
  ['System', 'udp', 138, 'out', 1, 0, SYSTEM],
  ['svchost.exe', 'udp', 123, 'out', 1.1, 0, LOCAL],
  ['svchost.exe', 'udp', 53, 'in', 1, 0, NETWORK],
  ['svchost.exe', 'udp', 5353, 'out', 1, 50, NETWORK],
  ['backgroundTaskHost.exe', 'tcp', 443, 'out', 0.8, 0, USER],
  ['System', 'udp', 137, 'in', 0.8, 0, SYSTEM],
  ['System', 'udp', 137, 'out', 0.6, 0, SYSTEM],
  ['BackgroundTransferHost.exe', 'tcp', 443, 'out', 0.8, 0, USER],
  ['svchost.exe', 'tcp', 'dynamic', 'in', 0.6, 0, SYSTEM],
];
const CONTROLLERS = [
  ['dns.exe', 'udp', 53, 'in', 23.9, 29, SYSTEM],
  ['dns.exe', 'udp', 53, 'out', 9, undefined, SYSTEM],
  ['lsass.exe', 'tcp', 389, 'in', 15.6, 66, SYSTEM],
  ['svchost.exe', 'tcp', 5985, 'out', 7.6, undefined, NETWORK],
  ['Microsoft.ActiveDirectory.WebServices.exe', 'tcp', 389, 'out', 5.8, 100, SYSTEM],
  ['lsass.exe', 'tcp', 88, 'in', 4.8, undefined, SYSTEM],
  ['svchost.exe', 'tcp', 135, 'in', 4.6, 52, NETWORK],
  ['System', 'tcp', 445, 'in', 3.9, 48, SYSTEM],
  ['System', 'tcp', 445, 'out', 2.1, 100, SYSTEM],
  ['lsass.exe', 'tcp', 'dynamic', 'in', 3.2, undefined, SYSTEM],
  ['svchost.exe', 'tcp', 389, 'out', 3, undefined, SYSTEM],
  ['lsass.exe', 'udp', 389, 'in', 2.5, undefined, SYSTEM],
  ['dfsrs.exe', 'tcp', 389, 'out', 2.4, 100, SYSTEM],
  ['dfsrs.exe', 'tcp', 135, 'out', 1.2, undefined, SYSTEM],
  ['svchost.exe', 'udp', 53, 'out', 2.3, undefined, NETWORK],
  ['WmiPrvSE.exe', 'tcp', 9389, 'out', 1.1, undefined, SYSTEM],
  ['Microsoft.ActiveDirectory.WebServices.exe', 'tcp', 9389, 'in', 1.1, undefined, SYSTEM],
];
/** Shares of all records, per cent. */
const TOTALS = { inbound: [13], ipv6: [6], udp: [44] };
/** Quartiles of the seconds between two records of one process. */
const GAPS = {
  'svchost.exe': [0.002, 0.08, 1.0],
  'lsass.exe': [0.007, 0.07, 7.8],
  System: [0, 0.26, 12],
  'dns.exe': [0, 0.002, 1.0],
};
const QUARTILES = [0.25, 0.5, 0.75];

/** A share may be off by a quarter of itself, or half a point; a gap by a factor of two, or a millisecond. */
const shareHolds = (real, ours) => Math.abs(ours - real) <= Math.max(real * 0.25, 0.5) + 1e-9;
const gapHolds = (real, ours) => Math.abs(ours - real) <= 0.001 + 1e-9 || (ours <= real * 2 && ours >= real / 2);

const ACCOUNTS = new Map([
  ['NT AUTHORITY\\SYSTEM', SYSTEM],
  ['NT AUTHORITY\\NETWORK SERVICE', NETWORK],
  ['NT AUTHORITY\\LOCAL SERVICE', LOCAL],
]);
const DYNAMIC = 49_152;
/** The port of the service: the lower one, unless both are of the dynamic range. */
function serviceOf({ Protocol, SourcePort, DestinationPort }) {
  const port = Math.min(Number(SourcePort), Number(DestinationPort));
  return Protocol === 'tcp' && port >= DYNAMIC ? 'dynamic' : port;
}

async function measure(seed) {
  const folder = await mkdtemp(join(tmpdir(), 'wiretale-'));
  try {
    const file = join(folder, 'office-day.yaml');
    await writeFile(file, STORY);
    const args = [
      join(root, 'dist/bin/wiretale.js'),
      'run',
      file,
      '--seed',
      String(seed),
      '--duration',
      '24h',
      '--format',
      'sysmon-flat',
      '--out',
      '-',
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const groups = { workstations: new Group(), controllers: new Group(), servers: new Group() };
    const gaps = new Map(Object.keys(GAPS).map((image) => [image, []]));
    const last = new Map();
    const perHour = new Map();
    for await (const line of createInterface({ input: child.stdout })) {
      const record = JSON.parse(line);
      const image = record.Image.split('\\').at(-1);
      const at = Date.parse(`${record.UtcTime.replace(' ', 'T')}Z`) / 1000;
      groups[groupOf(record)].add(record, image);
      if (groupOf(record) === 'workstations') {
        const hour = Math.floor(at / 3600) % 24;
        perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
      }
      const process = `${record.Hostname} ${record.ProcessGuid}`;
      if (gaps.has(image) && last.has(process)) gaps.get(image).push(Math.abs(at - last.get(process)));
      last.set(process, at);
    }
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`wiretale ended with ${code}`);
    return { groups, gaps, perHour };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Group {
  total = 0;
  inbound = 0;
  ipv6 = 0;
  udp = 0;
  hosts = new Set();
  images = new Set();
  rows = new Map();

  add(record, image) {
    const v6 = record.SourceIsIpv6 === 'true';
    const direction = record.Initiated === 'true' ? 'out' : 'in';
    const account = ACCOUNTS.get(record.User) ?? USER;
    const name = [image, record.Protocol, serviceOf(record), direction, account].join(' ');
    const row = this.rows.get(name) ?? { count: 0, ipv6: 0 };
    row.count += 1;
    row.ipv6 += Number(v6);
    this.rows.set(name, row);
    this.total += 1;
    this.inbound += Number(direction === 'in');
    this.ipv6 += Number(v6);
    this.udp += Number(record.Protocol === 'udp');
    this.hosts.add(record.Hostname);
    this.images.add(image);
  }

  share([image, protocol, port, direction, , , account]) {
    const row = this.rows.get([image, protocol, port, direction, account].join(' ')) ?? { count: 0, ipv6: 0 };
    return { share: (100 * row.count) / this.total, ipv6: row.count === 0 ? 0 : (100 * row.ipv6) / row.count };
  }
}

/** The story names all hosts but the workstations. */
function groupOf({ Hostname: computer }) {
  if (computer.startsWith('BRANCHDC')) return 'controllers';
  return computer.startsWith('BRANCHFILES') ? 'servers' : 'workstations';
}

const quantile = (sorted, share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
const rounded = (value, digits) => value.toFixed(digits);

const seed = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 1);
const { groups, gaps, perHour } = await measure(seed);
const lines = [];
let wrong = 0;
const say = (line) => lines.push(line);
const verdict = (holds) => {
  wrong += Number(!holds);
  return holds ? 'holds' : 'out of bounds';
};
for (const [name, rows] of [
  ['workstations', WORKSTATIONS],
  ['controllers', CONTROLLERS],
]) {
  const group = groups[name];
  say(`${name}: ${group.total} records of ${group.hosts.size} hosts, ${group.images.size} images`);
  say('');
  say('| image | protocol, port | direction | account | real % | ours % | real IPv6 % | ours IPv6 % | |');
  say('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const row of rows) {
    const [image, protocol, port, direction, real, realIpv6, account] = row;
    const { share, ipv6 } = group.share(row);
    say(
      `| ${image} | ${protocol} ${port} | ${direction} | ${account} | ${real} | ${rounded(share, 1)} | ${realIpv6 ?? '-'} | ${rounded(ipv6, 0)} | ${verdict(shareHolds(real, share))} |`,
    );
  }
  say('');
}
const { workstations } = groups;
say('| workstations, all | real % | ours % | |');
say('| --- | --- | --- | --- |');
for (const [what, [real]] of Object.entries(TOTALS)) {
  const ours = (100 * workstations[what]) / workstations.total;
  say(`| ${what} | ${real} | ${rounded(ours, 1)} | ${verdict(shareHolds(real, ours))} |`);
}
const listed = WORKSTATIONS.reduce((sum, row) => sum + workstations.share(row).share, 0);
say(`| rows that are not listed | 9 | ${rounded(100 - listed, 1)} | |`);
say('');
say('| gaps of one process, s | real p25, p50, p75 | ours | |');
say('| --- | --- | --- | --- |');
for (const [image, real] of Object.entries(GAPS)) {
  const sorted = Float64Array.from(gaps.get(image)).sort();
  const ours = QUARTILES.map((share) => quantile(sorted, share));
  const holds = real.every((value, n) => gapHolds(value, ours[n]));
  say(`| ${image} | ${real.join(', ')} | ${ours.map((value) => rounded(value, 3)).join(', ')} | ${verdict(holds)} |`);
}
if (process.argv.includes('--others')) {
  for (const [name, rows] of [
    ['workstations', WORKSTATIONS],
    ['controllers', CONTROLLERS],
  ]) {
    const known = new Set(
      rows.map(([image, protocol, port, direction, , , account]) => [image, protocol, port, direction, account].join(' ')),
    );
    const others = [...groups[name].rows].filter(([row]) => !known.has(row)).sort(([, a], [, b]) => b.count - a.count);
    say(`others of ${name}`);
    for (const [row, { count }] of others.slice(0, 40)) say(`  ${rounded((100 * count) / groups[name].total, 2)} ${row}`);
  }
  say(`servers ${groups.servers.total}`);
}
say('');
say('| hour (UTC) | records of all workstations |');
say('| --- | --- |');
for (let hour = 0; hour < 24; hour += 1) say(`| ${hour} | ${perHour.get(hour) ?? 0} |`);
const table = lines.join('\n');
if (process.argv.includes('--write')) {
  const page = join(root, 'docs/background.md');
  const marker = '<!-- what follows is written by scripts/compareBackground.mjs --write -->';
  const text = await readFile(page, 'utf8');
  await writeFile(page, `${text.slice(0, text.indexOf(marker) + marker.length)}\n\n${table}\n`);
} else console.log(table);
console.error(wrong === 0 ? 'all within bounds' : `${wrong} out of bounds`);
process.exitCode = wrong === 0 ? 0 : 1;
