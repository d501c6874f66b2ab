/** An `ImportSink` over whatever writes files into the vault atomically. */
import type { ImportSink, SinkFailure } from './importer.ts';

/** What the vault service must offer. Paths are vault-relative; failures are values with a code. */
export interface VaultFiles {
  readBytes(path: string): Promise<Uint8Array | null>;
  exists(path: string): Promise<boolean>;
  /** Writes whole and atomically, making folders. */
  writeBytes(path: string, bytes: Uint8Array): Promise<{ readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string }>;
}

/** Refuses every path outside `raw/` and the address book: nothing an archive says can lead elsewhere. */
export function createFileSink(files: VaultFiles): ImportSink {
  const write = async (path: string, bytes: Uint8Array): Promise<SinkFailure | null> => {
    if (!isImportPath(path)) return { code: 'write-failed', message: `An import may not write ${path}` };
    const outcome = await files.writeBytes(path, bytes);
    if (outcome.ok) return null;
    return { code: outcome.code === 'disk-full' ? 'disk-full' : 'write-failed', message: outcome.message };
  };
  return {
    async readNote(path) {
      const bytes = await files.readBytes(path);
      return bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    },
    writeNote: (path, text) => write(path, new TextEncoder().encode(text)),
    hasAsset: (path) => files.exists(path),
    writeAsset: write,
  };
}

/** Whether a path is one that an import may write. */
export function isImportPath(path: string): boolean {
  if (path.includes('\\') || path.includes('\0')) return false;
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return false;
  return parts[0] === 'raw' || (parts[0] === '.verso' && parts[1] === 'people' && parts.length === 3);
}
