import { falconHost, sysmonHost } from '../../generators/index.js';
import type { End, Flow } from '../../model/flow.js';
import { type Process, processKey } from '../../model/process.js';
import type { Plan } from '../../scenarios/plan.js';
import { PROTOCOLS } from '../../scenarios/protocols.js';

/** One step of the story as labels name it: all rounds of a block together. */
export interface Happening {
  readonly step: string;
  readonly title: string;
  readonly role: Flow['meaning']['role'];
  readonly technique?: string;
  /** True time of its first and last connection, microseconds since 1970-01-01 UTC. */
  readonly first: number;
  readonly last: number;
  readonly connections: number;
  /** How often the story does it. */
  readonly rounds: number;
  /** Who begins: `operator/psexec`. */
  readonly from: ReadonlySet<string>;
  /** Whom they reach: `target/rpcss 10.20.0.9`. */
  readonly to: ReadonlySet<string>;
  /** `445/tcp`. */
  readonly ports: ReadonlySet<string>;
  /** Ids of the hosts whose sensors tell of it. */
  readonly sysmon: ReadonlySet<string>;
  readonly falcon: ReadonlySet<string>;
  readonly processes: ReadonlySet<Process>;
}

const PROTOCOL_NAMES = new Map<number, string>(Object.entries(PROTOCOLS).map(([name, number]) => [number, name]));

/** What the story does for its seed, in the order of time. */
export function happenings({ flows, steps }: Plan): Happening[] {
  const found = new Map<string, Happening>();
  const ends = new Map<string, Ends>();
  for (const { id, title, flow, flows: count, at, last, connections } of steps) {
    const known = ends.get(id) ?? new Ends();
    ends.set(id, known);
    for (let index = flow; index < flow + count; index += 1) known.add(flows.at(index)!);
    const { role, technique } = flows.at(flow)!.meaning;
    const before = found.get(id) ?? {
      step: id,
      title,
      role,
      ...(technique && { technique }),
      first: at,
      last,
      connections: 0,
      rounds: 0,
    };
    found.set(id, {
      ...before,
      first: Math.min(before.first, at),
      last: Math.max(before.last, last),
      connections: before.connections + connections,
      rounds: before.rounds + 1,
      ...known,
    });
  }
  return [...found.values()].sort((a, b) => a.first - b.first);
}

/** Who takes part in a step. */
class Ends {
  readonly from = new Set<string>();
  readonly to = new Set<string>();
  readonly ports = new Set<string>();
  readonly sysmon = new Set<string>();
  readonly falcon = new Set<string>();
  readonly processes = new Set<Process>();

  add(flow: Flow): void {
    const { initiator, responder, destinationPort, protocol } = flow;
    this.from.add(nameOf(initiator));
    this.to.add(`${nameOf(responder)} ${responder.address.text}`);
    const name = PROTOCOL_NAMES.get(protocol) ?? String(protocol);
    this.ports.add(destinationPort === 0 ? name : `${destinationPort}/${name}`);
    for (const host of [sysmonHost(flow, 'initiator'), sysmonHost(flow, 'responder')]) if (host) this.sysmon.add(host.id);
    const reporter = falconHost(flow);
    if (reporter) this.falcon.add(reporter.id);
    for (const { process } of [initiator, responder]) if (process) this.processes.add(process);
  }
}

/** An outside party goes by the name that programs ask for, if they do. */
function nameOf({ process, host, name }: End): string {
  return process ? processKey(process) : (host?.id ?? (name || 'outside'));
}
