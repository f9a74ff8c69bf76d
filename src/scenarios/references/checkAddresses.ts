import { broadcastOf, ipv4At } from '../../world/addresses.js';
import { platformOf } from '../../world/operatingSystems.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story, StoryHost } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { canBeOwn, type LiteralAddress, literalAddress, networkHolds } from './literalAddress.js';
import { listed, own } from './names.js';
import { whyNobodys } from './nobodysAddress.js';
import { PLATFORM_NAMES } from './platforms.js';
import { ipv6Of, siteOf, type WrittenSite } from './sites.js';

/** Where a host is, and the addresses that it pins: each is one that a host there can have. */
export function checkAddresses(story: Story, host: StoryHost, path: StoryPath, report: Report): void {
  for (const [key, text] of Object.entries(host.addresses ?? {})) checkOwn(key, text, [...path, 'addresses', key], report);
  const written = placeOf(story, host, path, report);
  if (!written) return;
  checkSystem(host, written, path, report);
  checkIpv4(host, written, path, report);
  for (const key of ['ipv6', 'temporary'] as const) checkIpv6(host, key, written, path, report);
}

function checkOwn(key: string, text: string | undefined, path: StoryPath, report: Report): void {
  if (text === undefined) return;
  const address = literalAddress(text);
  const linkLocal = address?.family === 'ipv6' && address.range === 'linkLocal';
  const wrong = (expected: string) => report({ code: 'WRONG_VALUE', path, expected });
  if (key === 'ipv4') {
    if (address?.family !== 'ipv4') wrong('an IPv4 address: four numbers 0 to 255 without leading zeros');
    else checkHostHas(text, address, wrong);
  } else if (address?.family !== 'ipv6') wrong('an IPv6 address such as 2001:db8:20::7');
  else if (key === 'linkLocal') {
    if (!linkLocal) wrong('an address in fe80::/64');
    else checkHostHas(text, address, wrong);
  } else if (linkLocal) wrong('a unique local or global IPv6 address: link-local ones go into linkLocal');
  else checkHostHas(text, address, wrong);
}

function checkHostHas(text: string, address: LiteralAddress, wrong: (expected: string) => void): void {
  const why = whyNobodys(text);
  if (!canBeOwn(address)) wrong('an address that a host can have');
  else if (why !== undefined) wrong(`an address that a host can have: ${why}`);
}

/** The site of a host; reports a site and a subnet that are none. */
function placeOf(story: Story, host: StoryHost, path: StoryPath, report: Report): WrittenSite | undefined {
  const written = siteOf(story, host);
  if (!written && host.site !== undefined) {
    const names = Object.keys(story.world.sites ?? {});
    const expected = story.world.sites ? `a site of the world: ${listed(names)}` : 'no site, for the world has but one';
    const cure = story.world.sites ? didYouMean(host.site, names) : 'give the world sites';
    report({ code: story.world.sites ? 'UNKNOWN_NAME' : 'INCONSISTENT', path: [...path, 'site'], expected, cure });
    return undefined;
  }
  if (host.subnet !== undefined && own(written?.site.subnets ?? {}, host.subnet) === undefined) {
    const names = Object.keys(written?.site.subnets ?? {});
    const expected = `a subnet of ${written?.id ?? 'the site'}: ${listed(names)}`;
    report({ code: 'UNKNOWN_NAME', path: [...path, 'subnet'], expected, cure: didYouMean(host.subnet, names) });
    return undefined;
  }
  return written;
}

/** Tunnels that begin at the host itself; 6to4 begins at the router. */
const OF_WINDOWS = { teredo: 'Teredo', isatap: 'ISATAP' } as const;

function checkSystem(host: StoryHost, { id, site }: WrittenSite, path: StoryPath, report: Report): void {
  const tunnel = OF_WINDOWS[ipv6Of(site)?.kind as keyof typeof OF_WINDOWS] as string | undefined;
  const platform = platformOf(host);
  if (tunnel === undefined || platform === undefined || platform === 'windows') return;
  report({
    code: 'INCONSISTENT',
    path: [...path, 'os'],
    expected: `a Windows system: hosts of ${id ?? 'the site'} have IPv6 by ${tunnel}, and ${PLATFORM_NAMES[platform]} has no client for it`,
    cure: 'let the host be at a site without such a tunnel',
  });
}

function checkIpv4(host: StoryHost, { site, path: sitePath }: WrittenSite, path: StoryPath, report: Report): void {
  const text = host.addresses?.ipv4;
  const network = host.subnet === undefined ? site.ipv4 : own(site.subnets!, host.subnet)!;
  // What is wrong with a network itself is reported where it stands.
  if (text === undefined || network === undefined || literalAddress(text)?.family !== 'ipv4' || !isNetwork(network)) return;
  const at = [...path, 'addresses', 'ipv4'];
  const name = [...sitePath, ...(host.subnet === undefined ? ['ipv4'] : ['subnets', host.subnet])].join('.');
  if (!networkHolds(network, text)) {
    report({ code: 'INCONSISTENT', path: at, expected: `an address in ${name}, ${network}` });
    return;
  }
  const isBase = ipv4At(network, 0).text === text;
  if (isBase || broadcastOf(network).text === text) {
    const which = isBase ? 'stands for the network' : 'means all of its hosts';
    report({ code: 'INCONSISTENT', path: at, expected: `an address of one host in ${name}: this one ${which}` });
    return;
  }
  if (host.subnet !== undefined) return;
  const inside = Object.entries(site.subnets ?? {}).find(([, subnet]) => isNetwork(subnet) && networkHolds(subnet, text));
  if (inside)
    report({
      code: 'INCONSISTENT',
      path: at,
      expected: 'an address outside of the subnets of the site, for the host names none',
      cure: `subnet: ${inside[0]}`,
    });
}

const isNetwork = (text: string) =>
  /^[\d.]+\/([1-9]|[12]\d|3[0-2])$/u.test(text) && literalAddress(text.split('/')[0]!) !== undefined;

/** An address of IPv6 that is routed: in the network of the site, if the story says it. */
function checkIpv6(host: StoryHost, key: 'ipv6' | 'temporary', { site }: WrittenSite, path: StoryPath, report: Report): void {
  const text = host.addresses?.[key];
  const plan = ipv6Of(site);
  if (text === undefined || !plan || literalAddress(text)?.family !== 'ipv6') return;
  const refuse = (expected: string, cure: string) =>
    report({ code: 'INCONSISTENT', path: [...path, 'addresses', key], expected, cure });
  if (plan.plan === 'link-local') refuse('no address: the hosts of its site have link-local ones only', 'leave it out');
  else if (plan.plan === 'tunnel') refuse('no address: those of tunnels follow from others', 'leave it out');
  else if (key === 'temporary' && plan.rotate !== undefined)
    refuse('no address: the temporary ones of its site change', 'leave it out, or leave rotate out');
  else if (plan.network === undefined) refuse('a site that says its network: this one has it from the seed', 'give it network');
  else if (literalAddress(plan.network.split('/')[0]!)?.family === 'ipv6' && !networkHolds(plan.network, text))
    refuse(`an address in the network of its site, ${plan.network}`, 'another address, or another site');
}
