import fc from 'fast-check';
import type { AimedCheck } from '../../check.js';
import { sysmonForms } from '../forms/index.js';
import { type SysmonStreamSample, streamOf, WITH_PROCESSES, writeFile } from '../stream/sysmonStream.js';
import { type Setting, settingsList } from '../sysmonEvent3.js';
import type { BrokenOptions } from './brokenSysmonEvent3.js';
import { crossFaults } from './crossFaults.js';
import { sequenceFaults } from './sequenceFaults.js';
import type { SysmonStreamFault } from './streamFault.js';

/** Everything that can be wrong between records that are sound each by itself. */
export const sysmonStreamFaults: readonly SysmonStreamFault[] = [...sequenceFaults, ...crossFaults];

/** A capture with one thing wrong; `drafts` are those that were written. */
export interface BrokenSysmonStream extends SysmonStreamSample {
  readonly fault: string;
  /** The check that has to notice it. */
  readonly check: AimedCheck;
  /** Other checks that may notice it. */
  readonly alsoFires: readonly AimedCheck[];
}

/** Whether a fault may be put into captures of a setting at all. */
function fits({ check, forms, platform, eras, needs }: SysmonStreamFault, { form, system }: Setting): boolean {
  return (
    !sysmonForms[form].fires.includes(check) &&
    forms(sysmonForms[form]) &&
    (platform ?? system.platform) === system.platform &&
    (eras?.includes(system.era) ?? true) &&
    (needs !== 'processes' || WITH_PROCESSES.includes(form))
  );
}

/**
 * A capture with exactly one fault between its records.
 *
 * @throws RangeError if the options leave no fault that could be put in.
 */
export function brokenSysmonStream(options: BrokenOptions = {}): fc.Arbitrary<BrokenSysmonStream> {
  const settings = settingsList(options);
  const choices = sysmonStreamFaults
    .filter(({ id }) => options.faults?.includes(id) ?? true)
    .map((fault) => ({ fault, fitting: settings.filter((setting) => fits(fault, setting)) }))
    .filter(({ fitting }) => fitting.length > 0);
  if (choices.length === 0) throw new RangeError('no such fault can be put into captures of these forms, platforms and eras');
  return fc.constantFrom(...choices).chain(({ fault, fitting }) => {
    const size = fault.needs === 'many' ? ({ maxHosts: 1, entries: [20, 30] } as const) : ({ entries: [2, 20] } as const);
    const stream = streamOf(fc.constantFrom(...fitting), { ...size, processEvents: fault.needs === 'processes' });
    return fc
      .tuple(stream, fc.nat({ max: 63 }))
      .map(([sample, n]) => ({ ...sample, broken: fault.apply(sample.drafts, n) }))
      .filter(({ broken }) => broken !== undefined)
      .map(({ form, root, broken }) => ({
        form,
        root,
        drafts: broken!,
        text: writeFile(broken!, sysmonForms[form], root),
        fault: fault.id,
        check: fault.check,
        alsoFires: fault.alsoFires,
      }));
  });
}
