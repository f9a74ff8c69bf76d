import { join, sep } from 'node:path';
import { packageRoot } from '../packageRoot.js';
import { sandboxFile } from './sandboxFile.js';

/** Older versions of Node call it experimental. */
const permission = () => (process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission');

/**
 * What Node is told about the process of a script: it reads the files of the tool, and may nothing else.
 *
 * @param megabytes - Of its heap.
 */
export const sandboxFlags = (megabytes: number): readonly string[] => [
  permission(),
  `--allow-fs-read=${join(sandboxFile(), '..', sep)}`,
  `--allow-fs-read=${join(packageRoot(), 'package.json')}`,
  '--experimental-vm-modules',
  '--disallow-code-generation-from-strings',
  `--max-old-space-size=${megabytes}`,
  '--no-warnings',
];

/** The same on each machine, and without secrets; Windows starts nothing without its root. */
export function sandboxEnvironment(): Readonly<Record<string, string>> {
  const { SystemRoot } = process.env;
  return { TZ: 'UTC', LC_ALL: 'C', ...(SystemRoot !== undefined && { SystemRoot }) };
}
