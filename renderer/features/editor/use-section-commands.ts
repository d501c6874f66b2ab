/** Commands over a part of the shown note: a note out of the selection, other words for a heading. */
import { useTranslation } from 'react-i18next';
import type { scanNote } from '#shared/markdown/outline.ts';
import { useCommands } from '../../api/commands.ts';
import { useCore } from '../../api/core.ts';
import { useRefactor } from '../../api/refactor.ts';
import { useToast } from '../../ui/toast.tsx';
import type { EditorHandle } from './editor-handle.ts';
import type { NoteSession } from './session/session-contract.ts';
import { offsetAt } from './source-place.ts';

const longestTitle = 48;

export function useSectionCommands(active: boolean, session: NoteSession, handle: EditorHandle | null): void {
  const { t } = useTranslation('editor');
  const core = useCore();
  const refactor = useRefactor();
  const toast = useToast();

  const run = async (id: string): Promise<void> => {
    if (handle === null) return;
    const selection = handle.selection();
    const caret = handle.caret();
    await session.flush();
    const { path } = session.state();
    const note = await core.call('note.read', { path });
    // Places are those of the text that the editor shows: only when the disk has it do they hold.
    if (!note.ok || note.value.text !== session.text()) {
      toast({ title: t('section.notSaved'), problem: true });
      return;
    }
    const { text, version } = note.value;
    // With a YAML parser in its train: not for every window.
    const { scanNote: scan } = await import('#shared/markdown/outline.ts');
    if (id === 'editor.extract') {
      const start = selection === null ? 0 : offsetAt(text, selection.from);
      const end = selection === null ? 0 : offsetAt(text, selection.to);
      if (text.slice(start, end).trim() === '') toast({ title: t('section.nothingSelected') });
      else refactor.ask({ kind: 'extract', path, version, start, end, title: titleOf(scan(text.slice(start, end).trim())) });
      return;
    }
    const heading = scan(text).headings.findLast(({ line }) => line <= caret.line);
    if (heading === undefined) toast({ title: t('section.noHeading') });
    else refactor.ask({ kind: 'heading', path, line: heading.line, words: heading.text });
  };
  useCommands(active && handle !== null && session.state().readOnly === null, ['editor.extract', 'editor.renameHeading'], (id) => void run(id));
}

/** The first line of a text as a name, without its marks. */
function titleOf(scan: ReturnType<typeof scanNote>): string {
  const first = (scan.headings[0]?.text ?? scan.plainText).split('\n')[0] ?? '';
  const words = first.trim();
  return words.length <= longestTitle ? words : words.slice(0, longestTitle).replace(/\s+\S*$/u, '').toWellFormed();
}
