import { addressFaults } from './addressFaults.js';
import type { SysmonFault } from './fault.js';
import { jsonShapeFaults } from './jsonShapeFaults.js';
import { nameFaults } from './nameFaults.js';
import { processFaults } from './processFaults.js';
import { structureFaults } from './structureFaults.js';
import { systemFaults } from './systemFaults.js';
import { timeFaults } from './timeFaults.js';

/** Everything that can be wrong with one record. */
export const sysmonFaults: readonly SysmonFault[] = [
  ...addressFaults,
  ...processFaults,
  ...timeFaults,
  ...nameFaults,
  ...systemFaults,
  ...structureFaults,
  ...jsonShapeFaults,
];
