/** Copies what is selected, or the whole note, as Markdown or as rich text. */
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../api/commands.ts';
import { useToast } from '../../../ui/toast.tsx';
import { createContext } from '../create-context.ts';
import type { EditorHandle } from '../editor-handle.ts';
import { sliceToMarkdown } from '../rich/copied-content.ts';
import type { NoteSession } from '../session/session-contract.ts';
import { offsetAt } from '../source-place.ts';
import { useContextDeps } from '../use-context-deps.ts';

export function useCopyCommands(active: boolean, session: NoteSession, handle: EditorHandle | null): void {
  const { t } = useTranslation('export');
  const toast = useToast();
  const deps = useContextDeps();

  const copy = async (id: 'copy.markdown' | 'copy.rich'): Promise<void> => {
    const text = session.text();
    const selected = selectedMarkdown(handle, text);
    const markdown = selected ?? text;
    try {
      if (id === 'copy.markdown') await navigator.clipboard.writeText(markdown);
      else {
        const context = createContext({ ...deps, beforeCreate: () => Promise.resolve() }, () => session.state().path);
        const drawn = import('./rich-text.ts').then(({ richText }) => richText(markdown, context));
        const part = (type: string, read: 'html' | 'text'): Promise<Blob> => drawn.then((rich) => new Blob([rich[read]], { type }));
        // Promised, not awaited: a browser lets the clipboard be written only right after the key.
        await navigator.clipboard.write([new ClipboardItem({ 'text/html': part('text/html', 'html'), 'text/plain': part('text/plain', 'text') })]);
      }
      toast({ title: t(selected === null ? 'copiedNote' : 'copiedSelection') });
    } catch {
      toast({ title: t('notCopied'), problem: true });
    }
  };
  useCommands(active && handle !== null, ['copy.markdown', 'copy.rich'], (id) => void copy(id));
}

/** Null for a caret. */
function selectedMarkdown(handle: EditorHandle | null, text: string): string | null {
  if (handle === null) return null;
  if (handle.rich !== null) {
    const { selection, schema } = handle.rich.editor.state;
    return selection.empty ? null : sliceToMarkdown(selection.content(), schema);
  }
  const range = handle.selection();
  return range === null ? null : text.slice(offsetAt(text, range.from), offsetAt(text, range.to));
}
