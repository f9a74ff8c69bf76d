import type { Habit } from './habit.js';
import { controllerHabits } from './habits/controller.js';
import { developerHabits } from './habits/developer.js';
import { memberHabits } from './habits/member.js';
import { serverHabits } from './habits/server.js';
import { unixHabits } from './habits/unix.js';
import { workstationHabits } from './habits/workstation.js';

/**
 * What an office does all day: the base rates of `docs/fields/sysmon-winevt.md` (images, ports and accounts of workstations and of domain
 * controllers) as bursts and timers. `docs/background.md` says how close the shares come.
 */
export const officeHabits: readonly Habit[] = [
  ...workstationHabits,
  ...memberHabits,
  ...controllerHabits,
  ...serverHabits,
  ...developerHabits,
  ...unixHabits,
];
