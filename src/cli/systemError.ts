import { visibleText } from '../scenarios/visibleText.js';

/** What the system says, and what to do about it. */
const REASONS: Readonly<Record<string, readonly [reason: string, cure: string]>> = {
  EACCES: ['permission denied', 'change its permissions, or name another place'],
  EPERM: ['operation not permitted', 'change its permissions, or name another place'],
  EROFS: ['the file system is read-only', 'name another place'],
  ENOSPC: ['no space is left on the device', 'free some space, or name another place'],
  EDQUOT: ['the quota is used up', 'free some space, or name another place'],
  EFBIG: ['the file would be too large for its file system', 'name another place'],
  ENOENT: ['no such file or folder', 'check the path'],
  ENOTDIR: ['a part of the path is no folder', 'check the path'],
  EISDIR: ['it is a folder', 'name a file'],
  EEXIST: ['it exists already', 'name another place'],
  ENOTEMPTY: ['the folder is not empty', 'name another place'],
  ENAMETOOLONG: ['the name is too long', 'choose a shorter one'],
  ELOOP: ['its symbolic links go round in a circle', 'check the path'],
  EMFILE: ['too many files are open', 'raise the limit with ulimit -n'],
  ENFILE: ['too many files are open on this machine', 'close other programs'],
  ESTALE: ['another folder is in its place', 'give the command again'],
  EIO: ['the device reports an error', 'check the disk'],
};

const VERBS: Readonly<Record<string, string>> = {
  mkdir: 'create',
  write: 'write',
  writev: 'write',
  ftruncate: 'write',
  fsync: 'write',
  rename: 'rename',
  watch: 'watch',
  read: 'read',
  scandir: 'read',
  unlink: 'delete',
  rm: 'delete',
};

/** True for an error that the operating system reported: its code is `E` and capitals. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return error instanceof Error && typeof code === 'string' && /^E[A-Z0-9]+$/u.test(code) && syscall !== undefined;
}

/** `cannot create /x/out: permission denied (change its permissions, or name another place)` */
export function systemMessage(error: NodeJS.ErrnoException & { readonly code: string }): string {
  const [reason, cure] = REASONS[error.code] ?? [error.message, undefined];
  const verb = VERBS[error.syscall ?? ''] ?? 'open';
  const message = `cannot ${verb} ${error.path ?? 'the output'}: ${reason}`;
  return visibleText(cure === undefined ? message : `${message} (${cure})`);
}
