import { setFlagsFromString } from 'node:v8';

/** How much may be made, in percent of what is in use, before V8 collects what is not: by itself it waits for two to four times as much. */
const GROWTH = 20;
/** Workstations of whose worlds so much is left that moving it out of a small heap again and again takes longer than a large one. */
const MANY = 1000;

/**
 * Keeps V8's heaps small. Much is made while a world is built, and little of it goes; the path per event makes hardly an object, so what the
 * heaps grew to would stay for nothing. The heap for new objects grows by half-spaces of up to 16 MB.
 */
export function keepHeapSmall(workstations = 0): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  if (workstations <= MANY) setFlagsFromString('--semi-space-growth-factor=1');
}
