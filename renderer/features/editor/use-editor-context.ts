/** What the editor asks of the core and the window: links, completion, attachments. */
import { format } from 'date-fns';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteNameOf, type VaultPath } from '#shared/model/note-path.ts';
import type { QuickHit, TagCount } from '#shared/model/search.ts';
import { useApp } from '../../api/app-info.ts';
import { useCoreEvent } from '../../api/core.ts';
import { createNotePlaces, type NotePlaces } from './completion/note-places.ts';
import { createContext } from './create-context.ts';
import { rememberedFolds, rememberFolds } from './fold-memory.ts';
import type { EditorContext } from './rich/editor-context.ts';
import type { AttachedFile } from './rich/pasted-files.ts';
import type { NoteSession } from './session/session-contract.ts';
import { useContextDeps } from './use-context-deps.ts';

const refreshDelayMs = 700;

export interface EditorServices {
  readonly context: EditorContext;
  readonly search: (text: string) => Promise<readonly QuickHit[]>;
  readonly places: NotePlaces;
  readonly fail: (text: string) => void;
  readonly tags: () => Promise<readonly TagCount[]>;
  readonly attach: (file: File) => Promise<AttachedFile | null>;
  /** Puts a link to a place of this note on the clipboard. */
  readonly copyLink: (fragment: string) => void;
  readonly folds: { readonly read: () => readonly string[]; readonly write: (names: readonly string[]) => void };
  readonly reportFault: (error: unknown) => void;
}

/** Null until the effect has made them; the same for the life of the session. */
export function useEditorContext(session: NoteSession): EditorServices | null {
  const { t } = useTranslation('editor');
  const deps = useContextDeps();
  const { info } = useApp();
  const [services, setServices] = useState<EditorServices | null>(null);
  const { core, toast } = deps;

  const attach = useEffectEvent(async (file: File): Promise<AttachedFile | null> => {
    const name = file.name === '' || file.name === 'image.png' ? pastedName(file.type) : file.name;
    const outcome = await core.call('file.attach', { notePath: session.state().path, name, base64: await toBase64(file) });
    if (outcome.ok) return { linkText: outcome.value.linkText };
    toast({ title: t('attach.failed'), text: outcome.message, problem: true });
    return null;
  });

  const copyLink = useEffectEvent(async (fragment: string) => {
    const path = session.state().path;
    const found = await core.call('search.quick', { text: noteNameOf(path), limit: 100 });
    const target = (found.ok ? found.value.hits.find((hit) => hit.path === path)?.linkText : undefined) ?? path.replace(/\.md$/iu, '');
    try {
      await navigator.clipboard.writeText(`[[${target}${fragment}]]`);
      toast({ title: t('handle.linkCopied') });
    } catch {
      toast({ title: t('handle.linkNotCopied'), text: `[[${target}${fragment}]]`, problem: true });
    }
  });
  const vaultFolder = useEffectEvent((): string => info.vault?.folder ?? '');

  useEffect(() => {
    const notePath = (): VaultPath => session.state().path;
    // oxlint-disable-next-line react/set-state-in-effect -- made of functions that only effects may hand out
    setServices({
      context: createContext({ ...deps, beforeCreate: () => session.flush(), isWritable: () => session.state().readOnly === null }, notePath),
      search: async (text) => {
        const outcome = await core.call('search.quick', { text, limit: 20, from: notePath() });
        return outcome.ok ? outcome.value.hits : [];
      },
      tags: async () => {
        const outcome = await core.call('search.tags', {});
        return outcome.ok ? outcome.value.tags : [];
      },
      places: createNotePlaces({ core, notePath, ownText: () => session.text() }),
      fail: (title) => toast({ title, problem: true }),
      attach: (file) => attach(file),
      copyLink: (fragment) => void copyLink(fragment),
      folds: { read: () => rememberedFolds(vaultFolder(), notePath()), write: (names) => rememberFolds(vaultFolder(), notePath(), names) },
      // To the window's own handler, as any other bug.
      reportFault: (error) => window.reportError(error),
    });
  }, [core, deps, session, toast]);

  const refreshing = useRef<ReturnType<typeof setTimeout> | null>(null);
  // Every save comes back as this event, and a note may have hundreds of links: they are asked for in a pause.
  useCoreEvent('index.updated', () => {
    if (refreshing.current !== null) clearTimeout(refreshing.current);
    refreshing.current = setTimeout(() => services?.context.resolver.refresh(), refreshDelayMs);
  });
  useEffect(
    () => () => {
      if (refreshing.current !== null) clearTimeout(refreshing.current);
    },
    [],
  );
  return services;
}

const extensions: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp', 'image/svg+xml': 'svg', 'image/avif': 'avif' };

/** Browsers call every pasted picture the same; the time tells them apart. */
function pastedName(type: string): string {
  const extension = extensions[type];
  return `Pasted ${extension === undefined ? 'file' : 'image'} ${format(new Date(), 'yyyy-MM-dd HHmmss')}.${extension ?? 'bin'}`;
}

function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/u, '')));
    reader.addEventListener('error', () => reject(new Error('The file could not be read.')));
    reader.readAsDataURL(file);
  });
}
