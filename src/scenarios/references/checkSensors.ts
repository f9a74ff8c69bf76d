import type { Platform } from '../../model/host.js';
import { keySetsOf } from '../../world/falconFleet.js';
import { platformOf, platformSensors } from '../../world/operatingSystems.js';
import type { Report, StoryPath } from '../finding.js';
import { OPERATING_SYSTEMS, UNTOLD_SYSTEMS } from '../language/hosts.js';
import type { Story, StoryHost } from '../language/story.js';
import { PLATFORM_NAMES } from './platforms.js';

/** The sensors of a host and what is said of them exist on its platform. */
export function checkSensors(story: Story, report: Report): void {
  for (const [id, host] of Object.entries(story.world.hosts)) {
    const path = ['world', 'hosts', id];
    const platform = platformOf(host);
    if (platform === undefined) reportUntold(host, [...path, 'os'], report);
    else {
      checkProducts(host, platform, path, report);
      if (host.sysmon) checkSysmon(host.sysmon, platform, [...path, 'sysmon'], report);
      checkKeySet(host, platform, path, report);
    }
  }
}

function reportUntold({ os }: StoryHost, path: StoryPath, report: Report): void {
  report({
    code: 'WRONG_VALUE',
    path,
    expected: `a system whose Falcon records are known: key set unknown for ${UNTOLD_SYSTEMS[os as keyof typeof UNTOLD_SYSTEMS]}`,
    cure: `choose another: ${OPERATING_SYSTEMS.join(', ')}`,
  });
}

function checkProducts({ sensors = [], sysmon }: StoryHost, platform: Platform, path: StoryPath, report: Report): void {
  if (platformSensors[platform].includes('sysmon')) return;
  const expected = `falcon: Sysmon does not exist on ${PLATFORM_NAMES[platform]}`;
  const index = sensors.indexOf('sysmon');
  if (index >= 0) report({ code: 'INCONSISTENT', path: [...path, 'sensors', index], expected });
  if (sysmon) report({ code: 'INCONSISTENT', path: [...path, 'sysmon'], at: 'key', expected, received: 'sysmon' });
}

/** What holds for one platform's Sysmon and not for the other's. */
function checkSysmon(sysmon: NonNullable<StoryHost['sysmon']>, platform: Platform, path: StoryPath, report: Report): void {
  const refuse = (key: keyof typeof sysmon, expected: string) => report({ code: 'INCONSISTENT', path: [...path, key], expected });
  if (platform === 'linux') {
    if (sysmon.era !== undefined && sysmon.era !== '11') refuse('era', '"11": Sysmon for Linux has the habits of this era only');
    if (sysmon.dnsLookup === true)
      refuse('dnsLookup', 'false: Sysmon for Linux never looks names up, whatever its configuration says');
  } else if (platform === 'windows') {
    if (sysmon.syslogPrefix !== undefined) refuse('syslogPrefix', 'a Linux host: elsewhere Sysmon does not write to syslog');
    for (const key of ['processId', 'threadId'] as const)
      if ((sysmon[key] ?? 0) % 4 !== 0)
        report({ code: 'WRONG_VALUE', path: [...path, key], expected: 'an id of Windows: a multiple of 4' });
  }
}

function checkKeySet({ falcon }: StoryHost, platform: Platform, path: StoryPath, report: Report): void {
  const sets = keySetsOf(platform);
  if (falcon?.keySet === undefined || sets.includes(falcon.keySet)) return;
  const expected = `a key set of ${PLATFORM_NAMES[platform]}: ${sets.join(', ')}`;
  report({ code: 'INCONSISTENT', path: [...path, 'falcon', 'keySet'], expected });
}
