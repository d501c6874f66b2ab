/** An `ImportSink` over the vault's files. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import type { Version } from '#shared/model/version.ts';
import type { Outcome } from '#shared/rpc/contract.ts';
import type { VaultFiles, WriteFailureCode, WrittenFile } from '../vault/vault-files.ts';
import type { ImportSink, SinkFailure } from './importer.ts';

/**
 * `files` must also reach `.verso/people/`. A note is written over exactly what was read of it,
 * so that a person who saves in between loses nothing: the write then fails as `stale`.
 */
export function createFileSink(files: Pick<VaultFiles, 'guard' | 'readBytes' | 'writeBytes'>): ImportSink {
  /** What notes held when they were last read; null: nothing. */
  const seen = new Map<string, Version | null>();
  return {
    async readNote(file) {
      const place = importPath(file);
      const read = place === null ? null : await files.readBytes(place);
      if (seen.size > 1000) seen.clear();
      seen.set(file, read?.ok === true ? read.value.version : null);
      return read?.ok === true ? read.value.bytes.toString('utf8') : null;
    },
    async writeNote(file, text) {
      const place = importPath(file);
      if (place === null) return refused(file);
      const base = seen.get(file) ?? null;
      seen.delete(file);
      // A new note can be made again from its source; one that is there deserves its history.
      return toFailure(await files.writeBytes(place, new TextEncoder().encode(text), { base, careful: base !== null }));
    },
    async exists(file) {
      const place = importPath(file);
      if (place === null) return false;
      // Asked with room for nothing: only whether it is there matters.
      const read = await files.readBytes(place, 0);
      return read.ok || read.code === 'too-large';
    },
    listNotes: () => notesUnder(files.guard.root, 'raw'),
    async writeAsset(file, bytes) {
      const place = importPath(file);
      if (place === null) return refused(file);
      const failure = toFailure(await files.writeBytes(place, bytes, { base: null, careful: false }));
      // Its name is its hash: whoever was quicker wrote the same.
      return failure?.code === 'stale' ? null : failure;
    },
  };
}

/** Walks folders in order, past attachments and links. */
async function* notesUnder(root: string, folder: string): AsyncGenerator<string> {
  let entries: Dirent[];
  try {
    entries = await readdir(path.join(root, folder), { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory() && name !== 'raw/assets') yield* notesUnder(root, name);
    else if (entry.isFile() && entry.name.endsWith('.md')) yield name;
  }
}

function refused(file: string): SinkFailure {
  return { code: 'write-failed', message: `An import may not write "${file}".` };
}

function toFailure(outcome: Outcome<WrittenFile, WriteFailureCode>): SinkFailure | null {
  if (outcome.ok) return null;
  const code = outcome.code === 'disk-full' || outcome.code === 'stale' ? outcome.code : 'write-failed';
  return { code, message: outcome.message };
}

/** A path that an import may touch: under `raw/`, or the address book. Nothing an archive says leads elsewhere. */
export function importPath(file: string): VaultPath | null {
  const parsed = parseVaultPath(file);
  if (parsed === null) return null;
  const parts = parsed.split('/');
  return (parts[0] === 'raw' && parts.length > 1) || (parts[0] === '.verso' && parts[1] === 'people' && parts.length === 3) ? parsed : null;
}
