import ipaddr from 'ipaddr.js';
import { builtInAccounts, ownAccount } from '../../world/accounts.js';
import { ipv4At, ipv4Network } from '../../world/addresses.js';
import { platformOf } from '../../world/operatingSystems.js';
import type { Report, StoryPath } from '../finding.js';
import type { Story, StoryListen, StoryResolve, StoryScan, StorySpread, StoryTransfer } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { checkFrom, checkReached } from './checkEnds.js';
import { hostOfFrom } from './endHosts.js';
import { literalAddress } from './literalAddress.js';
import { hostOf, listed, own, processOf } from './names.js';
import { whyNobodys } from './nobodysAddress.js';
import { serverOf } from './resolvers.js';
import { networkOf, targetTexts } from './scanTargets.js';

/** What the kinds of steps ask for besides both ends of one connection. */
export function checkKinds(story: Story, report: Report): void {
  story.steps.forEach(({ scan, spread, transfer, resolve, listen }, index) => {
    const path = ['steps', index];
    if (scan) checkScan(story, scan, [...path, 'scan'], report);
    if (spread) checkSpread(story, spread, [...path, 'spread'], report);
    if (transfer) checkTransfer(transfer, [...path, 'transfer'], report);
    if (resolve) checkResolve(story, resolve, [...path, 'resolve'], report);
    if (listen) checkListen(story, listen, [...path, 'listen'], report);
  });
}

function checkScan(story: Story, scan: StoryScan, path: StoryPath, report: Report): void {
  checkFrom(story, scan.from, [...path, 'from'], report);
  checkTargets(story, scan, path, true, report);
  const ranges = Array.isArray(scan.ports) ? scan.ports : [scan.ports];
  ranges.forEach((range, n) => {
    const [first, last = first] = String(range).split('-').map(Number);
    if (first! > 0 && first! <= last! && last! <= 65_535) return;
    const at = Array.isArray(scan.ports) ? [...path, 'ports', n] : [...path, 'ports'];
    report({ code: 'WRONG_VALUE', path: at, expected: 'ports 1 to 65535, the smaller one first' });
  });
}

function checkSpread(story: Story, spread: StorySpread, path: StoryPath, report: Report): void {
  checkFrom(story, spread.from, [...path, 'from'], report);
  checkTargets(story, spread, path, false, report);
  const origin = hostOfFrom(story, spread.from);
  const hosts = targetTexts(spread).filter((id) => hostOf(story, id));
  if (origin !== undefined && hosts.includes(origin))
    report({
      code: 'INCONSISTENT',
      path: Array.isArray(spread.to) ? [...path, 'to', targetTexts(spread).indexOf(origin)] : [...path, 'to'],
      expected: `other hosts than ${origin}, where it begins`,
      cure: `take it out: except: [${origin}]`,
    });
  spread.over.forEach(({ port, service }, n) => {
    if ((port === undefined) === (service === undefined))
      report({
        code: port === undefined ? 'MISSING' : 'INCONSISTENT',
        path: [...path, 'over', n],
        expected: 'exactly one of port, service',
        received: { words: port === undefined ? 'neither' : 'both' },
      });
  });
  const { image, user } = spread.run;
  for (const id of hosts) {
    const windows = platformOf(hostOf(story, id)!) === 'windows';
    if (windows ? !/^([A-Za-z]:\\|\\).*[^\\]$/u.test(image) : !/^\/.*[^/]$/u.test(image)) {
      const example = windows ? 'C:\\Windows\\Temp\\a.exe' : '/tmp/a';
      report({
        code: 'WRONG_VALUE',
        path: [...path, 'run', 'image'],
        expected: `the whole path of a program on ${id}, such as ${example}`,
      });
      break;
    }
  }
  const account = own(story.world.users, user);
  const local = account?.local;
  if (local !== undefined && hosts.some((id) => id !== local)) {
    report({
      code: 'INCONSISTENT',
      path: [...path, 'run', 'user'],
      expected: `an account that all these hosts know: this one is local to ${local}`,
    });
  } else if (!account && hosts.some((id) => platformOf(hostOf(story, id)!) === 'windows') && !ownAccount(user)) {
    const users = [...Object.keys(story.world.users), ...Object.keys(builtInAccounts)];
    report({
      code: 'UNKNOWN_NAME',
      path: [...path, 'run', 'user'],
      expected: `a user of the story, or a built-in account: ${listed(users)}`,
      cure: didYouMean(user, users),
    });
  }
}

