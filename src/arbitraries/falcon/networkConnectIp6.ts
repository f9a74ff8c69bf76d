import fc from 'fast-check';
import { deviceDraws, deviceOf } from './device.js';
import type { FalconDraft } from './draft.js';
import { FALCON_FORM_IDS, type FalconFormId, falconForms, writeEvent } from './forms.js';
import { connectDraws, networkConnect } from './networkConnect.js';
import { SENSOR_IDS, type SensorId } from './sensors.js';

export interface FalconOptions {
  /** Forms to choose from; default all. */
  readonly forms?: readonly FalconFormId[];
  /** Sensors to choose from, by platform and year; default all. */
  readonly sensors?: readonly SensorId[];
}

/** One sound event: its values, and its text in a form. */
export interface FalconSample {
  readonly form: FalconFormId;
  readonly draft: FalconDraft;
  readonly text: string;
}

/**
 * A sound NetworkConnectIP6 of any sensor of which events are known, in any form. It breaks no rule, though there may be something
 * to note in it (an unbound socket, a peer with IPv4), and shrinks to a plain TCP connect of the newest Windows sensor in the feed.
 */
export function networkConnectIp6(options: FalconOptions = {}): fc.Arbitrary<FalconSample> {
  const { forms = FALCON_FORM_IDS, sensors = SENSOR_IDS } = options;
  return falconSampleOf(fc.record({ form: fc.constantFrom(...forms), sensor: fc.constantFrom(...sensors) }));
}

/** A sound event of a form and a sensor that are drawn. */
export function falconSampleOf(
  setting: fc.Arbitrary<{ readonly form: FalconFormId; readonly sensor: SensorId }>,
): fc.Arbitrary<FalconSample> {
  return fc
    .record({ setting, device: deviceDraws, connect: connectDraws })
    .map(({ setting: { form, sensor }, device, connect }) => {
      const draft = networkConnect(deviceOf(sensor, device), connect);
      return { form, draft, text: writeEvent(draft, falconForms[form]) };
    });
}
