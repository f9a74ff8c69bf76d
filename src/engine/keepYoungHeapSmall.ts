import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's heap for new objects as small as it is. It grows by half-spaces of up to 16 MB where much is made and little of it goes, as while
 * a world is built; the path per event makes hardly an object, so what it grew to would stay for nothing.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
