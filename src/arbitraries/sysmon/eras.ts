/** What changed between versions of Sysmon; the versions of each change are known as bounds only. */
export interface Era {
  /** Whether the event has a RuleName at all. */
  readonly ruleName: boolean;
  /** What stands for a rule, a host name, a port name and a user that are not known. */
  readonly unknown: '-' | '';
  /** What ends a ProcessGuid: the process start key, or `0000-0010` and the token's LUID. */
  readonly tail: 'start-key' | 'luid';
  /** Which end of an accepted TCP connection is the source; undefined where no such event was seen. */
  readonly acceptedSource: 'initiator' | 'local' | undefined;
  /** Whether events without a known process were seen. */
  readonly unknownProcess: boolean;
  /** First and last moment at which hosts had it, Unix milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** By the first version that shows the habits, the newest first. */
export const eras = {
  '11': {
    ruleName: true,
    unknown: '-',
    tail: 'start-key',
    acceptedSource: 'initiator',
    unknownProcess: true,
    from: Date.UTC(2024, 0, 1),
    to: Date.UTC(2026, 11, 31),
  },
  '10.4': {
    ruleName: true,
    unknown: '',
    tail: 'luid',
    acceptedSource: 'initiator',
    unknownProcess: true,
    from: Date.UTC(2020, 0, 1),
    to: Date.UTC(2021, 5, 30),
  },
  '8': {
    ruleName: true,
    unknown: '',
    tail: 'luid',
    acceptedSource: 'local',
    unknownProcess: false,
    from: Date.UTC(2018, 8, 1),
    to: Date.UTC(2019, 8, 1),
  },
  '6': {
    ruleName: false,
    unknown: '',
    tail: 'luid',
    acceptedSource: undefined,
    unknownProcess: false,
    from: Date.UTC(2017, 11, 1),
    to: Date.UTC(2018, 5, 1),
  },
} as const satisfies Record<string, Era>;

export type EraId = keyof typeof eras;

export const ERA_IDS = Object.keys(eras).sort((a, b) => Number(b) - Number(a)) as readonly EraId[];
