import fc from 'fast-check';
import type { AimedCheck } from '../../check.js';
import { writeJson } from '../../text/json.js';
import { writeXml } from '../../text/xml.js';
import type { SysmonDraft } from '../draft.js';
import type { SysmonForm } from '../forms/form.js';
import { sysmonForms } from '../forms/index.js';
import { writeRecord } from '../forms/writeRecord.js';
import { type SysmonOptions, type SysmonSample, sampleOf, settingsList } from '../sysmonEvent3.js';
import { applies, fits, type SysmonFault } from './fault.js';
import { sysmonFaults } from './index.js';

export interface BrokenOptions extends SysmonOptions {
  /** Ids of faults to choose from; default all. */
  readonly faults?: readonly string[];
}

/** A record with one thing wrong; `draft` is the sound one that it was made from. */
export interface BrokenSysmonSample extends SysmonSample {
  readonly fault: string;
  /** The check that has to notice it. */
  readonly check: AimedCheck;
  /** Other checks that may notice it. */
  readonly alsoFires: readonly AimedCheck[];
}

/**
 * A Sysmon Event 3 with exactly one fault.
 *
 * @throws RangeError if the options leave no fault that could be put in.
 */
export function brokenSysmonEvent3(options: BrokenOptions = {}): fc.Arbitrary<BrokenSysmonSample> {
  const settings = settingsList(options);
  const choices = sysmonFaults
    .filter(({ id }) => options.faults?.includes(id) ?? true)
    .map((fault) => ({ fault, fitting: settings.filter(({ form, system }) => fits(fault, sysmonForms[form], system)) }))
    .filter(({ fitting }) => fitting.length > 0);
  if (choices.length === 0) throw new RangeError('no such fault can be put into records of these forms, platforms and eras');
  return fc.constantFrom(...choices).chain(({ fault, fitting }) =>
    fc
      .tuple(sampleOf(fc.constantFrom(...fitting)), fc.nat({ max: 63 }))
      .filter(([{ draft, form }]) => applies(fault, draft, sysmonForms[form]))
      .map(([{ draft, form }, n]) => ({
        form,
        draft,
        text: writeBroken(draft, sysmonForms[form], fault, n),
        fault: fault.id,
        check: fault.check,
        alsoFires: fault.alsoFires,
      })),
  );
}

/** A record in a form, with a fault put in at its place. */
export function writeBroken(draft: SysmonDraft, form: SysmonForm, { damage }: SysmonFault, n: number): string {
  if (damage.on === 'draft') return writeRecord(damage.apply(draft, n), form);
  if (damage.on === 'json' && form.kind === 'json') {
    return `${writeJson(damage.apply(form.tree(draft), n, form, draft), form.layout)}\n`;
  }
  if (damage.on === 'xml' && form.kind === 'xml') {
    const text = writeXml(damage.apply(form.tree(draft), n), form.layout);
    return `${form.prefix?.(draft) ?? ''}${text}${text.endsWith('\n') ? '' : '\n'}`;
  }
  throw new RangeError(`a fault of ${damage.on} cannot be put into ${form.id}`);
}
