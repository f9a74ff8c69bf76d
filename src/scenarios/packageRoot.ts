import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'wiretale';

/** What this module needs of package.json. */
interface PackageFile {
  readonly root: string;
  readonly version: string;
}

let known: PackageFile | undefined;

/** The nearest package.json of this package above this file: the same from src, from dist and from a bundle. */
function packageFile(): PackageFile {
  known ??= findPackage();
  return known;
}

function findPackage(): PackageFile {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = readPackage(folder);
    if (found?.name === NAME) return { root: folder, version: String(found.version) };
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`the package ${NAME} is incomplete: no package.json above ${import.meta.url}`);
    folder = parent;
  }
}

function readPackage(folder: string): { name?: unknown; version?: unknown } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown; version?: unknown };
  } catch {
    return undefined;
  }
}

/** Absolute path of the folder that holds this package's package.json. */
export const packageRoot = (): string => packageFile().root;

/** The version in package.json. */
export const packageVersion = (): string => packageFile().version;
