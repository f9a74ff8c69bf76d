import * as z from 'zod';
import { OPERATING_SYSTEMS, ROLES, SENSORS } from './hosts.js';
import { id, integer, matching, oneOf } from './scalars.js';

/** An id, or several by the beginning, end or middle that they share: `clients-*`. */
const idPattern = matching(/^[a-z0-9*][a-z0-9*-]{0,63}$/u, 'an id, or a pattern of ids such as clients-*');
const patterns = z.array(idPattern).min(1, { error: 'at least one id' });
/** So many of those that match; which ones follows from their names, so that a story has the same ones for every seed. */
const limit = integer(1, 10_000).optional();

/** Hosts by what they are: all that is said holds for each of them. */
export const hostSelector = z.union([
  idPattern,
  patterns,
  z.strictObject({
    role: oneOf(ROLES).optional(),
    os: oneOf(OPERATING_SYSTEMS).optional(),
    site: id.optional(),
    subnet: id.optional(),
    sensor: oneOf(SENSORS).optional(),
    name: idPattern.optional(),
    except: patterns.optional(),
    limit,
  }),
]);

/** Users of the world by their ids. */
export const userSelector = z.union([
  idPattern,
  patterns,
  z.strictObject({ name: idPattern.optional(), except: patterns.optional(), limit }),
]);

export type HostSelector = z.output<typeof hostSelector>;
export type UserSelector = z.output<typeof userSelector>;
