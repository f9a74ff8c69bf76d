import type { AimedCheck, FaultName } from '../../check.js';
import type { SysmonDraft } from '../draft.js';
import type { EraId } from '../eras.js';
import type { SysmonForm } from '../forms/form.js';

/** One thing wrong between records that are sound each by itself. */
export interface SysmonStreamFault extends FaultName {
  readonly forms: (form: SysmonForm) => boolean;
  readonly platform: 'windows' | 'linux' | undefined;
  readonly eras: readonly EraId[] | undefined;
  /** What the capture must be like: with the starts and ends of processes, or with many records of one host. */
  readonly needs: 'processes' | 'many' | undefined;
  /** The damaged capture, or nothing where this capture has no place for the fault. */
  readonly apply: (drafts: readonly SysmonDraft[], n: number) => readonly SysmonDraft[] | undefined;
}

export interface StreamScope {
  readonly forms?: (form: SysmonForm) => boolean;
  readonly platform?: 'windows' | 'linux';
  readonly eras?: readonly EraId[];
  readonly needs?: 'processes' | 'many';
}

export type StreamRow = readonly [
  id: string,
  check: string,
  scope: StreamScope,
  apply: SysmonStreamFault['apply'],
  ...alsoFires: readonly string[],
];

const sysmon = (check: string): AimedCheck => `sysmon3/${check}`;

/** Faults of captures, out of a table. */
export function streamFaults(rows: readonly StreamRow[]): SysmonStreamFault[] {
  return rows.map(([id, check, { forms = () => true, platform, eras, needs }, apply, ...alsoFires]) => ({
    id,
    check: sysmon(check),
    alsoFires: alsoFires.map(sysmon),
    forms,
    platform,
    eras,
    needs,
    apply,
  }));
}
