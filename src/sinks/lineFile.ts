import { open, rm } from 'node:fs/promises';

/** A file of lines that grows while a run goes on. */
export interface LineFile {
  /** @param text - Whole lines. */
  append(text: string): Promise<void>;
  close(): Promise<void>;
  /** Closes and deletes it. */
  remove(): Promise<void>;
}

/** @param keep - Bytes of the beginning that are kept; the rest is cut off. */
export async function lineFile(path: string, keep: number): Promise<LineFile> {
  const handle = await open(path, 'a');
  await handle.truncate(keep);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await handle.close();
    isOpen = false;
  };
  return {
    append: (text) => handle.appendFile(text),
    close,
    async remove() {
      await close();
      await rm(path, { force: true });
    },
  };
}
