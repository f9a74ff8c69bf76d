import { keyed32 } from '../../../random/keyed32.js';
import type { RandomSource } from '../../../random/randomSource.js';
import type { StoryScan } from '../../language/story.js';
import { portsOf, targetsOf } from '../../references/scanTargets.js';
import type { Calls, Kind } from './kind.js';

/** One port of one target. */
interface Probe {
  readonly to: string;
  readonly port: number;
}

/** A program that tries many ports of many hosts. What nobody answers is told by Falcon, which records attempts, and not by Sysmon. */
export const scan: Kind<StoryScan> = {
  lasts(content, at, { random }) {
    const last = targetsOf(content).length * portsOf(content).length - 1;
    const due = (last * 1_000_000) / content.rate;
    return {
      exact: clockOf(content, at, random)(last) - at,
      least: Math.floor(due),
      most: Math.ceil(due + 1_000_000 / content.rate),
    };
  },
  calls(content, at, { path, random }) {
    const { from, protocol, family } = content;
    const momentOf = clockOf(content, at, random);
    return probesOf(content, random.fork('order')).map(
      ({ to, port }, n): Calls => ({
        ends: { from, to, protocol, port, ...(family && { family }) },
        path,
        moments: [momentOf(n)],
        random: random.fork(`${to} ${port}`),
        mayFail: true,
      }),
    );
  },
  fewest: (content) => targetsOf(content).length * portsOf(content).length,
};

/** When each probe comes, by its place: up to a whole interval late. */
function clockOf({ rate }: StoryScan, at: number, random: RandomSource): (n: number) => number {
  const { keyLow, keyHigh } = random.fork('rate');
  return (n) => at + Math.floor(((n + keyed32(keyLow, keyHigh, n, 0) / 4_294_967_296) * 1_000_000) / rate);
}

function probesOf(content: StoryScan, random: RandomSource): readonly Probe[] {
  const [targets, ports] = [targetsOf(content), portsOf(content)];
  if (content.order === 'by-port') return ports.flatMap((port) => targets.map((to) => ({ to, port })));
  const byHost = targets.flatMap((to) => ports.map((port) => ({ to, port })));
  if (content.order === 'by-host') return byHost;
  // By what each is and not by its place: a target more leaves the others in their order.
  const rank = new Map(targets.map((to) => [to, random.fork(to)]));
  return byHost
    .map((probe) => ({ probe, at: keyed32(rank.get(probe.to)!.keyLow, rank.get(probe.to)!.keyHigh, probe.port, 0) }))
    .sort((a, b) => a.at - b.at || a.probe.port - b.probe.port || (a.probe.to < b.probe.to ? -1 : 1))
    .map(({ probe }) => probe);
}
