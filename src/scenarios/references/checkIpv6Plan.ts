import type { Report, StoryPath } from '../finding.js';
import type { StorySite } from '../language/story.js';
import { checkIpv6Network } from './networks.js';
import type { WrittenSite } from './sites.js';

const MINUTE = 60_000_000;
const DAY = 86_400_000_000;
/** Shorter ones nobody sets, and RFC 8981 has a day. */
const ROTATE = { min: 10 * MINUTE, max: 30 * DAY };

type Plan = Exclude<StorySite['ipv6'], string | undefined>;

/** Why there is nothing that could change. */
const NO_TEMPORARY = {
  'link-local': 'a plan with temporary addresses (ula, global, or a 6to4 tunnel): link-local ones stay',
  teredo: 'a plan with temporary addresses (ula, global, or a 6to4 tunnel): a Teredo client has one address',
  isatap: 'a plan with temporary addresses (ula, global, or a 6to4 tunnel): ISATAP makes the address from IPv4',
} as const;

/** Why a network cannot be said. */
const NO_NETWORK = {
  'link-local': 'no network: all link-local addresses are of fe80::/64',
  teredo: 'no network: all Teredo addresses are of 2001::/32',
  '6to4': "no network: that of 6to4 follows from the site's public IPv4 address",
} as const;

/**
 * What a site says of IPv6.
 *
 * @param seen - Networks of the sites before, and whose they are.
 */
export function checkIpv6Plan(
  { id, site: { ipv6 }, path: sitePath }: WrittenSite,
  seen: Map<string, string>,
  report: Report,
): void {
  const path = [...sitePath, 'ipv6'];
  if (ipv6 === undefined) return;
  const plan: Partial<Plan> = typeof ipv6 === 'string' ? { network: ipv6 } : ipv6;
  checkKind(plan, path, report);
  checkRotate(plan, [...path, 'rotate'], report);
  if (plan.network === undefined) return;
  const at = typeof ipv6 === 'string' ? path : [...path, 'network'];
  const none = NO_NETWORK[(plan.kind ?? plan.plan) as keyof typeof NO_NETWORK] as string | undefined;
  if (none !== undefined) {
    report({ code: 'INCONSISTENT', path: at, expected: none, cure: 'leave it out' });
    return;
  }
  const range = checkIpv6Network(plan.network, at, report);
  if (range === undefined) return;
  const local = range === 'uniqueLocal';
  if (plan.plan === 'ula' && !local)
    report({ code: 'INCONSISTENT', path: at, expected: 'a unique local network (fc00::/7), as the plan says' });
  else if ((plan.plan === 'global' || plan.plan === 'tunnel') && local)
    report({ code: 'INCONSISTENT', path: at, expected: 'a global network: this one is unique local', cure: 'plan: ula' });
  const canonical = plan.network.toLowerCase();
  const other = seen.get(canonical);
  if (other !== undefined) report({ code: 'DUPLICATE', path: at, expected: `a network of its own: ${other} has this one` });
  else seen.set(canonical, id ?? 'the site');
}

function checkKind({ plan, kind }: Partial<Plan>, path: StoryPath, report: Report): void {
  if (plan === 'tunnel' && kind === undefined)
    report({
      code: 'MISSING',
      path: [...path, 'kind'],
      expected: 'the kind of tunnel: teredo, 6to4 or isatap',
      received: { words: 'nothing' },
    });
  else if (plan !== 'tunnel' && kind !== undefined)
    report({
      code: 'INCONSISTENT',
      path: [...path, 'kind'],
      expected: `no kind: ${plan} is no tunnel`,
      cure: 'plan: tunnel',
    });
}

function checkRotate({ plan, kind, rotate }: Partial<Plan>, path: StoryPath, report: Report): void {
  if (rotate === undefined) return;
  const none = NO_TEMPORARY[(kind ?? plan) as keyof typeof NO_TEMPORARY] as string | undefined;
  if (none !== undefined) report({ code: 'INCONSISTENT', path, expected: none, cure: 'leave it out' });
  else if (rotate < ROTATE.min || rotate > ROTATE.max)
    report({ code: 'WRONG_VALUE', path, expected: 'a time from 10m to 30d, such as 24h' });
}
