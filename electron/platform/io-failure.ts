/** Turns what the operating system says into the failures that contracts declare. */
import { failure, type Failure } from '#shared/rpc/contract.ts';

export type IoFailureCode = 'not-found' | 'exists' | 'bad-name' | 'read-only' | 'disk-full' | 'io';

/** The errno code of a system error, or null for anything else. */
export function errnoOf(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return null;
}

/**
 * The failure for a system error about `subject` (a vault path). Errors that are not the
 * system's are bugs and are thrown on.
 */
export function ioFailure(error: unknown, subject: string): Failure<IoFailureCode> {
  const errno = errnoOf(error);
  // Our own databases may lie on another disk than the vault.
  if (errno === 'SQLITE_FULL') return failure('disk-full', `There is no room for the history of "${subject}".`);
  if (errno === null || !/^E[A-Z0-9]+$/.test(errno)) throw error;
  switch (errno) {
    case 'ENOENT':
      return failure('not-found', `"${subject}" is not there.`);
    case 'ENOTDIR':
      return failure('not-found', `A part of "${subject}" is not a folder.`);
    case 'EEXIST':
    case 'ENOTEMPTY':
      return failure('exists', `"${subject}" is already there.`);
    case 'EISDIR':
      return failure('exists', `"${subject}" is a folder.`);
    case 'ENAMETOOLONG':
    case 'EINVAL':
    case 'EILSEQ':
      return failure('bad-name', `The file system does not take the name "${subject}".`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return failure('read-only', `"${subject}" may not be changed: ${errno}.`);
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return failure('disk-full', `There is no room to write "${subject}".`);
    default:
      return failure('io', `"${subject}": ${errno}.`);
  }
}
