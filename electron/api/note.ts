/** Handlers that read and write notes. */
import type { noteApi } from '#shared/api/note.ts';
import { parseVaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Handlers } from '#shared/rpc/contract.ts';
import { dailyPlace, fillTemplate, parseObsidianDaily, type ObsidianDaily } from '../vault/daily-note.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { writeCodes } from './file.ts';
import { noVault, type SessionDeps, type VaultSession } from './vault-session.ts';

export interface NoteDeps extends SessionDeps {
  readonly settings: SettingsStore;
}

type NoteHandlers = Pick<Handlers<typeof noteApi>, 'note.read' | 'note.write' | 'note.create' | 'note.daily'>;

export function createNoteHandlers(deps: NoteDeps): NoteHandlers {
  return {
    async 'note.read'({ path }) {
      const session = deps.session();
      if (session === null) return noVault;
      session.indexer.prefer(path);
      return session.files.readNote(path);
    },
    async 'note.write'({ path, text, baseVersion }) {
      const session = deps.session();
      if (session === null) return noVault;
      return session.files.writeNote(path, text, { base: baseVersion });
    },
    async 'note.create'({ folder, title, text }) {
      const session = deps.session();
      if (session === null) return noVault;
      const created = await session.entries.createNote(folder, title, text);
      if (!created.ok) return writeCodes(created);
      const note = await session.files.readNote(created.value);
      return note.ok ? note : failure('io', note.message);
    },
    async 'note.daily'({ date }) {
      const session = deps.session();
      if (session === null) return noVault;
      const place = dailyPlace(date, deps.settings.read(), await readObsidianDaily(session));
      if (!place.ok) return place;
      const { path, title, templatePath } = place.value;
      const existing = await session.files.readNote(path);
      if (existing.ok) return success({ path, exists: true, title, text: existing.value.text });
      const template = templatePath === null ? null : await session.files.readNote(templatePath);
      const text = template?.ok === true ? fillTemplate(template.value.text, title, new Date(`${date}T00:00`)) : '';
      return success({ path, exists: false, title, text });
    },
  };
}

/** Settings of Obsidian's daily notes are followed where a vault has them. */
async function readObsidianDaily(session: VaultSession): Promise<ObsidianDaily | null> {
  const path = parseVaultPath('.obsidian/daily-notes.json');
  const read = path === null ? null : await session.records.readBytes(path);
  return read?.ok === true ? parseObsidianDaily(read.value.bytes.toString('utf8')) : null;
}
