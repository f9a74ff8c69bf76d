import type { OperatingSystem } from '../model/host.js';

/**
 * The look of rendered events by Windows version, as in real records: 9 decimals ending in 00 up to Windows 10, 7 in what came
 * later; upper-case GUIDs up to 2012 R2, lower case since. `docs/fields/sysmon-winevt.md`, facts S1.8 and S4.1.
 */
const WINDOWS = [
  ['windows-7', 9, 'upper'],
  ['windows-server-2012-r2', 9, 'upper'],
  ['windows-10', 9, 'lower'],
  ['windows-server-2016', 9, 'lower'],
  ['windows-server-2019', 9, 'lower'],
  ['windows-11', 7, 'lower'],
  ['windows-server-2022', 7, 'lower'],
  ['windows-server-2025', 7, 'lower'],
] as const;

/** The operating systems that a host of the world may have, by id. */
export const operatingSystems: ReadonlyMap<string, OperatingSystem> = new Map<string, OperatingSystem>([
  ...WINDOWS.map(
    ([id, timeDigits, guidCase]) =>
      [id, { id, platform: 'windows', timeDigits, guidCase, startKeys: guidCase === 'lower' }] as const,
  ),
  // Sysmon's look plays no part here: Linux hosts carry the Falcon sensor only.
  ['linux', { id: 'linux', platform: 'linux', timeDigits: 9, guidCase: 'lower', startKeys: false }],
]);
