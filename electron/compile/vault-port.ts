/** The vault as compile sees it: listing and reading everywhere, writing pages through the vault's own writer. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isNotePath, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Failure } from '#shared/rpc/contract.ts';
import { errnoOf } from '../platform/io-failure.ts';
import { isHiddenName } from '../vault/hidden-path.ts';
import { decodeText } from '../vault/note-text.ts';
import type { VaultEntries } from '../vault/vault-entries.ts';
import type { VaultFiles } from '../vault/vault-files.ts';
import type { CompileVault, PageWriteFailure } from './compile-deps.ts';

export interface VaultPortDeps {
  /** The vault's folder. */
  readonly root: string;
  readonly files: VaultFiles;
  readonly entries: VaultEntries;
}

export function createCompileVault(deps: VaultPortDeps): CompileVault {
  const { root, files, entries } = deps;
  return {
    async listNotes(folder) {
      const found: VaultPath[] = [];
      const open = [folder];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        for (const entry of await entriesOf(path.join(root, next))) {
          const relative = next === '' ? entry.name : `${next}/${entry.name}`;
          if (isHiddenName(entry.name)) continue;
          if (entry.isDirectory()) open.push(relative);
          else if (isNotePath(relative)) {
            const notePath = parseVaultPath(relative);
            if (notePath !== null) found.push(notePath);
          }
        }
      }
      return found.toSorted();
    },
    async read(notePath) {
      const read = await files.readBytes(notePath);
      if (!read.ok) return null;
      const decoded = decodeText(read.value.bytes);
      return decoded.isUtf8 ? { text: decoded.text, version: read.value.version } : null;
    },
    async write(notePath, text, base) {
      const written = await files.writeNote(notePath, text, { base });
      return written.ok ? success(undefined) : asPageFailure(written);
    },
    async trash(notePath) {
      const trashed = await entries.trash(notePath);
      return trashed.ok ? success(undefined) : asPageFailure(trashed);
    },
    async readRecords(folder) {
      const full = path.join(root, '.verso', folder);
      const names = (await entriesOf(full)).filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl')).map((entry) => entry.name);
      return Promise.all(names.toSorted().map((name) => readFile(path.join(full, name), 'utf8')));
    },
  };
}

async function entriesOf(folder: string): Promise<readonly { readonly name: string; isDirectory(): boolean; isFile(): boolean }[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'EACCES') return [];
    throw error;
  }
}

function asPageFailure(problem: Failure<string>): Failure<PageWriteFailure> {
  switch (problem.code) {
    case 'stale':
    case 'not-found':
    case 'exists':
      return failure('stale', problem.message);
    case 'read-only':
      return failure('read-only', problem.message);
    default:
      return failure('io', problem.message);
  }
}
