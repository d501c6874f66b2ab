/** Handlers over files and folders: the tree, moving, the trash, attachments. */
import type { noteApi } from '#shared/api/note.ts';
import { linkKey, linkTextFor, type LinkIndex } from '#shared/markdown/resolve-link.ts';
import { fileNameOf, parseVaultPath, type VaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Failure, type Handlers, type Outcome } from '#shared/rpc/contract.ts';
import { linkIndexOver } from '../indexer/link-tables.ts';
import type { IoFailureCode } from '../platform/io-failure.ts';
import { attachmentFolder, parseObsidianAttachments } from '../vault/attachment-folder.ts';
import { listFolder } from '../vault/list-folder.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { noVault, type SessionDeps, type VaultSession } from './vault-session.ts';

export interface FileDeps extends SessionDeps {
  readonly settings: SettingsStore;
  /** The system's trash; absent where the shell has none. */
  readonly trashItem?: (absolutePath: string) => Promise<void>;
}

type FileHandlers = Pick<
  Handlers<typeof noteApi>,
  'file.list' | 'file.createFolder' | 'file.move' | 'file.trash' | 'file.restore' | 'file.attach'
>;

export function createFileHandlers(deps: FileDeps): FileHandlers {
  return {
    async 'file.list'({ folder }) {
      const session = deps.session();
      if (session === null) return noVault;
      const entries = await listFolder(session.files.guard, folder);
      return entries.ok ? success({ folder, entries: entries.value }) : entries;
    },
    async 'file.createFolder'({ path }) {
      return deps.session()?.entries.createFolder(path) ?? noVault;
    },
    async 'file.move'({ from, to, updateLinks }) {
      const session = deps.session();
      if (session === null) return noVault;
      if (updateLinks) {
        const moved = await session.refactoring.move(from, to);
        return moved.ok ? success({ path: to, updatedNotes: [...moved.value.updatedNotes] }) : moved;
      }
      const moved = await session.entries.move(from, to);
      return moved.ok ? success({ path: to, updatedNotes: [] }) : moved;
    },
    async 'file.trash'({ path }) {
      const session = deps.session();
      if (session === null) return noVault;
      if (deps.settings.read().deleteTo === 'system-trash' && deps.trashItem !== undefined) {
        const discarded = await session.entries.discard(path, deps.trashItem);
        return discarded.ok ? success({ trashedTo: 'system-trash' as const, trashPath: null }) : discarded;
      }
      const trashed = await session.entries.trash(path);
      return trashed.ok ? success({ trashedTo: 'vault-trash' as const, trashPath: trashed.value }) : trashed;
    },
    async 'file.restore'({ trashPath, path }) {
      const session = deps.session();
      if (session === null) return noVault;
      const restored = await session.entries.restore(trashPath, path);
      return restored.ok ? success({ path }) : restored;
    },
    async 'file.attach'({ notePath, name, base64 }) {
      const session = deps.session();
      if (session === null) return noVault;
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return failure('bad-name', 'The attachment is not base64.');
      const settings = deps.settings.read();
      const folder = attachmentFolder(notePath, (await readObsidianAttachments(session)) ?? settings.attachmentFolder);
      const attached = await session.entries.attach(folder, name, Buffer.from(base64, 'base64'));
      if (!attached.ok) return writeCodes(attached);
      const linkText = linkTextFor(attached.value, notePath, settings.linkStyle, withPath(linkIndexOver(session.indexer.db()), attached.value));
      return success({ path: attached.value, linkText });
    },
  };
}

/** Obsidian's setting is followed where a vault has it. */
async function readObsidianAttachments(session: VaultSession): Promise<string | null> {
  const path = parseVaultPath('.obsidian/app.json');
  const read = path === null ? null : await session.records.readBytes(path);
  return read?.ok === true ? parseObsidianAttachments(read.value.bytes.toString('utf8')) : null;
}

/** The index as it will be once it has seen the new file. */
function withPath(index: LinkIndex, path: VaultPath): LinkIndex {
  const add = (paths: readonly string[], found: boolean): readonly string[] => (found && !paths.includes(path) ? [...paths, path] : paths);
  return {
    pathsByKey: (key) => add(index.pathsByKey(key), key === linkKey(path)),
    pathsByName: (key) => add(index.pathsByName(key), key === linkKey(fileNameOf(path))),
  };
}

/** The failures of a write under a free name, in the codes that those calls declare. */
export function writeCodes<V>(outcome: Outcome<V, IoFailureCode | 'outside' | 'stale'>): Outcome<V, IoFailureCode> {
  if (outcome.ok) return outcome;
  const code: IoFailureCode = outcome.code === 'outside' ? 'bad-name' : outcome.code === 'stale' ? 'exists' : outcome.code;
  const plain: Failure<IoFailureCode> = failure(code, outcome.message);
  return plain;
}
