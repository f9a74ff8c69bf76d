import type { Report, StoryPath } from '../finding.js';
import type { Destination, Ends } from './endHosts.js';

/** Ports and services as the protocol has them. */
export function checkPorts(ends: Ends, destination: Destination, path: StoryPath, report: Report): void {
  if (ends.protocol === 'tcp') checkTcp(ends, destination, path, report);
  else if (ends.protocol === 'udp') checkUdp(ends, path, report);
  else checkPortless(ends, path, report);
}

function checkTcp(ends: Ends, destination: Destination, path: StoryPath, report: Report): void {
  const expected = 'exactly one of port, service';
  if (ends.port === undefined && ends.service === undefined)
    report({ code: 'MISSING', path, expected, received: { words: 'neither' } });
  if (ends.port !== undefined && ends.service !== undefined)
    report({ code: 'INCONSISTENT', path: [...path, 'service'], at: 'key', expected, received: { words: 'both' } });
  for (const key of ['port', 'sourcePort'] as const)
    if (ends[key] === 0)
      report({ code: 'INCONSISTENT', path: [...path, key], expected: 'a whole number 1 to 65535: tcp has no port 0' });
  if (ends.service !== undefined && ends.port === undefined && destination.kind === 'outside')
    report({
      code: 'INCONSISTENT',
      path: [...path, 'service'],
      expected: 'a port: the services of an outside party are not known',
      cure: 'give port',
    });
}

function checkUdp(ends: Ends, path: StoryPath, report: Report): void {
  if (ends.service !== undefined)
    report({ code: 'INCONSISTENT', path: [...path, 'service'], expected: 'a port: services listen on tcp', cure: 'give port' });
  else if (ends.port === undefined)
    report({ code: 'MISSING', path: [...path, 'port'], expected: 'a whole number 0 to 65535', received: { words: 'nothing' } });
}

function checkPortless(ends: Ends, path: StoryPath, report: Report): void {
  const { protocol, service } = ends;
  if (service !== undefined)
    report({ code: 'INCONSISTENT', path: [...path, 'service'], expected: `no service: ${protocol} has none`, cure: 'use tcp' });
  for (const key of ['port', 'sourcePort'] as const)
    if ((ends[key] ?? 0) !== 0)
      report({ code: 'INCONSISTENT', path: [...path, key], expected: `no port, or 0: ${protocol} has none` });
}
