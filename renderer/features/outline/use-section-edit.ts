/** Writes a change of the outline into the note, wherever it is open, and offers to take it back. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sectionsOf, type SectionEdit } from '#shared/markdown/move-section.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { useCore } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useOpenNotes } from '../../api/open-notes.ts';
import { callOrThrow } from '../../api/query.ts';
import { useToast } from '../../ui/toast.tsx';

export interface SectionChange {
  /** The section, as the outline shows it now. */
  readonly slug: string;
  readonly title: string;
  readonly kind: 'moved' | 'shifted';
  /** The change of the text as it is on disk then; null where it cannot be done. */
  readonly edit: (text: string, index: number) => SectionEdit | null;
}

/** `change` resolves to the slug of the section in its new place, or null where nothing was changed. */
export function useSectionEdit(path: VaultPath | null): { readonly change: (wish: SectionChange) => Promise<string | null>; readonly busy: boolean } {
  const { t } = useTranslation('outline');
  const core = useCore();
  const openNotes = useOpenNotes();
  const toast = useToast();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const report = (error: unknown): void => toast({ title: failureText(error), problem: true });

  /** Where an editor shows the note, it changes it: the change is then a step of its own undo. */
  const change = async (at: VaultPath, edit: (text: string) => string | null): Promise<void> => {
    let asked = false;
    openNotes.edit(at, (text) => {
      asked = true;
      return edit(text);
    });
    if (asked) return openNotes.flush(at);
    const note = await callOrThrow(core, 'note.read', { path: at });
    const text = edit(note.text);
    if (text !== null) await callOrThrow(core, 'note.write', { path: at, text, baseVersion: note.version });
  };

  const work = async (at: VaultPath, { slug, title, kind, edit }: SectionChange): Promise<string | null> => {
    const made: { before: string; done: SectionEdit }[] = [];
    await change(at, (text) => {
      const index = sectionsOf(text).findIndex((section) => section.slug === slug);
      const done = index === -1 ? null : edit(text, index);
      if (done !== null) made.push({ before: text, done });
      return done?.text ?? null;
    });
    const [last] = made;
    if (last === undefined) {
      toast({ title: t(`${kind}Not`, { title }) });
      return null;
    }
    const { before, done } = last;
    const undo = async (): Promise<void> => {
      let isSame = true;
      await change(at, (text) => {
        isSame = text === done.text;
        return isSame ? before : null;
      });
      if (!isSame) toast({ title: t('undoNot'), text: t('undoInNote'), problem: true });
    };
    toast({ title: t(kind, { title }), action: { label: t('undo'), run: () => void undo().catch(report) } });
    return sectionsOf(done.text)[done.index]?.slug ?? null;
  };

  return {
    busy,
    async change(wish) {
      if (path === null || busy) return null;
      setBusy(true);
      try {
        return await work(path, wish);
      } catch (error) {
        report(error);
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
