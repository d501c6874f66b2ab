/** Templates in the note that is shown: chosen with a command or in the `/` menu. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { useCommands } from '../../api/commands.ts';
import { useTemplates } from '../../api/templates.ts';
import { useToast } from '../../ui/toast.tsx';
import type { EditorHandle } from './editor-handle.ts';
import { putTemplate } from './put-template.ts';
import type { NoteSession } from './session/session-contract.ts';

/** Asks what a template asks and puts it where the caret is; without a path the person chooses one first. */
export function useTemplateInsertion(session: NoteSession): (handle: EditorHandle, path?: VaultPath) => Promise<void> {
  const { t } = useTranslation('editor');
  const templates = useTemplates();
  const toast = useToast();
  return useCallback(
    async (handle, path) => {
      const title = noteNameOf(session.state().path);
      const filled = path === undefined ? await templates.choose(title) : await templates.fill(path, title);
      if (filled === null) {
        handle.focus();
        return;
      }
      const left = putTemplate(session, handle, filled);
      if (left.length > 0) toast({ title: t('template.propertiesLeft', { names: left.join(', ') }), text: t('template.propertiesUnreadable'), problem: true });
    },
    [session, t, templates, toast],
  );
}

export function useTemplateCommand(active: boolean, session: NoteSession, handle: EditorHandle | null): void {
  const insert = useTemplateInsertion(session);
  useCommands(active && handle !== null, ['insert.template'], () => {
    if (handle !== null) void insert(handle);
  });
}
