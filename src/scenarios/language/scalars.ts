import * as z from 'zod';
import { DELAY_FORM, parseDelay, parseDuration } from '../duration.js';
import { INSTANT_FORM, parseInstant } from '../moment.js';
import { TIME_PATTERNS } from './timePatterns.js';

/** The single values of the language: each with the words that an error uses for what it expects. */

export const matching = (pattern: RegExp, expected: string) => z.string({ error: expected }).regex(pattern, { error: expected });

/** A text that `parse` understands, turned into what it means. */
export const parsed = <T>(expected: string, parse: (text: string) => T | undefined) =>
  (TIME_PATTERNS.has(parse) ? matching(TIME_PATTERNS.get(parse)!, expected) : z.string({ error: expected })).transform(
    (text, context) => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: expected });
      return z.NEVER;
    },
  );

export const integer = (min: number, max: number) => {
  const error = `a whole number ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};

/** Text that enters a record: XML 1.0 must be able to carry it, so no control characters, no lone surrogates, no U+FFFE, U+FFFF. */
export const RECORD_TEXT = /^[\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u;
export const text = (max: number) =>
  matching(RECORD_TEXT, `a text of 1 to ${max} printable characters`).max(max, { error: `a text of at most ${max} characters` });

export const ID_FORM = 'an id of lower-case letters, digits and hyphens';
export const ID = /^[a-z0-9][a-z0-9-]{0,63}$/u;
export const id = matching(ID, ID_FORM);
export const instant = parsed(INSTANT_FORM, parseInstant);
export const duration = parsed('one time such as 250ms, 1.5s, 5m, 1h30m, 3d', parseDuration);
export const delay = parsed(DELAY_FORM, parseDelay);
export const flag = z.boolean({ error: 'true or false' });
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });
/** Which address family it is, and whether it is one at all, the loader checks with ipaddr.js. */
export const ipv4 = matching(/^[\d.]+$/u, 'an IPv4 address such as 10.20.0.7');
export const ipv6 = matching(/^[\da-fA-F:.]*:[\da-fA-F:.]*$/u, 'an IPv6 address such as 2001:db8:20::7');
/** Windows counts process ids by four, which the loader checks; others by one. */
export const anyPid = integer(1, 4_294_967_295);
export const port = integer(0, 65_535);
/** 64-bit ids are texts: a JSON or YAML number above 2^53 loses digits. */
export const uint64 = matching(/^(0|[1-9]\d{0,19})$/u, 'a whole number in quotes, at most 20 digits').refine(
  // The form is checked again: a refinement runs whatever the pattern said.
  (digits) => /^\d{1,20}$/u.test(digits) && BigInt(digits) < 2n ** 64n,
  {
    error: 'a whole number in quotes below 2^64',
  },
);
export const share = matching(/^\d{1,3}(\.\d{1,6})?%$/u, 'a share such as 10%');
export const hex32 = matching(/^[0-9a-f]{32}$/u, '32 lower-case hexadecimal digits');
export const uuid = matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u, 'a UUID in lower case');
export const technique = matching(/^T\d{4}(\.\d{3})?$/u, 'an ATT&CK technique such as T1021.002');
export const name = matching(/^[A-Za-z0-9][A-Za-z0-9-]{0,14}$/u, 'a NetBIOS name: up to 15 letters, digits and hyphens');
export const dnsName = matching(
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/u,
  'a DNS name such as corp.example',
).max(253);
/** The names by which a host is found when an address is looked up backwards; `none`: it has no name. */
export const reverseName = matching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,254}$/u, 'a host name, or none');
