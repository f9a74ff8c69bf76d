import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { FolderInUseError } from './folderInUseError.js';
import { makeFolder } from './makeFolder.js';

/**
 * Where a system keeps names that no two processes can listen at, and that go with the process however it ends: so a run that was killed never
 * blocks the next one. No file is made, and nobody but this machine can reach it.
 */
const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  // unix(7): abstract sockets.
  linux: '\0wiretale-',
  win32: '\\\\.\\pipe\\wiretale-',
};

/**
 * Does some work in a folder while no other process of this machine does. Elsewhere than on Linux and Windows, and on other machines that have
 * the same disk, nobody is kept out.
 *
 * @throws {@link FolderInUseError} where another one does.
 */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(folder);
  const release = await taken(folder);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** @returns Gives the folder back. */
async function taken(folder: string): Promise<() => Promise<void>> {
  const prefix = NAMES[process.platform];
  if (prefix === undefined) return async () => undefined;
  const name =
    prefix +
    createHash('sha256')
      .update(await realpath(folder))
      .digest('hex');
  // Loaded here, since a run to stdout does not need it.
  const { createServer } = await import('node:net');
  const server = createServer((connection) => connection.destroy());
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(name, () => resolve(undefined));
  });
  if (error?.code === 'EADDRINUSE') throw new FolderInUseError(folder);
  // Where a system allows no such name, nobody is kept out.
  if (error) return async () => undefined;
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}
