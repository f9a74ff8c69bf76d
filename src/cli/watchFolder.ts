import { watch } from 'node:fs';

/** Hears of changes in a folder until it is closed. */
export interface FolderWatch {
  close(): void;
}

/**
 * Says what changes in a folder: programs that save often put a new file in the place of the old one, which who watches the file itself
 * would not hear of again.
 *
 * @param changed - Takes the name of a file of the folder; null where the system does not say which.
 * @param failed - Takes what ends the watching.
 */
export type WatchFolder = (folder: string, changed: (name: string | null) => void, failed: (error: Error) => void) => FolderWatch;

/** By the system's own means: nothing is looked at again and again. */
export const watchFolder: WatchFolder = (folder, changed, failed) =>
  watch(folder, (_, name) => changed(name)).on('error', failed);
