/** Another process is writing into the folder; nothing was touched. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly code = 'FOLDER_IN_USE';

  constructor(folder: string) {
    super(
      `--out ${folder}: expected a folder that nobody writes into, another run is at work there; wait for it, or name another folder`,
    );
  }
}
