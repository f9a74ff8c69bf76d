// Our own records: a day of the office, once in each of the times from which the samples are.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fromXml } from './records.mjs';

const TOOL = fileURLToPath(new URL('../../dist/bin/wiretale.js', import.meta.url));

/** Days of the samples' years, working days all; the eras 6, 8, 10.4, and 11 twice. The place in the list is the seed. */
export const DAYS = ['2018-03-06', '2019-05-14', '2020-03-20', '2020-10-07', '2023-08-15'];
const WORKSTATIONS = 9;
const OTHERS = 4;
export const HOSTS_A_DAY = WORKSTATIONS + OTHERS;

/** The office of scripts/compareBackground.mjs with two branches. */
const story = (day) => `id: office-day
title: A working day of a company with branches
start: ${day}T00:00:00Z
world:
  domain: { dns: corp.example }
  sites:
    branch-1: { ipv4: 10.1.0.0/16 }
    branch-2: { ipv4: 10.2.0.0/16 }
  hosts:
    dc-1: { role: domain-controller, site: branch-1 }
    dc-2: { role: domain-controller, site: branch-2 }
    files-1: { role: server, site: branch-1 }
    files-2: { role: server, site: branch-2 }
    desk: { role: workstation, site: branch-1 }
steps:
  - { id: first, at: 1s, role: benign, connect: { from: desk/dnscache, to: dc-1, protocol: udp, port: 53 } }
background: { profile: office, workstations: ${WORKSTATIONS - 1}, mix: { developer: 0% }, lead: 0s, tail: 0s }
`;

/** Gives each record of all days to `add`, in the order of arrival. */
export async function ourRecords(add) {
  const folder = await mkdtemp(join(tmpdir(), 'wiretale-'));
  try {
    for (const [n, day] of DAYS.entries()) {
      const file = join(folder, 'office-day.yaml');
      await writeFile(file, story(day));
      const args = [TOOL, 'run', file, '--seed', `${n + 1}`, '--duration', '24h', '--format', 'sysmon-winevt', '--out', '-'];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      const ended = new Promise((resolve) => child.once('close', resolve));
      for await (const line of createInterface({ input: child.stdout })) add(fromXml(line));
      const code = await ended;
      if (code !== 0) throw new Error(`wiretale ended with ${code}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
