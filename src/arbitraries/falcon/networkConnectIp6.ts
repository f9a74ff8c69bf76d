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
export function networkConnectIp6({
  forms = FALCON_FORM_IDS,
  sensors = SENSOR_IDS,
}: FalconOptions = {}): fc.Arbitrary<FalconSample> {
  return fc
    .record({
      form: fc.constantFrom(...forms),
      sensor: fc.constantFrom(...sensors),
      device: deviceDraws,
      connect: connectDraws,
    })
    .map(({ form, sensor, device, connect }) => {
      const draft = networkConnect(deviceOf(sensor, device), connect);
      return { form, draft, text: writeEvent(draft, falconForms[form]) };
    });
}
