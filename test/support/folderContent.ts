import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** The files of a folder and of those in it, by their names in it, sorted; none where there is no such folder. */
export const filesIn = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(path, join(entry.parentPath, entry.name)))
        .sort()
    : [];

/** Digests of all files of a folder, by name: two runs are the same where these are. */
export const contentOf = (path: string, transform = (bytes: Buffer, _name: string) => bytes): Record<string, string> =>
  Object.fromEntries(filesIn(path).map((name) => [name, sha256(transform(readFileSync(join(path, name)), name))]));
