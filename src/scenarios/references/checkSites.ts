import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { checkIpv6Plan } from './checkIpv6Plan.js';
import { checkApart, checkIpv4Network, liesIn, type WrittenNetwork } from './networks.js';
import { sitesOf, type WrittenSite } from './sites.js';

/** Smaller networks have no room for a story; larger ones are no site. */
const SITE_BITS = { min: 8, max: 29 };
const SUBNET_BITS = { min: 8, max: 30 };
/** Each is seen from outside by an address of a documentation range. */
const MOST_SITES = 100;
const MOST_SUBNETS = 1_000;

/** The sites and their networks: valid, written with host bits zero, and apart from each other. */
export function checkSites(story: Story, report: Report): void {
  const { site, sites } = story.world;
  const path = ['world', 'sites'];
  if (site && sites)
    report({
      code: 'INCONSISTENT',
      path,
      at: 'key',
      expected: 'either site or sites',
      received: { words: 'both' },
      cure: 'give the one site an id under sites',
    });
  const count = sites && Object.keys(sites).length;
  if (count === 0) report({ code: 'MISSING', path, expected: 'at least one site', received: { words: 'none' } });
  if (count !== undefined && count > MOST_SITES) {
    report({ code: 'TOO_LARGE', path, expected: `at most ${MOST_SITES} sites`, received: { words: String(count) } });
    return;
  }
  const networks: WrittenNetwork[] = [];
  const prefixes = new Map<string, string>();
  for (const written of sitesOf(story)) {
    const { ipv4 } = written.site;
    const at = [...written.path, 'ipv4'];
    if (ipv4 !== undefined && checkIpv4Network(ipv4, SITE_BITS, at, report)) {
      networks.push({ name: written.id ?? 'the site', network: ipv4, path: at });
      checkSubnets(written, ipv4, report);
    } else if (ipv4 === undefined && Object.keys(written.site.subnets ?? {}).length > 0)
      report({
        code: 'MISSING',
        path: at,
        expected: 'the network that the subnets are parts of, such as 10.20.0.0/16',
        received: { words: 'nothing' },
      });
    checkIpv6Plan(written, prefixes, report);
  }
  checkApart(networks, 'a network', report);
}

function checkSubnets({ site: { subnets = {} }, path }: WrittenSite, ipv4: string, report: Report): void {
  const entries = Object.entries(subnets);
  if (entries.length > MOST_SUBNETS) {
    report({
      code: 'TOO_LARGE',
      path: [...path, 'subnets'],
      expected: `at most ${MOST_SUBNETS} subnets`,
      received: { words: String(entries.length) },
    });
    return;
  }
  const inside: WrittenNetwork[] = [];
  for (const [name, network] of entries) {
    const at = [...path, 'subnets', name];
    if (!checkIpv4Network(network, SUBNET_BITS, at, report)) continue;
    if (liesIn(network, ipv4)) inside.push({ name, network, path: at });
    else report({ code: 'INCONSISTENT', path: at, expected: `a part of the site's network, ${ipv4}` });
  }
  checkApart(inside, 'a subnet', report);
}
