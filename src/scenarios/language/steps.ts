import * as z from 'zod';
import { SPAN_FORM } from '../duration.js';
import { INSTANT_FORM, parseAfter, parseAt, parseFineInstant } from '../moment.js';
import { PROTOCOLS } from '../protocols.js';
import { blockKinds } from './blocks.js';
import { duration, id, integer, matching, oneOf, parsed, port, technique, text, uuid } from './scalars.js';

/** Values of one end's records that its sensors would otherwise derive. */
export const recordPins = z.strictObject({
  EventRecordID: integer(1, Number.MAX_SAFE_INTEGER).optional(),
  TimeCreated: parsed(`${INSTANT_FORM}, up to 7 decimals`, parseFineInstant).optional(),
  id: uuid.optional(),
  /** Milliseconds since 1970: when the cloud received the Falcon event. */
  timestamp: integer(0, 9_999_999_999_999).optional(),
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
  ...blocks,
});
