import * as z from 'zod';
import { SPAN_FORM } from '../duration.js';
import { AFTER_FORM, INSTANT_FORM, parseAfter, parseAt, parseFineInstant } from '../moment.js';
import { parseDays, parseHours } from '../opening.js';
import { PROTOCOLS } from '../protocols.js';
import { blockKinds } from './blocks.js';
import { rule } from './expectations.js';
import { fault } from './faults.js';
import { delay, duration, id, integer, matching, oneOf, parsed, port, technique, text, uuid } from './scalars.js';
import { hostSelector } from './selectors.js';
import { rate, size } from './transfers.js';

/** Values of one end's records that its sensors would otherwise derive. */
export const recordPins = z.strictObject({
  /** Real ones have eight digits at most; those that come after it have room. */
  EventRecordID: integer(1, 1_000_000_000_000).optional(),
  TimeCreated: parsed(`${INSTANT_FORM}, up to 7 decimals`, parseFineInstant).optional(),
  id: uuid.optional(),
  /** Milliseconds since 1970: when the cloud received the Falcon event. */
  timestamp: integer(0, 9_999_999_999_999).optional(),
});

/** Of which connection, and in which round of the blocks around its step. */
export const connectionPins = z.strictObject({
  /** Counted from 1, in the order of their times. */
  connection: integer(1, 1_000_000).default(1),
  /** `2`, `desk-3`, or with one block in another `2/desk-3`. Absent: in each. */
  round: z.union([integer(0, Number.MAX_SAFE_INTEGER), text(400)]).optional(),
  initiator: recordPins.optional(),
  responder: recordPins.optional(),
});

export const ends = {
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

/** `08:00-18:00`; over midnight where the second is the smaller one. */
const hours = parsed('hours such as 08:00-18:00', parseHours);
/** `mon-fri`, or a list of days. */
const days = parsed('days such as mon-fri, or mon, wed, sat', parseDays);
/** @returns Per second. */
function parseRate(text: string): number | undefined {
  const perSecond = /^\d{1,6}(\.\d{1,6})?\/s$/u.test(text) ? Number(text.slice(0, -2)) : 0;
  return perSecond > 0 ? perSecond : undefined;
}

const beacon = z.strictObject({
  ...ends,
  every: delay,
  jitter: z.union([matching(/^\d+(\.\d+)?%$/u, 'a share such as 10%'), duration]).optional(),
  /** How long it goes on, */
  for: duration.optional(),
  /** or how often it calls. */
  calls: integer(1, 1_000_000).optional(),
  /** It calls between these, in the local time of its host. */
  hours: hours.optional(),
  days: days.optional(),
  /** After so many calls it is silent for a while. */
  sleep: z.strictObject({ calls: integer(1, 1_000_000), for: delay }).optional(),
});

/** Hosts by their ids, addresses and networks; selectors are resolved before. */
const targets = z.union([text(128), z.array(text(128)).min(1, { error: 'at least one host, address or network' }), hostSelector]);
const portRange = matching(/^\d{1,5}-\d{1,5}$/u, 'ports such as 1-1024');
const onePort = integer(1, 65_535);

const scan = z.strictObject({
  from: text(128),
  to: targets,
  ports: z.union([onePort, portRange, z.array(z.union([onePort, portRange])).min(1, { error: 'at least one port' })]),
  order: oneOf(['by-host', 'by-port', 'random']).default('by-host'),
  /** Probes in a second. */
  rate: parsed('a rate such as 50/s', parseRate),
  protocol: oneOf(['tcp', 'udp']).default('tcp'),
  family: oneOf(['ipv4', 'ipv6']).optional(),
});

const spread = z.strictObject({
  /** The process that begins. */
  from: text(128),
  to: targets,
  /** What is opened on each host, one after the other. */
  over: z
    .array(z.strictObject({ port: onePort.optional(), service: id.optional(), family: oneOf(['ipv4', 'ipv6']).optional() }))
    .min(1, { error: 'at least one port or service' })
    .max(16, { error: 'at most 16 ports or services' }),
  /** Between these. */
  gap: delay.default({ min: 40_000, max: 60_000 }),
  /** What then runs on the host, and goes on from there: `HOST/STEP`. */
  run: z.strictObject({ image: text(1_024), user: text(128), start: delay }),
  /** From its start, or its last victim, to the next. */
  pause: delay,
  /** How many others each host reaches at the most. */
  fanOut: integer(1, 1_000).default(2),
});

const transfer = z.strictObject({
  ...ends,
  size,
  rate,
  /** How many connections share the work. */
  connections: integer(1, 256).default(1),
  /** What one connection carries before the next takes over; absent: its share of all. */
  chunk: size.optional(),
});

const resolve = z.strictObject({
  /** Who asks: a host, or a process, whose host does. */
  from: text(128),
  /** A host, an outside party, or any name. */
  name: text(253),
});

const listen = z.strictObject({
  process: text(128),
  port: onePort,
  protocol: oneOf(['tcp', 'udp']).default('tcp'),
  /** Absent: as long as the process lives. */
  for: duration.optional(),
});

/** Blocks are gone once a story is expanded; here they are for those who ask what can be written. */
const inner = z.array(z.lazy((): z.ZodType<unknown> => step)).min(1, { error: 'at least one step' });
const { repeat, forEach, choose, parallel } = blockKinds(inner);
const blocks = {
  repeat: repeat.optional(),
  forEach: forEach.optional(),
  choose: choose.optional(),
  parallel: parallel.optional(),
};

export const step = z.strictObject({
  id,
  title: z.string().max(400).optional(),
  at: parsed(`${INSTANT_FORM}, or ${SPAN_FORM}`, parseAt).optional(),
  after: parsed(AFTER_FORM, parseAfter).optional(),
  technique: technique.optional(),
  role: oneOf(['malicious', 'benign', 'red-herring']).default('malicious'),
  /** Sigma rules that are expected to fire on its records, each at least once: the short form of `expect`. */
  rules: z.array(rule).default([]),
  /** The name of the Sysmon configuration rule that logs it: RuleName. */
  ruleName: text(256)
    .refine((name) => name !== '-', { error: 'the name of a rule; a hyphen stands for none, so leave ruleName out' })
    .optional(),
  connect: z.strictObject(ends).optional(),
  beacon: beacon.optional(),
  scan: scan.optional(),
  spread: spread.optional(),
  transfer: transfer.optional(),
  resolve: resolve.optional(),
  listen: listen.optional(),
  /** In a story that is a script: the step of connections that it yields. */
  script: z.literal(true, { error: 'true' }).optional(),
  fault: fault.optional(),
  pin: z.union([connectionPins, z.array(connectionPins).min(1, { error: 'at least one connection' })]).optional(),
  ...blocks,
});
