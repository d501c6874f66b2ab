/** What the editor asks of the core and the window: links, completion, attachments. */
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNotePath, type VaultPath } from '#shared/model/note-path.ts';
import type { QuickHit, TagCount } from '#shared/model/search.ts';
import { useApp } from '../../api/app-info.ts';
import { useCore, useCoreEvent } from '../../api/core.ts';
import { fileAddress } from '../../api/file-address.ts';
import { useNavigation } from '../../api/navigation.ts';
import { useToast } from '../../ui/toast.tsx';
import { createLinkResolver, type ResolvedLink } from './links/link-resolver.ts';
import { parseWikilink } from '#shared/markdown/wikilink.ts';
import type { EditorContext } from './rich/editor-context.ts';
import type { NoteSession } from './session/session-contract.ts';

export interface EditorServices {
  readonly context: EditorContext;
  readonly search: (text: string) => Promise<readonly QuickHit[]>;
  readonly tags: () => Promise<readonly TagCount[]>;
  readonly attach: (file: File) => Promise<VaultPath | null>;
  readonly reportFault: (error: unknown) => void;
}

/** Null until the effect has made them; the same for the life of the session. */
export function useEditorContext(session: NoteSession): EditorServices | null {
  const { t } = useTranslation('editor');
  const core = useCore();
  const { info } = useApp();
  const navigation = useNavigation();
  const toast = useToast();
  const [services, setServices] = useState<EditorServices | null>(null);
  const say = useEffectEvent((key: string, values?: Readonly<Record<string, string>>): string => t(key, values ?? {}));

  const openLink = useEffectEvent(async (target: string, { newTab }: { readonly newTab: boolean }) => {
    const outcome = await core.call('link.resolve', { from: session.state().path, target });
    if (!outcome.ok) return toast({ title: t('link.failed'), text: outcome.message, problem: true });
    const { path, line, suggestedPath } = outcome.value;
    const { heading, block } = parseWikilink(target);
    const fragment = block === undefined ? heading : `^${block}`;
    if (path !== null && isNotePath(path)) {
      navigation.openNote(path, { newTab, ...(line === null ? {} : { line }), ...(fragment === undefined ? {} : { fragment }) });
      return;
    }
    if (path !== null) {
      window.open(fileAddress(path), '_blank', 'noopener,noreferrer');
      return;
    }
    if (suggestedPath === null) return toast({ title: t('link.noName'), problem: true });
    await session.flush();
    const made = await core.call('note.write', { path: suggestedPath, text: '', baseVersion: null });
    if (!made.ok && made.code !== 'stale' && made.code !== 'exists') return toast({ title: t('link.notCreated'), text: made.message, problem: true });
    navigation.openNote(suggestedPath, { newTab });
  });

  const openExternal = useEffectEvent((url: string) => {
    if (!info.capabilities.openExternal) {
      window.open(url, '_blank', 'noopener,noreferrer');
      return;
    }
    void core.call('host.openExternal', { url }).then((outcome) => {
      if (!outcome.ok) toast({ title: t('link.failed'), text: outcome.message, problem: true });
    });
  });

  const attach = useEffectEvent(async (file: File): Promise<VaultPath | null> => {
    const name = file.name === '' || file.name === 'image.png' ? pastedName(file.type) : file.name;
    const outcome = await core.call('file.attach', { notePath: session.state().path, name, base64: await toBase64(file) });
    if (outcome.ok) return outcome.value.path;
    toast({ title: t('attach.failed'), text: outcome.message, problem: true });
    return null;
  });

  useEffect(() => {
    const notePath = (): VaultPath => session.state().path;
    const resolver = createLinkResolver(async (target): Promise<ResolvedLink | null> => {
      const outcome = await core.call('link.resolve', { from: notePath(), target });
      return outcome.ok ? outcome.value : null;
    });
    // oxlint-disable-next-line react/set-state-in-effect -- made of functions that only effects may hand out
    setServices({
      context: {
        resolver,
        notePath,
        openLink: (target, options) => void openLink(target, options),
        openExternal: (url) => openExternal(url),
        claim: async (label) => {
          const outcome = await core.call('claim.why', { footnote: label });
          return outcome.ok ? outcome.value : null;
        },
        fileUrl: fileAddress,
        say: (key, values) => say(key, values),
      },
      search: async (text) => {
        const outcome = await core.call('search.quick', { text, limit: 20, from: notePath() });
        return outcome.ok ? outcome.value.hits : [];
      },
      tags: async () => {
        const outcome = await core.call('search.tags', {});
        return outcome.ok ? outcome.value.tags : [];
      },
      attach: (file) => attach(file),
      // To the window's own handler, as any other bug.
      reportFault: (error) => window.reportError(error),
    });
  }, [core, session]);

  useCoreEvent('index.updated', () => services?.context.resolver.refresh());
  return services;
}

const extensions: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp' };

/** Browsers call every pasted picture the same; the time tells them apart. */
function pastedName(type: string): string {
  const stamp = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '');
  return `Pasted ${stamp}.${extensions[type] ?? 'bin'}`;
}

function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/u, '')));
    reader.addEventListener('error', () => reject(new Error('The file could not be read.')));
    reader.readAsDataURL(file);
  });
}
