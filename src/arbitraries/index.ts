export type { AimedCheck } from './check.js';
export type { FalconDraft } from './falcon/draft.js';
export { type FalconStreamOptions, type FalconStreamSample, falconStream } from './falcon/falconStream.js';
export {
  type BrokenFalconStream,
  brokenFalconStream,
  type FalconStreamFault,
  falconStreamFaults,
} from './falcon/faults/brokenFalconStream.js';
export {
  type BrokenFalconOptions,
  type BrokenFalconSample,
  brokenNetworkConnectIp6,
  falconFaults,
} from './falcon/faults/brokenNetworkConnectIp6.js';
export { type FalconFault, falconFaultApplies } from './falcon/faults/fault.js';
export { FALCON_FORM_IDS, type FalconForm, type FalconFormId, falconForms, writeEvent } from './falcon/forms.js';
export { falconHarmless, harmlessFalconChange } from './falcon/harmless.js';
export { type FalconOptions, type FalconSample, networkConnectIp6 } from './falcon/networkConnectIp6.js';
export { SENSOR_IDS, type SensorId } from './falcon/sensors.js';
export type { HarmlessChange, HarmlesslyChanged } from './harmless.js';
export { EVENT_3_FIELDS, type Event3Field, type SysmonDraft, type SystemField, type SystemSection } from './sysmon/draft.js';
export { ERA_IDS, type EraId } from './sysmon/eras.js';
export { type BrokenOptions, type BrokenSysmonSample, brokenSysmonEvent3 } from './sysmon/faults/brokenSysmonEvent3.js';
export { type BrokenSysmonStream, brokenSysmonStream, sysmonStreamFaults } from './sysmon/faults/brokenSysmonStream.js';
export { applies as sysmonFaultApplies, type SysmonFault } from './sysmon/faults/fault.js';
export { sysmonFaults } from './sysmon/faults/index.js';
export type { SysmonStreamFault } from './sysmon/faults/streamFault.js';
export type { JsonForm, SysmonForm, XmlForm } from './sysmon/forms/form.js';
export { type FormId as SysmonFormId, SYSMON_FORM_IDS, sysmonForms } from './sysmon/forms/index.js';
export { writeRecord } from './sysmon/forms/writeRecord.js';
export { harmlessSysmonChange, sysmonHarmless } from './sysmon/harmless.js';
export { type SysmonStreamOptions, type SysmonStreamSample, sysmonStream, writeFile } from './sysmon/stream/sysmonStream.js';
export { type SysmonOptions, type SysmonSample, sysmonEvent3 } from './sysmon/sysmonEvent3.js';
