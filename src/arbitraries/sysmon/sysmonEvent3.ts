import fc from 'fast-check';
import { connectionDraws, connectionOf } from './connection.js';
import type { SysmonDraft } from './draft.js';
import type { EraId } from './eras.js';
import { event3 } from './event3.js';
import { type FormId, SYSMON_FORM_IDS, sysmonForms } from './forms/index.js';
import { writeRecord } from './forms/writeRecord.js';
import { hostDraws, hostOf } from './host.js';
import { type OperatingSystem, operatingSystems } from './systems.js';

export interface SysmonOptions {
  /** Forms to choose from; default all. */
  readonly forms?: readonly FormId[];
  /** Default both. */
  readonly platforms?: readonly ('windows' | 'linux')[];
  /** Default all; Linux has only the newest. */
  readonly eras?: readonly EraId[];
}

/** One sound record: its values, and its text in a form. */
export interface SysmonSample {
  readonly form: FormId;
  readonly draft: SysmonDraft;
  readonly text: string;
}

/** A form, and an operating system whose records are met in it. */
export interface Setting {
  readonly form: FormId;
  readonly system: OperatingSystem;
}

/** Every setting that the options leave, the commonest first. */
export function settingsList({ forms = SYSMON_FORM_IDS, platforms, eras }: SysmonOptions): readonly Setting[] {
  const settings = forms.flatMap((form) =>
    operatingSystems
      .filter(({ platform, era }) => (platforms?.includes(platform) ?? true) && (eras?.includes(era) ?? true))
      .filter(({ platform }) => sysmonForms[form].platforms.includes(platform))
      .map((system) => ({ form, system })),
  );
  if (settings.length === 0) throw new RangeError('no record of these platforms and eras is met in these forms');
  return settings;
}

/** Lag between a connection and its record, in milliseconds: 0.3 to 15 s; on Linux the record seems a few ms older. */
export function lagOf(platform: 'windows' | 'linux', lag: number): number {
  return platform === 'linux' ? -(2 + (Math.abs(lag) % 7)) : 1000 + lag;
}

/** What is drawn about the moment of a record: the milliseconds of its lag beyond a second, and 100 ns. */
export const momentDraws = fc.record({ lag: fc.integer({ min: -700, max: 13_900 }), ticks: fc.nat({ max: 9999 }) });

/**
 * A sound Sysmon Event 3: of Windows in any era or of Linux, in any form in which it is met. It breaks no rule and shrinks to a
 * plain web connection of the newest Sysmon as the Windows API writes it.
 *
 * @throws RangeError if the options leave nothing to choose from.
 */
export function sysmonEvent3(options: SysmonOptions = {}): fc.Arbitrary<SysmonSample> {
  return sampleOf(fc.constantFrom(...settingsList(options)));
}

/** A sound record of a setting that is drawn. */
export function sampleOf(setting: fc.Arbitrary<Setting>): fc.Arbitrary<SysmonSample> {
  return fc
    .record({ setting, host: hostDraws, connection: connectionDraws, moment: momentDraws })
    .map(({ setting: { form, system }, host: draws, connection, moment: { lag, ticks } }) => {
      const host = hostOf(system, draws);
      const draft = event3(host, connectionOf(host, connection), {
        utc: host.startsAt,
        created: host.startsAt + lagOf(system.platform, lag),
        ticks,
        recordId: host.firstRecord,
      });
      return { form, draft, text: writeRecord(draft, sysmonForms[form]) };
    });
}
