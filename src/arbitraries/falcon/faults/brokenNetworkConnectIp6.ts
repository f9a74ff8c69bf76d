import fc from 'fast-check';
import type { AimedCheck } from '../../check.js';
import { writeJson } from '../../text/json.js';
import type { FalconDraft } from '../draft.js';
import { FALCON_FORM_IDS, type FalconForm, type FalconFormId, falconForms, writeEvent } from '../forms.js';
import { type FalconOptions, type FalconSample, falconSampleOf } from '../networkConnectIp6.js';
import { SENSOR_IDS, type SensorId } from '../sensors.js';
import { type FalconFault, falconFaultApplies, fitsFalcon } from './fault.js';
import { falconShapeFaults } from './shapeFaults.js';
import { falconValueFaults } from './valueFaults.js';

/** Everything that can be wrong with one event. */
export const falconFaults: readonly FalconFault[] = [...falconValueFaults, ...falconShapeFaults];

export interface BrokenFalconOptions extends FalconOptions {
  /** Ids of faults to choose from; default all. */
  readonly faults?: readonly string[];
}

/** An event with one thing wrong; `draft` is the sound one that it was made from. */
export interface BrokenFalconSample extends FalconSample {
  readonly fault: string;
  /** The check that has to notice it. */
  readonly check: AimedCheck;
  /** Other checks that may notice it. */
  readonly alsoFires: readonly AimedCheck[];
}

/** Every form together with every sensor. */
export function falconSettings({ forms = FALCON_FORM_IDS, sensors = SENSOR_IDS }: FalconOptions) {
  return forms.flatMap((form: FalconFormId) => sensors.map((sensor: SensorId) => ({ form, sensor })));
}

/**
 * A NetworkConnectIP6 with exactly one fault.
 *
 * @throws RangeError if the options leave no fault that could be put in.
 */
export function brokenNetworkConnectIp6(options: BrokenFalconOptions = {}): fc.Arbitrary<BrokenFalconSample> {
  const settings = falconSettings(options);
  const choices = falconFaults
    .filter(({ id }) => options.faults?.includes(id) ?? true)
    .map((fault) => ({ fault, fitting: settings.filter(({ form, sensor }) => fitsFalcon(fault, falconForms[form], sensor)) }))
    .filter(({ fitting }) => fitting.length > 0);
  if (choices.length === 0) throw new RangeError('no such fault can be put into events of these forms and sensors');
  return fc.constantFrom(...choices).chain(({ fault, fitting }) =>
    fc
      .tuple(falconSampleOf(fc.constantFrom(...fitting)), fc.nat({ max: 63 }))
      .filter(([{ draft, form }]) => falconFaultApplies(fault, draft, falconForms[form]))
      .map(([{ draft, form }, n]) => ({
        form,
        draft,
        text: writeBrokenEvent(draft, falconForms[form], fault, n),
        fault: fault.id,
        check: fault.check,
        alsoFires: fault.alsoFires,
      })),
  );
}

function writeBrokenEvent(draft: FalconDraft, form: FalconForm, { damage }: FalconFault, n: number): string {
  if (damage.on === 'draft') return writeEvent(damage.apply(draft, n), form);
  return `${writeJson(damage.apply(form.tree(draft), n), form.layout)}\n`;
}
