import type { Process } from '../../model/process.js';
import { rpcOwner } from '../../world/serviceProcesses.js';
import type { Machine } from '../../world/world.js';
import type { Report, StoryPath } from '../finding.js';
import type { Known, Told } from './connectionEnds.js';

/**
 * The process that accepts a connection, whether a sensor would record it or not; of a probe it may be nobody.
 *
 * @returns undefined where somebody must and nobody does, which is reported.
 */
export function whoAccepts(
  told: Told,
  target: Machine,
  port: number,
  known: Known,
  path: StoryPath,
  report: Report,
): { process: Process | undefined } | undefined {
  const telling = told.ends;
  if (told.mayFail) return { process: answering(told, target, port, known) };
  const { processes, listeners, serving } = known;
  const id = target.host.id;
  const named = telling.acceptedBy === undefined ? undefined : processes.get(telling.acceptedBy);
  const other = named && listeners.other(named, telling.protocol, port, told);
  if (other) {
    const expected = `the process that listens there at the time: ${other.name}`;
    report({ code: 'INCONSISTENT', path: [...path, 'acceptedBy'], expected, cure: 'leave it out, or let that one end before' });
    return undefined;
  }
  if (telling.acceptedBy !== undefined) return { process: named };
  const listening = listeners.accepting(id, telling.protocol, port, told);
  if (listening) return { process: listening };
  const service =
    telling.service === undefined ? target.listeners.get(`${telling.protocol}/${port}`) : rpcOwner(target.host, telling.service);
  const process = service === undefined ? serving.get(`${id} ${telling.service}`) : target.services.get(service);
  if (process) return { process };
  if (listeners.of(id, telling.protocol, port).length > 0) {
    report({
      code: 'INCONSISTENT',
      path: [...path, 'port'],
      expected: `a time at which somebody listens there: ${id} does not for all of this step`,
      cure: 'let the step begin after the one that listens, and end before that does',
    });
    return undefined;
  }
  const offered = [...target.listeners.keys()].filter((name) => name.startsWith(telling.protocol)).map((name) => name.slice(4));
  report({
    code: 'INCONSISTENT',
    path: [...path, 'port'],
    expected: `a port on which ${target.host.id} listens (${telling.protocol}: ${offered.join(', ')})`,
    cure: 'name the process that accepts: acceptedBy',
  });
  return undefined;
}

/** Who is there when a probe comes, for this seed: a listener of the story, a service, or whoever has that dynamic port. */
function answering(
  { ends: { protocol }, at }: Told,
  { host, listeners, rpcPorts, services }: Machine,
  port: number,
  known: Known,
): Process | undefined {
  const dynamic = protocol === 'tcp' ? [...rpcPorts].find(([, its]) => its === port)?.[0] : undefined;
  const service = listeners.get(`${protocol}/${port}`) ?? (dynamic && rpcOwner(host, dynamic));
  const process =
    known.listeners.openAt(host.id, protocol, port, at) ??
    (dynamic === undefined ? undefined : known.serving.get(`${host.id} ${dynamic}`)) ??
    (service === undefined ? undefined : services.get(service));
  return process && known.runs(process, at) ? process : undefined;
}
