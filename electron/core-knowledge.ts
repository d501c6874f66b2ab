/** What Verso does with an open vault's knowledge: chat, import and compile, put together for one session. */
import path from 'node:path';
import { folderPathSchema } from '#shared/model/note-path.ts';
import { versionSchema } from '#shared/model/version.ts';
import type { ImportSession } from './api/import.ts';
import type { VaultSession } from './api/vault-session.ts';
import type { ChatFiles } from './chat/chat-files.ts';
import { createChats, type Chats } from './chat/chats.ts';
import { loadChatPrompts } from './chat/prompts.ts';
import type { Retriever } from './chat/retriever.ts';
import { createCompileSession, type CompileSession } from './compile/compile-session.ts';
import type { WritableDb } from './db/database.ts';
import { checkPages, openLasting, type OnSetAside } from './db/lasting-database.ts';
import { createFileSink } from './importers/file-sink.ts';
import { createImportState } from './importers/state-db.ts';
import type { Models } from './llm/models.ts';
import type { Clock } from './platform/clock.ts';
import { retrieveBacklinks, retrievePassages } from './search/retriever.ts';
import { listFolder } from './vault/list-folder.ts';
import type { SettingsStore } from './vault/settings-store.ts';

export interface Knowledge {
  chats(): Promise<Chats>;
  imports(): ImportSession;
  readonly compile: CompileSession;
  close(): void;
}

export interface KnowledgeDeps {
  readonly session: VaultSession;
  readonly models: Models;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly resourcesFolder: string;
  readonly deviceId: string;
  /** Where the state of this vault's imports is kept; it can be made again from the notes. */
  readonly importDatabaseFile: string;
  readonly onChatChanged: (id: string) => void;
  readonly onSetAside: OnSetAside;
}

const backlinkLimit = 50;
const indexWaitMs = 3000;
const chatFolder = folderPathSchema.parse('chats');

/** Opens and writes nothing until it is used. */
export function createKnowledge(deps: KnowledgeDeps): Knowledge {
  const { session } = deps;
  let chats: Promise<Chats> | null = null;
  let importDatabase: WritableDb | null = null;
  let imports: ImportSession | null = null;

  async function openChats(): Promise<Chats> {
    return createChats({
      files: createChatFiles(session),
      retriever: createRetriever(session),
      prompts: await loadChatPrompts(path.join(deps.resourcesFolder, 'prompts')),
      provider: (providerId) => deps.models.provider('chat', providerId),
      now: () => new Date(deps.clock.nowMs()),
      onChange: deps.onChatChanged,
    });
  }

  return {
    chats: () => (chats ??= openChats()),
    imports() {
      importDatabase ??= openLasting({
        file: deps.importDatabaseFile,
        durable: false,
        prepare: checkPages,
        onSetAside: deps.onSetAside,
      });
      imports ??= {
        readOnly: session.info.readOnly,
        state: createImportState(importDatabase),
        sink: createFileSink(session.records),
        deviceId: deps.deviceId,
      };
      return imports;
    },
    compile: createCompileSession({
      root: session.info.folder,
      readOnly: session.info.readOnly,
      files: session.files,
      entries: session.entries,
      deviceId: deps.deviceId,
      resourcesFolder: deps.resourcesFolder,
      sourceFolders: async () => deps.settings.read().sourceFolders,
      nowMs: () => deps.clock.nowMs(),
    }),
    close() {
      importDatabase?.close();
    },
  };
}

function createRetriever(session: VaultSession): Retriever {
  return {
    async search(query, limit) {
      // A question asked right after an import or an edit must find it; a first index is not waited for.
      await session.indexer.settled(indexWaitMs);
      const db = session.indexer.db();
      return db === null ? [] : retrievePassages(db, query, limit);
    },
    async readNote(notePath) {
      const note = await session.files.readNote(notePath);
      if (!note.ok) return null;
      const title = session.indexer.db()?.get<{ title: string }>('SELECT title FROM files WHERE path = ?', notePath)?.title;
      return { path: notePath, title: title ?? notePath, text: note.value.text };
    },
    async backlinks(notePath) {
      const db = session.indexer.db();
      return db === null ? [] : retrieveBacklinks(db, notePath, backlinkLimit);
    },
  };
}

function createChatFiles(session: VaultSession): ChatFiles {
  return {
    async list() {
      const listed = await listFolder(session.files.guard, chatFolder);
      if (!listed.ok) return [];
      return listed.value
        .filter((entry) => entry.kind === 'note')
        .map((entry) => ({ path: entry.path, stamp: `${entry.modifiedMs} ${entry.sizeBytes}` }));
    },
    async read(notePath) {
      const note = await session.files.readNote(notePath);
      return note.ok ? { text: note.value.text, version: note.value.version } : null;
    },
    async write(notePath, text, base) {
      const written = await session.files.writeNote(notePath, text, { base: base === null ? null : versionSchema.parse(base) });
      if (written.ok) return { ok: true };
      return { ok: false, code: written.code === 'stale' ? 'stale' : 'failed', problem: written.message };
    },
  };
}
