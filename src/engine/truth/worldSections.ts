import type { Account } from '../../model/account.js';
import { type Host, traceTime, wallTime } from '../../model/host.js';
import type { Machine, World } from '../../world/world.js';
import { code, counted, table } from './markdown.js';
import { offset } from './time.js';

const MOST_HOSTS = 10;
const MOST_USERS = 8;

/**
 * The story's hosts: who is who in the records, and whose clock is off.
 *
 * @param start - When the clocks are looked at, microseconds since 1970-01-01 UTC.
 */
export function hostsSection({ machines }: World, start: number): string[] {
  const rows = machines.filter(({ background }) => !background).map((machine) => hostRow(machine, start));
  const head = ['host', 'name', 'system', 'addresses', 'sensors', 'user', 'wall clock', 'trace clock', 'drift'];
  const rest = (hidden: number) => `And ${counted(hidden, 'more host')}: the manifest has them all.`;
  return ['## Hosts', '', CLOCKS, '', ...table(head, rows, MOST_HOSTS, rest)];
}

const CLOCKS =
  'Clocks are off by so much when the story starts: Sysmon takes TimeCreated from the wall clock and UtcTime from the trace clock, Falcon ContextTimeStamp from the wall clock.';

function hostRow({ host, user }: Machine, start: number): string[] {
  const { id, computer, os, role, addresses, clock } = host;
  return [
    code(id),
    code(computer),
    `${os.id}, ${role}`,
    Object.values(addresses)
      .map(({ text }) => text)
      .join(', '),
    sensorsOf(host),
    user ? code(accountName(user)) : '',
    offset(wallTime(host, start) - start),
    offset(traceTime(host, start) - start),
    `${clock.drift} ppm`,
  ];
}

function sensorsOf({ sysmon, falcon }: Host): string {
  return [...(sysmon ? [`Sysmon ${sysmon.era}`] : []), ...(falcon ? [`Falcon ${code(falcon.aid)}`] : [])].join(', ') || 'none';
}

/** A domain's account with the domain before it. */
export const accountName = ({ domain, name }: Account): string => (domain === '' ? name : `${domain}\\${name}`);

/** The story's users. */
export function usersSection({ users }: World): string[] {
  const rows = [...users].map(([id, account]) => [code(id), code(accountName(account)), account.sid]);
  const rest = (hidden: number) => `And ${counted(hidden, 'more user')}.`;
  return [
    '## Users',
    '',
    ...(rows.length > 0 ? table(['user', 'account', 'SID'], rows, MOST_USERS, rest) : ['The story has none of its own.']),
  ];
}
