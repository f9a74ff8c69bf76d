import type { Device } from './device.js';
import type { FalconDraft } from './draft.js';
import { uuidOf } from './networkConnect.js';
import { type Sensor, sensors } from './sensors.js';

const PREFIX = { Win: '', Mac: 'Mac', Lin: 'Lin', iOS: 'IOS' } as const;

/** Start or end of a process, with the fields by which connects are joined to it. */
export function processEvent(device: Device, kind: 'start' | 'end', processId: string, at: number, uuid: string): FalconDraft {
  const sensor: Sensor = sensors[device.sensor];
  // On Linux processes end with an event of another name.
  const name = kind === 'start' ? 'ProcessRollup2' : sensor.platform === 'Lin' ? 'TerminateProcess' : 'EndOfProcess';
  const time = `${Math.floor(at / 1000)}.${String(at % 1000).padStart(3, '0')}`;
  return {
    sensor: device.sensor,
    computer: device.computer,
    fields: {
      event_simpleName: name,
      ContextTimeStamp: time,
      ...(kind === 'start' ? { ProcessStartTime: time } : { ContextProcessId: processId }),
      TargetProcessId: processId,
      aip: device.aip,
      event_platform: sensor.platform,
      name: `${name}${PREFIX[sensor.platform]}V8`,
      id: uuidOf(uuid, sensor.uuid, kind === 'start' ? 0x1000 : 0x2000),
      aid: device.aid,
      timestamp: String(at + 300),
      cid: device.cid,
    },
  };
}
