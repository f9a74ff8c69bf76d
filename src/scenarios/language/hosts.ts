import * as z from 'zod';
import type { FalconKeySet } from '../../model/host.js';
import { INSTANT_FORM, parseAt } from '../moment.js';
import { processPins } from './processPins.js';
import {
  anyPid,
  duration,
  flag,
  hex32,
  id,
  integer,
  ipv4,
  ipv6,
  matching,
  name,
  oneOf,
  parsed,
  reverseName,
  text,
} from './scalars.js';

/** Windows versions decide the look of times and GUIDs. */
export const OPERATING_SYSTEMS = [
  'windows-7',
  'windows-10',
  'windows-11',
  'windows-server-2012-r2',
  'windows-server-2016',
  'windows-server-2019',
  'windows-server-2022',
  'windows-server-2025',
  'linux',
  'macos',
  'ios',
] as const;
/** Falcon has sensors there too, but none of their records is known: they are recognised, to be refused with the reason. */
export const UNTOLD_SYSTEMS = { android: 'Android', chromeos: 'ChromeOS' } as const;
/** Named after the platform and the year in which the set of keys was first seen. */
export const FALCON_KEY_SETS = [
  'windows-2020',
  'windows-2023',
  'windows-2025',
  'macos-2020',
  'macos-2021',
  'linux-2021',
  'ios-2025',
] as const satisfies readonly FalconKeySet[];
/** Named after the first Sysmon version that shows the habits. */
export const SYSMON_ERAS = ['6', '8', '10.4', '11'] as const;
export const ROLES = ['workstation', 'server', 'domain-controller'] as const;
export const SENSORS = ['sysmon', 'falcon'] as const;

export const host = z.strictObject({
  /** So many hosts of this kind, `clients-1` and on; `${n}` is the number of each. */
  count: integer(1, 10_000).optional(),
  role: oneOf(ROLES).default('workstation'),
  /** Of a workstation with Windows: what its user does. */
  profile: oneOf(['workstation', 'developer']).optional(),
  /** Absent: the first one of the world. */
  site: id.optional(),
  /** One of its site's; absent: somewhere in what the site has beside them. */
  subnet: id.optional(),
  os: z
    .enum([...OPERATING_SYSTEMS, ...(Object.keys(UNTOLD_SYSTEMS) as (keyof typeof UNTOLD_SYSTEMS)[])], {
      error: `one of ${OPERATING_SYSTEMS.join(', ')}`,
    })
    .optional(),
  /** The user who works at it and owns its browser; absent: one of its own. */
  user: id.optional(),
  /** Member of the world's domain; a host of a world without one is in a workgroup. */
  joined: flag.optional(),
  sensors: z.array(oneOf(SENSORS)).optional(),
  name: name.optional(),
  /** What other hosts read when they look its address up. */
  reverseName: reverseName.optional(),
  boot: z
    .strictObject({
      at: parsed('an instant, or a time before the start such as -3d', parseAt).optional(),
      id: integer(1, 65_535).optional(),
    })
    .optional(),
  addresses: z
    .strictObject({ ipv4: ipv4.optional(), linkLocal: ipv6.optional(), ipv6: ipv6.optional(), temporary: ipv6.optional() })
    .optional(),
  clock: z
    .strictObject({
      /** Wall clock minus true time. */
      wall: duration.optional(),
      /** Network trace clock minus true time: it follows the boot, so a suspended machine shows hours here. */
      trace: duration.optional(),
      /** Parts per million that both clocks run fast. */
      drift: z.number({ error: 'parts per million, -200 to 200' }).min(-200).max(200).optional(),
    })
    .optional(),
  sysmon: z
    .strictObject({
      era: oneOf(SYSMON_ERAS).optional(),
      dnsLookup: flag.optional(),
      machineId: matching(/^[0-9A-Fa-f]{8}$/u, '8 hexadecimal digits').optional(),
      processId: anyPid.optional(),
      threadId: anyPid.optional(),
      /** Whether lines begin as syslog's do; Linux only. */
      syslogPrefix: flag.optional(),
    })
    .optional(),
  falcon: z
    .strictObject({
      aid: hex32.optional(),
      /** Which keys the sensor's version sends; absent: those of the newest one at the start of the run. */
      keySet: oneOf(FALCON_KEY_SETS).optional(),
      aip: z.union([ipv4, ipv6]).optional(),
      configBuild: matching(/^\d+\.\d+\.\d+\.\d+$/u, 'four numbers such as 1007.3.0019907.15').optional(),
      configStateHash: integer(0, 4_294_967_295).optional(),
    })
    .optional(),
  /** Processes that the host always has, by name: `lsass: { pid: 712 }`. */
  services: z
    .record(
      matching(/^[A-Za-z][A-Za-z0-9-]{0,31}$/u, 'the name of a service such as lsass'),
      z.strictObject({
        image: text(1_024).optional(),
        start: parsed(`${INSTANT_FORM}, or a time before the start such as -3d`, parseAt).optional(),
        ...processPins,
      }),
    )
    .optional(),
  /** Ports of the dynamic RPC services, `svcctl: 49726`. */
  ports: z.record(id, integer(1_024, 65_535)).optional(),
});
