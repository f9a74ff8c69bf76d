import { join } from 'node:path';
import { packageRoot } from '../../scenarios/packageRoot.js';

/**
 * The file that a thread of the engine runs: always the bundled one, which starts fastest and has the least in memory. So it is the same for the
 * tool, for the library and for tests on the source.
 */
export const workerFile = (): string => join(packageRoot(), 'dist/bin/worker.js');
