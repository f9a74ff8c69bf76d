import * as z from 'zod';
import type { FalconKeySet } from '../model/host.js';
import { parseDuration, SPAN_FORM } from './duration.js';
import { INSTANT_FORM, parseAfter, parseAt, parseFineInstant, parseInstant } from './moment.js';
import { PROTOCOLS } from './protocols.js';

/**
 * The scenario language, first version: the one definition from which reading, errors and documentation follow.
 *
 * Objects are strict: an unknown key is an error. Every message is the `expected` part of an error; the loader adds place and cure.
 */

/** A text that `parse` understands, turned into what it means. */
const parsed = <T>(expected: string, parse: (text: string) => T | undefined) =>
  z.string({ error: expected }).transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

const matching = (pattern: RegExp, expected: string) => z.string({ error: expected }).regex(pattern, { error: expected });
const integer = (min: number, max: number) => {
  const error = `a whole number ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};

/** Text that enters a record: XML 1.0 must be able to carry it, so no control characters, no lone surrogates, no U+FFFE, U+FFFF. */
const RECORD_TEXT = /^[\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u;
const text = (max: number) =>
  matching(RECORD_TEXT, `a text of 1 to ${max} printable characters`).max(max, { error: `a text of at most ${max} characters` });

export const ID_FORM = 'an id of lower-case letters, digits and hyphens';
const id = matching(/^[a-z0-9][a-z0-9-]{0,63}$/u, ID_FORM);
const instant = parsed(INSTANT_FORM, parseInstant);
const duration = parsed('one time such as 250ms, 1.5s, 5m, 2h, 3d', parseDuration);
const flag = z.boolean({ error: 'true or false' });
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });
/** Which address family it is, and whether it is one at all, the loader checks with ipaddr.js. */
const ipv4 = matching(/^[\d.]+$/u, 'an IPv4 address such as 10.20.0.7');
const ipv6 = matching(/^[\da-fA-F:.]*:[\da-fA-F:.]*$/u, 'an IPv6 address such as 2001:db8:20::7');
/** Windows counts process ids by four, which the loader checks; others by one. */
const anyPid = integer(1, 4_294_967_295);
const port = integer(0, 65_535);
/** 64-bit ids are texts: a JSON or YAML number above 2^53 loses digits. */
const uint64 = matching(/^(0|[1-9]\d{0,19})$/u, 'a whole number in quotes, at most 20 digits').refine(
  // The form is checked again: a refinement runs whatever the pattern said.
  (digits) => /^\d{1,20}$/u.test(digits) && BigInt(digits) < 2n ** 64n,
  {
    error: 'a whole number in quotes below 2^64',
  },
);
const hex32 = matching(/^[0-9a-f]{32}$/u, '32 lower-case hexadecimal digits');
const uuid = matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u, 'a UUID in lower case');
const technique = matching(/^T\d{4}(\.\d{3})?$/u, 'an ATT&CK technique such as T1021.002');
const name = matching(/^[A-Za-z0-9][A-Za-z0-9-]{0,14}$/u, 'a NetBIOS name: up to 15 letters, digits and hyphens');
const dnsName = matching(
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/u,
  'a DNS name such as corp.example',
).max(253);

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

/** The names by which a host is found when an address is looked up backwards; `none`: it has no name. */
const reverseName = matching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,254}$/u, 'a host name, or none');

/** What sensors derive from a process, where a story fixes it. */
const processPins = {
  pid: anyPid.optional(),
  /** Locally unique id behind ProcessGuid in the eras before start keys. */
  luid: integer(1, 4_294_967_295).optional(),
  /** Sequence number behind ProcessGuid from Sysmon 11 on. */
  startKey: integer(1, 2 ** 48 - 1).optional(),
  /** Falcon's unique process id, decimal. */
  uniqueProcessId: uint64.optional(),
};

const host = z.strictObject({
  role: oneOf(ROLES).default('workstation'),
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

const user = z.strictObject({
  name: matching(/^[^\\/"[\]:;|=,+*?<>@\s]{1,20}$/u, 'an account name of up to 20 characters')
    .regex(RECORD_TEXT, { error: 'an account name of printable characters' })
    .optional(),
  /** The host that keeps the account; absent: the domain, or, in a workgroup, every host that the user works at. */
  local: id.optional(),
  sid: matching(/^S-1-5-21(-\d{1,10}){4}$/u, 'a SID such as S-1-5-21-1004336348-1177238915-682003330-1121').optional(),
});

const outside = z.strictObject({
  name: dnsName.optional(),
  /** What an address of it gives when looked up backwards: seldom the name that was asked for. */
  reverseName: reverseName.optional(),
  ipv4: ipv4.optional(),
  ipv6: ipv6.optional(),
});

const process = z.strictObject({
  host: id,
  image: text(1_024),
  /** A user of the world, or SYSTEM, NETWORK SERVICE, LOCAL SERVICE; elsewhere than on Windows any account name. */
  user: text(128),
  start: parsed(`${INSTANT_FORM}, or a time from the start of the story such as 2s`, parseAt),
  ...processPins,
});

/** Values of one end's records that its sensors would otherwise derive. */
const recordPins = z.strictObject({
  EventRecordID: integer(1, Number.MAX_SAFE_INTEGER).optional(),
  TimeCreated: parsed(`${INSTANT_FORM}, up to 7 decimals`, parseFineInstant).optional(),
  id: uuid.optional(),
  /** Milliseconds since 1970: when the cloud received the Falcon event. */
  timestamp: integer(0, 9_999_999_999_999).optional(),
});

const ends = {
  /** A process of the story, or HOST/SERVICE for one that is always there: `operator/System`. */
  from: text(128),
  /** A host, an outside party, `localhost`, or an address. */
  to: text(128),
  port: port.optional(),
  /** A dynamic RPC service of the destination: its port follows from host and boot. */
  service: id.optional(),
  protocol: oneOf(Object.keys(PROTOCOLS) as [keyof typeof PROTOCOLS, ...(keyof typeof PROTOCOLS)[]]).default('tcp'),
  /** Absent: IPv4 where both ends have it, else IPv6. */
  family: oneOf(['ipv4', 'ipv6']).optional(),
  sourcePort: port.optional(),
  /** The process of the story that accepts, where it is not the service that owns the port. */
  acceptedBy: id.optional(),
};

const step = z.strictObject({
  id,
  title: z.string().max(400).optional(),
  at: parsed(`${INSTANT_FORM}, or ${SPAN_FORM}`, parseAt).optional(),
  after: parsed('a step and a time, such as copy + 4..9ms', parseAfter).optional(),
  technique: technique.optional(),
  role: oneOf(['malicious', 'benign', 'red-herring']).default('malicious'),
  /** Sigma rules, by id, that are expected to fire on these records. */
  rules: z.array(z.string().max(200)).default([]),
  /** The name of the Sysmon configuration rule that logs it: RuleName. */
  ruleName: text(256)
    .refine((name) => name !== '-', { error: 'the name of a rule; a hyphen stands for none, so leave ruleName out' })
    .optional(),
  connect: z.strictObject(ends).optional(),
  beacon: z
    .strictObject({
      ...ends,
      every: duration,
      jitter: z.union([matching(/^\d+(\.\d+)?%$/u, 'a share such as 10%'), duration]).optional(),
      for: duration,
    })
    .optional(),
  pin: z.strictObject({ initiator: recordPins.optional(), responder: recordPins.optional() }).optional(),
});

const background = z.strictObject({
  profile: oneOf(['office']),
  /** Workstations besides those of the story; `--hosts` sets it too. */
  workstations: integer(0, 100_000).default(0),
  /** Background before the first and after the last connection of the story. */
  lead: duration.default(300_000_000),
  tail: duration.default(300_000_000),
});

export const storySchema = z.strictObject({
  id,
  title: z.string().min(1).max(200),
  description: z.string().max(10_000).default(''),
  techniques: z.array(technique).default([]),
  references: z.array(z.string().max(500)).default([]),
  /** When the story begins, unless `--start` says otherwise; times given as instants move with it. */
  start: instant,
  world: z.strictObject({
    domain: z.strictObject({ dns: dnsName, netbios: name.optional() }).optional(),
    site: z
      .strictObject({
        ipv4: matching(/^[\d.]+\/\d+$/u, 'an IPv4 network such as 10.20.0.0/16').optional(),
        /** ULA or global; absent: hosts have link-local IPv6 only. */
        ipv6: matching(/^[\da-fA-F:]+\/64$/u, 'an IPv6 network of 64 bits such as 2001:db8:20:1::/64').optional(),
      })
      .optional(),
    falcon: z.strictObject({ cid: hex32.optional() }).optional(),
    /** For every Windows host, the background's included, that says nothing of its own. */
    sysmon: z.strictObject({ era: oneOf(SYSMON_ERAS).optional(), dnsLookup: flag.optional() }).optional(),
    hosts: z.record(id, host),
    users: z.record(id, user).default({}),
    outside: z.record(id, outside).default({}),
  }),
  processes: z.record(id, process).default({}),
  steps: z.array(step).default([]),
  background: background.optional(),
});

/** A story as written, checked and with its texts turned into values. */
export type Story = z.output<typeof storySchema>;
export type StoryHost = Story['world']['hosts'][string];
export type StoryStep = Story['steps'][number];
export type StoryProcess = Story['processes'][string];
export type StoryPins = NonNullable<NonNullable<StoryStep['pin']>['initiator']>;
