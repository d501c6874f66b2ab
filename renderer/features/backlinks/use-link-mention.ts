/** Turning a mention in plain words into a link, in the note that holds it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import { useCore, type Core } from '../../api/core.ts';
import { useFailureText } from '../../api/failure-text.ts';
import { useOpenNotes } from '../../api/open-notes.ts';
import { callOrThrow } from '../../api/query.ts';
import { useToast } from '../../ui/toast.tsx';
import { linkSource } from './link-source.ts';

export interface MentionPlace {
  readonly path: VaultPath;
  readonly start: number;
  readonly end: number;
  /** The mention's words, as they were when it was found. */
  readonly words: string;
}

/** `link` writes it; `busy` while one is being written. */
export function useLinkMention(target: VaultPath): { readonly link: (place: MentionPlace) => void; readonly busy: boolean } {
  const { t } = useTranslation('backlinks');
  const core = useCore();
  const openNotes = useOpenNotes();
  const toast = useToast();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);

  const work = async (place: MentionPlace): Promise<void> => {
    await openNotes.flush(place.path);
    const note = await callOrThrow(core, 'note.read', { path: place.path });
    if (note.text.slice(place.start, place.end) !== place.words) {
      toast({ title: t('mentionMoved'), problem: true });
      return;
    }
    const link = linkSource(await linkTargetFrom(core, place.path, target), place.words);
    const text = note.text.slice(0, place.start) + link + note.text.slice(place.end);
    const before = note.text;
    const written = await callOrThrow(core, 'note.write', { path: place.path, text, baseVersion: note.version });
    toast({
      title: t('linked', { name: noteNameOf(place.path) }),
      action: {
        label: t('undo'),
        run: () => {
          callOrThrow(core, 'note.write', { path: place.path, text: before, baseVersion: written.version }).catch((error: unknown) =>
            toast({ title: failureText(error), problem: true }),
          );
        },
      },
    });
  };

  return {
    busy,
    link(place) {
      setBusy(true);
      work(place)
        .catch((error: unknown) => toast({ title: failureText(error), problem: true }))
        .finally(() => setBusy(false));
    },
  };
}

/** The shortest target that leads from a note to another one: its name where that is enough. */
async function linkTargetFrom(core: Core, from: VaultPath, target: VaultPath): Promise<string> {
  const name = noteNameOf(target);
  const resolved = await callOrThrow(core, 'link.resolve', { from, target: name });
  return resolved.path === target ? name : target.replace(/\.md$/i, '');
}
