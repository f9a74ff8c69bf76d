import { join } from 'node:path';
import { packageRoot } from '../../scenarios/packageRoot.js';

/*
 * The files that threads of the engine run: always the bundled ones, which start fastest and have the least in memory. So they are the same for
 * the tool, for the library and for tests on the source.
 */
const bundled = (file: string) => join(packageRoot(), 'dist/bin', file);

/** Makes slices, or a part of a run. */
export const workerFile = (): string => bundled('worker.js');
/** Hashes. */
export const hasherFile = (): string => bundled('hasher.js');
