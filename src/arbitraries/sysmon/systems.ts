import { ERA_IDS, type EraId } from './eras.js';

/** What an operating system and the Sysmon on it decide about every record of a host. */
export interface OperatingSystem {
  readonly platform: 'windows' | 'linux';
  readonly era: EraId;
  /** Decimals of SystemTime. */
  readonly decimals: 7 | 9;
  /** Letter case in which the system itself renders GUIDs. */
  readonly guidCase: 'lower' | 'upper';
  /** Whether processes have start keys, as since Windows 10 and Server 2016. */
  readonly startKeys: boolean;
}

const windows = (era: EraId, decimals: 7 | 9, guidCase: 'lower' | 'upper', startKeys: boolean): OperatingSystem => ({
  platform: 'windows',
  era,
  decimals,
  guidCase,
  startKeys,
});

/** Every combination that occurs, the newest first. */
export const operatingSystems: readonly OperatingSystem[] = [
  // Windows 11, Server 2022 and later: 7 decimals.
  windows('11', 7, 'lower', true),
  // Windows 10, Server 2016 and 2019.
  ...ERA_IDS.map((era) => windows(era, 9, 'lower', true)),
  // Windows 7, Server 2012 R2.
  ...ERA_IDS.map((era) => windows(era, 9, 'upper', false)),
  { platform: 'linux', era: '11', decimals: 9, guidCase: 'lower', startKeys: false },
];
