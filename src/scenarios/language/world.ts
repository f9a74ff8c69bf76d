import * as z from 'zod';
import { host, SYSMON_ERAS } from './hosts.js';
import { dnsName, flag, hex32, id, integer, ipv4, ipv6, matching, name, oneOf, RECORD_TEXT, reverseName } from './scalars.js';
import { site } from './sites.js';

export const user = z.strictObject({
  /** So many users of this kind, `staff-1` and on; `${n}` is the number of each. */
  count: integer(1, 1_000).optional(),
  name: matching(/^[^\\/"[\]:;|=,+*?<>@\s]{1,20}$/u, 'an account name of up to 20 characters')
    .regex(RECORD_TEXT, { error: 'an account name of printable characters' })
    .optional(),
  /** The host that keeps the account; absent: the domain, or, in a workgroup, every host that the user works at. */
  local: id.optional(),
  sid: matching(/^S-1-5-21(-\d{1,10}){4}$/u, 'a SID such as S-1-5-21-1004336348-1177238915-682003330-1121').optional(),
});

export const outside = z.strictObject({
  name: dnsName.optional(),
  /** What an address of it gives when looked up backwards: seldom the name that was asked for. */
  reverseName: reverseName.optional(),
  ipv4: ipv4.optional(),
  ipv6: ipv6.optional(),
});

export const world = z.strictObject({
  domain: z.strictObject({ dns: dnsName, netbios: name.optional() }).optional(),
  /** The only one. */
  site: site.optional(),
  /** Several, by id; the first one is where hosts are that name none. */
  sites: z.record(id, site).optional(),
  falcon: z.strictObject({ cid: hex32.optional() }).optional(),
  /** For every Windows host, the background's included, that says nothing of its own. */
  sysmon: z.strictObject({ era: oneOf(SYSMON_ERAS).optional(), dnsLookup: flag.optional() }).optional(),
  hosts: z.record(id, host),
  users: z.record(id, user).default({}),
  outside: z.record(id, outside).default({}),
});
