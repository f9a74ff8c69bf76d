import { hash } from 'node:crypto';
import type { Role } from '../../model/host.js';
import { operatingSystemOf, operatingSystems, sensorsOf } from '../../world/operatingSystems.js';
import { OPERATING_SYSTEMS, ROLES, type SENSORS } from '../language/hosts.js';
import type { HostSelector, UserSelector } from '../language/selectors.js';
import { isTree, type Tree, treeAt } from './values.js';

/** Hosts or users as they are written, by id. */
export type Candidates = ReadonlyMap<string, Tree>;

/** `clients-*` as a test of ids. */
function matcher(pattern: string): (id: string) => boolean {
  if (!pattern.includes('*')) return (id) => id === pattern;
  const parts = pattern.split('*');
  return (id) => {
    // By hand: a pattern of many stars would keep a regular expression busy.
    let at = parts[0]!.length;
    if (!id.startsWith(parts[0]!)) return false;
    for (const part of parts.slice(1, -1)) {
      const found = id.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return id.length - parts.at(-1)!.length >= at && id.endsWith(parts.at(-1)!);
  };
}

/** Ids by patterns, in the order of the world; and the patterns that none of them matches. */
function byPatterns(patterns: readonly string[], candidates: Candidates): Selected {
  const tests = patterns.map((pattern) => ({ pattern, test: matcher(pattern) }));
  const ids = [...candidates.keys()];
  return {
    ids: ids.filter((id) => tests.some(({ test }) => test(id))),
    unmatched: tests.filter(({ test }) => !ids.some(test)).map(({ pattern }) => pattern),
  };
}

/** What a selector finds. */
export interface Selected {
  readonly ids: readonly string[];
  /** Ids and patterns that nothing has. */
  readonly unmatched: readonly string[];
}

interface Narrowing {
  readonly name?: string | undefined;
  readonly except?: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

function narrowed(candidates: Candidates, { name, except = [], limit }: Narrowing, matches: (id: string) => boolean): Selected {
  const without = byPatterns(except, candidates);
  const named = name === undefined ? () => true : matcher(name);
  const ids = [...candidates.keys()].filter((id) => named(id) && !without.ids.includes(id) && matches(id));
  return { ids: limit === undefined ? ids : firstByName(ids, limit), unmatched: without.unmatched };
}

/** So many of some ids: those whose names hash lowest, so that one more or less changes one at the most. */
function firstByName(ids: readonly string[], limit: number): readonly string[] {
  const ranked = ids.map((id) => ({ id, rank: hash('sha256', id) })).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const taken = new Set(ranked.slice(0, limit).map(({ id }) => id));
  return ids.filter((id) => taken.has(id));
}

const listOf = (selector: string | readonly string[]) => (typeof selector === 'string' ? [selector] : selector);

/** The users that a selector means. */
export function selectUsers(selector: UserSelector, users: Candidates): Selected {
  if (typeof selector === 'string' || Array.isArray(selector)) return byPatterns(listOf(selector), users);
  return narrowed(users, selector, () => true);
}

/** What a story is about, as it is written: for what hosts leave out. */
interface Written {
  readonly hosts: Candidates;
  readonly world: Tree;
  /** Microseconds since 1970-01-01 UTC. */
  readonly start: number;
}

/** The hosts that a selector means, in the order of the world. */
export function selectHosts(selector: HostSelector, { hosts, world, start }: Written): Selected {
  if (typeof selector === 'string' || Array.isArray(selector)) return byPatterns(listOf(selector), hosts);
  const { role, os, site, subnet, sensor } = selector;
  const firstSite = Object.keys(treeAt(world, 'sites'))[0];
  return narrowed(hosts, selector, (id) => {
    const host = hosts.get(id)!;
    const system = systemOf(host, start);
    const wanted: readonly (readonly [string | undefined, unknown])[] = [
      [role, host.role ?? 'workstation'],
      [os, system?.id],
      [site, host.site ?? firstSite],
      [subnet, host.subnet],
    ];
    if (!wanted.every(([asked, is]) => asked === undefined || asked === is)) return false;
    if (sensor === undefined) return true;
    const sensors = Array.isArray(host.sensors) ? (host.sensors as readonly (typeof SENSORS)[number][]) : undefined;
    return system !== undefined && sensorsOf({ sensors, sysmon: host.sysmon }, system.platform, start).includes(sensor);
  });
}

/** The system of a host as it is written; undefined for one that is no system, which the schema reports. */
function systemOf({ os, role = 'workstation' }: Tree, start: number) {
  if (os !== undefined) return OPERATING_SYSTEMS.includes(os as never) ? operatingSystems.get(os as string) : undefined;
  return ROLES.includes(role as Role) ? operatingSystemOf({ role: role as Role }, start) : undefined;
}

/** Hosts or users of a world by their ids, those that are mappings. */
export function candidatesOf(world: Tree, kind: 'hosts' | 'users'): Candidates {
  return new Map(Object.entries(treeAt(world, kind)).filter((entry): entry is [string, Tree] => isTree(entry[1])));
}
