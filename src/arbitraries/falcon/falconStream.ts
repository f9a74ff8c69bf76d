import fc from 'fast-check';
import { type Device, deviceDraws, deviceOf } from './device.js';
import type { FalconDraft } from './draft.js';
import { FALCON_FORM_IDS, type FalconFormId, falconForms, writeEvent } from './forms.js';
import { type ConnectDraws, connectDraws, networkConnect, processIdOf } from './networkConnect.js';
import type { FalconOptions } from './networkConnectIp6.js';
import { processEvent } from './processEvents.js';
import { SENSOR_IDS } from './sensors.js';

export interface FalconStreamOptions extends FalconOptions {
  /** Most hosts; default 3. */
  readonly maxHosts?: number;
  /** Fewest and most connects; default 1 to 30. */
  readonly connects?: readonly [fewest: number, most: number];
  /** Whether the starts of all processes stand before their connects, and their ends at the end of the file. Default false. */
  readonly processEvents?: boolean;
}

/** One sound capture: its events in the order of the file, and the file's text in a form. */
export interface FalconStreamSample {
  readonly form: FalconFormId;
  readonly drafts: readonly FalconDraft[];
  readonly text: string;
}

/**
 * A sound capture of one customer: a sensor has one platform, ids are unique, and connects lie within the lives of their processes.
 * Shrinks to one connect of one host.
 */
export function falconStream(options: FalconStreamOptions = {}): fc.Arbitrary<FalconStreamSample> {
  const { forms = FALCON_FORM_IDS, sensors = SENSOR_IDS, maxHosts = 3, processEvents = false } = options;
  const [fewest, most] = options.connects ?? [1, 30];
  return fc
    .record({
      form: fc.constantFrom(...forms),
      hosts: fc.array(fc.tuple(fc.constantFrom(...sensors), deviceDraws), { minLength: 1, maxLength: maxHosts }),
      connects: fc.array(fc.tuple(fc.nat({ max: 5 }), connectDraws, fc.nat({ max: 60_000 })), {
        minLength: fewest,
        maxLength: most,
      }),
    })
    .map(({ form, hosts, connects }) => {
      const { cid } = hosts[0]![1];
      const devices = hosts.map(([sensor, draws], place) => deviceOf(sensor, { ...draws, aid: hosts[0]![1].aid }, cid, place));
      const drafts = processEvents ? withProcesses(devices, connects) : connectsOf(devices, connects);
      return { form, drafts, text: drafts.map((draft) => writeEvent(draft, falconForms[form])).join('') };
    });
}

type Connects = readonly (readonly [host: number, draws: ConnectDraws, gap: number])[];

function connectsOf(devices: readonly Device[], connects: Connects): FalconDraft[] {
  let passed = 0;
  return connects.map(([host, draws, gap], n) => {
    const device = devices[host % devices.length]!;
    passed += gap;
    // One beginning for all, so that the UUIDs of a file differ by their numbers.
    return networkConnect(device, { ...draws, uuid: connects[0]![1].uuid }, device.startsAt + passed, n);
  });
}

function withProcesses(devices: readonly Device[], connects: Connects): FalconDraft[] {
  const uuid = [...connects[0]![1].uuid].reverse().join('');
  const used = new Map<string, readonly [device: Device, processId: string]>();
  for (const [host, { process }] of connects) {
    const device = devices[host % devices.length]!;
    const processId = processIdOf(device, process);
    used.set(`${device.aid} ${processId}`, [device, processId]);
  }
  const lives = [...used.values()];
  // A day is longer than any capture.
  const event = (kind: 'start' | 'end', hours: number) =>
    lives.map(([device, id], n) => processEvent(device, kind, id, device.startsAt + hours * 3_600_000, uuid.slice(8) + hexOf(n)));
  return [...event('start', -24), ...connectsOf(devices, connects), ...event('end', 24)];
}

const hexOf = (n: number) => n.toString(16).padStart(8, '0');
