import { join } from 'node:path';
import { packageRoot } from '../packageRoot.js';

/** What the process of a script runs: the bundled file, for the tool, the library and tests on the source alike. */
export const sandboxFile = (): string => join(packageRoot(), 'dist/bin/sandbox.js');
