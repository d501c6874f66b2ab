/** Handlers of templates. */
import type { calendarApi } from '#shared/api/calendar.ts';
import { noteNameOf } from '#shared/model/note-path.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import type { Clock } from '../platform/clock.ts';
import { notesBelow } from '../search/notes-below.ts';
import { readPlaces } from '../vault/begin-note.ts';
import type { SettingsStore } from '../vault/settings-store.ts';
import { fillTemplate, templatePrompts } from '../vault/template.ts';
import { noVault, type SessionDeps } from './vault-session.ts';

export interface TemplateDeps extends SessionDeps {
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

type TemplateHandlers = Pick<Handlers<typeof calendarApi>, 'template.list' | 'template.fill'>;

/** More than a person would look through. */
const mostTemplates = 500;

export function createTemplateHandlers(deps: TemplateDeps): TemplateHandlers {
  return {
    async 'template.list'() {
      const session = deps.session();
      if (session === null) return noVault;
      const { templates } = await readPlaces({ records: session.records, settings: deps.settings.read() });
      const paths = notesBelow(session.indexer.db(), templates.folder, mostTemplates);
      const read = await Promise.all(
        paths.map(async (path) => {
          const note = await session.files.readNote(path);
          const name = noteNameOf(path.slice(templates.folder === '' ? 0 : templates.folder.length + 1));
          return note.ok ? [{ path, name, prompts: [...templatePrompts(note.value.text)] }] : [];
        }),
      );
      return success({ folder: templates.folder, templates: read.flat() });
    },
    async 'template.fill'({ path, title, answers }) {
      const session = deps.session();
      if (session === null) return noVault;
      const note = await session.files.readNote(path);
      if (!note.ok) return note;
      const places = await readPlaces({ records: session.records, settings: deps.settings.read() });
      const now = new Date(deps.clock.nowMs());
      return success(fillTemplate(note.value.text, { title, date: now, now, answers }, places.templates));
    },
  };
}
