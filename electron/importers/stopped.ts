/** How an import that broke off tells why. */
import type { ImportFailureCode } from '#shared/model/import.ts';
import { failure, type Outcome } from '#shared/rpc/contract.ts';
import { ImportStop } from './importer.ts';

/** Expected ends as values; anything else is a bug and goes on. */
export function stopped(error: unknown, signal: AbortSignal): Outcome<never, ImportFailureCode> {
  if (error instanceof ImportStop) return failure(error.code, error.message);
  if (signal.aborted) return failure('cancelled', 'The import was cancelled.');
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return failure('not-found', 'There is no such file.');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EISDIR' || code === 'EIO') return failure('not-readable', 'The file cannot be read.');
  throw error;
}
