import type { Process } from '../../model/process.js';
import type { World } from '../../world/world.js';
import type { Report } from '../finding.js';
import type { Story } from '../language/story.js';
import { didYouMean } from '../nearestName.js';
import { serviceStart } from './latestStart.js';
import type { ProcessSpan } from './processSpans.js';
import { neverBefore } from './timed.js';

/** Processes are started by one that runs on their host at that time, whatever the seed. */
export function checkParents(
  story: Story,
  world: World,
  processes: ReadonlyMap<string, Process>,
  spans: ReadonlyMap<string, ProcessSpan>,
  report: Report,
): void {
  for (const [id, { parent, host }] of Object.entries(story.processes)) {
    if (parent === undefined) continue;
    const path = ['processes', id, 'parent'];
    const name = [parent, `${host}/${parent}`].find((candidate) => processes.has(candidate));
    const service = world.machineById.get(host)!.services.get(parent);
    if (name === undefined && !service) {
      const here = [...processes.values()].filter((process) => process.host.id === host).map((process) => process.name);
      const names = [...here.filter((other) => other !== id), ...world.machineById.get(host)!.services.keys()];
      const expected = `a process of ${host}: one of the story, or one of ${names.slice(0, 8).join(', ')}`;
      report({ code: 'UNKNOWN_NAME', path, expected, cure: didYouMean(parent, names) });
      continue;
    }
    const process = name === undefined ? service! : processes.get(name)!;
    const span = name === undefined ? { begins: serviceStart(story, service!) } : spans.get(name)!;
    const own = spans.get(id)!;
    if (process.host.id !== host)
      report({ code: 'INCONSISTENT', path, expected: `a process of ${host}: this one runs on ${process.host.id}` });
    else if (name === id) report({ code: 'INCONSISTENT', path, expected: 'another process' });
    else if (isOwnAncestor(story, id))
      report({ code: 'CYCLE', path, expected: 'a parent that was there first: these processes start each other' });
    else if (!neverBefore(own.begins, span.begins) || (span.ends && !neverBefore(span.ends, own.begins)))
      report({ code: 'INCONSISTENT', path, expected: 'a process that runs when this one starts, whatever the seed' });
  }
}

/** Whether the parents of a process lead back to it. */
function isOwnAncestor({ processes }: Story, id: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const { parent, host }: Story['processes'][string] = processes[at]!;
    at = parent === undefined ? undefined : [parent, `${host}/${parent}`].find((name) => Object.hasOwn(processes, name));
    if (at === id) return true;
  }
  return false;
}
