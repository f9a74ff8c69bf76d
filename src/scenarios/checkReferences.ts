import type { Report } from './finding.js';
import type { Story } from './language/story.js';
import { checkBackground } from './references/checkBackground.js';
import { checkDistributions } from './references/checkDistributions.js';
import { checkEnds } from './references/checkEnds.js';
import { checkExpectations } from './references/checkExpectations.js';
import { checkFaults } from './references/checkFaults.js';
import { checkHosts } from './references/checkHosts.js';
import { checkKinds } from './references/checkKinds.js';
import { checkOrder } from './references/checkOrder.js';
import { checkOutside } from './references/checkOutside.js';
import { checkPins } from './references/checkPins.js';
import { checkProcesses } from './references/checkProcesses.js';
import { checkScript } from './references/checkScript.js';
import { checkSensors } from './references/checkSensors.js';
import { checkSites } from './references/checkSites.js';
import { checkSizes } from './references/checkSizes.js';
import { checkTimes } from './references/checkTimes.js';
import { checkUnique } from './references/checkUnique.js';
import { checkUsers } from './references/checkUsers.js';

const CHECKS: readonly ((story: Story, report: Report) => void)[] = [
  checkSites,
  checkHosts,
  checkSensors,
  checkUsers,
  checkOutside,
  checkProcesses,
  checkOrder,
  checkScript,
  checkDistributions,
  checkKinds,
  checkFaults,
  checkTimes,
  checkSizes,
  checkEnds,
  checkPins,
  checkUnique,
  checkBackground,
  checkExpectations,
];

/**
 * Checks what the schema cannot: that names lead somewhere, and that values fit each other.
 *
 * What depends on the seed (derived ports, times with jitter, names of services) is left to the compiler.
 */
export function checkReferences(story: Story, report: Report): void {
  for (const check of CHECKS) check(story, report);
}
