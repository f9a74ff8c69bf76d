import { brokenFalconStream, brokenSysmonStream, SYSMON_FORM_IDS } from '../../src/arbitraries/index.js';
import { everyFaultIsNoticed } from './faultsNoticed.js';

everyFaultIsNoticed([
  ['a Sysmon capture', brokenSysmonStream({ forms: SYSMON_FORM_IDS })],
  ['a Falcon capture', brokenFalconStream()],
]);