/** Hosts, and for a scan outside parties, addresses and networks. */
function checkTargets(
  story: Story,
  kind: Pick<StoryScan, 'to'> & { readonly family?: string | undefined },
  parent: StoryPath,
  anything: boolean,
  report: Report,
): void {
  const names = [...Object.keys(story.world.hosts), ...(anything ? Object.keys(story.world.outside) : [])];
  const texts = targetTexts(kind);
  texts.forEach((text, n) => {
    const path = Array.isArray(kind.to) ? [...parent, 'to', n] : [...parent, 'to'];
    if (hostOf(story, text)) return;
    const network = anything ? networkOf(text) : undefined;
    const family = network === undefined ? literalAddress(text)?.family : 'ipv4';
    if (kind.family !== undefined && family !== undefined && family !== kind.family) {
      report({ code: 'INCONSISTENT', path, expected: `addresses of ${kind.family}, as family says`, received: text });
      return;
    }
    if (anything && own(story.world.outside, text)) return;
    if (anything && isReachable(text)) {
      checkReached(text, path, report);
      return;
    }
    if (network !== undefined) {
      const base = ipaddr.IPv4.networkAddressFromCIDR(network).toString();
      if (base !== network.split('/')[0])
        report({
          code: 'WRONG_VALUE',
          path,
          expected: 'a network with host bits that are zero',
          cure: `did you mean ${base}/${network.split('/')[1]}?`,
        });
      else checkSpan(network, path, report);
      return;
    }
    const expected = anything
      ? `a host or outside party (${listed(names)}), an address, or a network such as 10.20.1.0/28`
      : `a host of the story: ${listed(names)}`;
    report({
      code: /^[\d./]+$|:/u.test(text) ? 'WRONG_VALUE' : 'UNKNOWN_NAME',
      path,
      expected,
      received: text,
      cure: didYouMean(text, names),
    });
  });
}

const isReachable = (text: string) => {
  const address = literalAddress(text);
  return address !== undefined && !['unspecified', 'broadcast', 'multicast', 'ipv4Mapped'].includes(address.range);
};

/** A network is scanned from its first to its last host: both ends tell whether it has any that are nobody's. */
function checkSpan(network: string, path: StoryPath, report: Report): void {
  const { size } = ipv4Network(network);
  const ends = [ipv4At(network, 0), ipv4At(network, size - 1)].map(({ text }) => text);
  const unfit = ends.find((text) => literalAddress(text)?.range === 'multicast' || whyNobodys(text) !== undefined);
  if (unfit === undefined) return;
  const why = whyNobodys(unfit) ?? 'it has addresses of multicast';
  report({ code: 'WRONG_VALUE', path, expected: `a network whose hosts can be reached: ${why}` });
}

function checkTransfer({ size, connections, chunk }: StoryTransfer, path: StoryPath, report: Report): void {
  if (chunk !== undefined && chunk > size)
    report({ code: 'INCONSISTENT', path: [...path, 'chunk'], expected: 'no more than size' });
  if (connections > size)
    report({ code: 'INCONSISTENT', path: [...path, 'connections'], expected: 'at most one connection for each byte' });
}

function checkResolve(story: Story, { from, name }: StoryResolve, path: StoryPath, report: Report): void {
  const isHost = hostOf(story, from) !== undefined;
  if (!isHost) checkFrom(story, from, [...path, 'from'], report);
  const host = isHost ? from : hostOfFrom(story, from);
  if (host !== undefined && serverOf(story, host) === undefined)
    report({
      code: 'INCONSISTENT',
      path,
      expected: 'a world with a domain controller, which answers for names',
      received: { words: 'none' },
      cure: 'tell the connection to port 53 with connect',
    });
  const names = [...Object.keys(story.world.hosts), ...Object.keys(story.world.outside)];
  if (
    names.includes(name) ||
    /^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)+\.?$/u.test(name)
  )
    return;
  report({
    code: 'UNKNOWN_NAME',
    path: [...path, 'name'],
    expected: `a host, an outside party (${listed(names)}), or a name such as www.example.com`,
    cure: didYouMean(name, names),
  });
}

function checkListen(story: Story, { process }: StoryListen, path: StoryPath, report: Report): void {
  if (processOf(story, process)) return;
  const processes = Object.keys(story.processes);
  report({
    code: 'UNKNOWN_NAME',
    path: [...path, 'process'],
    expected: `a process of the story: ${listed(processes)}`,
    cure: didYouMean(process, processes),
  });
}
