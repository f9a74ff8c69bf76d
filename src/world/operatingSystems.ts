import type { OperatingSystem, Platform, Role } from '../model/host.js';

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
  // Sysmon for Linux writes nine decimals, the last three zeros, and small letters. Of the others Sysmon's look plays no part: it does
  // not exist there.
  ...(['linux', 'macos', 'ios'] as const).map(
    (id) => [id, { id, platform: id, timeDigits: 9, guidCase: 'lower', startKeys: false }] as const,
  ),
]);

/** What stories call a host that does not say. */
const DEFAULT_SYSTEM = {
  workstation: 'windows-11',
  server: 'windows-server-2022',
  'domain-controller': 'windows-server-2022',
} as const satisfies Record<Role, string>;

/** The operating system of a host. @param os - As the story says it; the loader has checked it. */
export function operatingSystemOf({ os, role }: { readonly os?: string | undefined; readonly role: Role }): OperatingSystem {
  return operatingSystems.get(os ?? DEFAULT_SYSTEM[role])!;
}

/** The sensors that exist for a platform; a host has them all unless the story says otherwise. */
export const platformSensors: Readonly<Record<Platform, readonly ('sysmon' | 'falcon')[]>> = {
  windows: ['sysmon', 'falcon'],
  linux: ['sysmon', 'falcon'],
  macos: ['falcon'],
  ios: ['falcon'],
};
