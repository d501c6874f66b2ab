/** What changed between two texts of a note, drawn as the note is. */
import { getSchema } from '@tiptap/core';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import type { VaultPath } from '#shared/model/note-path.ts';
import { createContext } from '../create-context.ts';
import { notePane } from '../embed/note-pane.ts';
import { codeHighlightPlugin } from '../rich/code-highlight.ts';
import { schemaExtensions } from '../rich/schema-extensions.ts';
import { nodeViews } from '../rich/views/node-views.ts';
import { useContextDeps } from '../use-context-deps.ts';
import { changesPlugin } from './changes-plugin.ts';
import { mergeDocuments } from './merged-document.ts';
import { restoreHunk } from './restore-hunk.ts';

export interface ChangesPaneProps {
  readonly path: VaultPath;
  readonly before: string;
  readonly after: string;
  /** Gets the text with one stretch given back; null where nothing can be given back. */
  readonly onRestore: ((text: string) => void) | null;
  /** Says nothing of changes: a text is shown alone. */
  readonly quiet?: boolean;
}

export function ChangesPane({ path, before, after, onRestore, quiet = false }: ChangesPaneProps) {
  const { t } = useTranslation('history');
  const deps = useContextDeps();
  const host = useRef<HTMLDivElement>(null);
  const schema = useMemo(() => getSchema([...schemaExtensions()]), []);
  const merged = useMemo(() => {
    const [old, now] = [loadMarkdown(before, schema), loadMarkdown(after, schema)];
    return { old, now, ...mergeDocuments(old.doc, now.doc) };
  }, [before, after, schema]);

  useEffect(() => {
    const context = createContext({ ...deps, beforeCreate: () => Promise.resolve() }, () => path);
    const bom = merged.now.bom ? '\ufeff' : '';
    const pane = notePane(merged.doc, [
      changesPlugin(merged, {
        restore: onRestore === null ? null : (hunk) => onRestore(bom + restoreHunk(merged.old, merged.now, hunk)),
        restoreLabel: t('restoreBlock'),
      }),
      nodeViews(context),
      codeHighlightPlugin(),
    ]);
    host.current?.replaceChildren(pane.dom);
    return () => pane.destroy();
  }, [deps, merged, onRestore, path, t]);

  return (
    <>
      <p role="status" className="px-6 pt-3 text-small text-muted">
        {quiet ? '' : merged.hunks.length === 0 ? t('noChanges') : t('changes', { count: merged.hunks.length })}
      </p>
      <div ref={host} className="note-changes reading-column pb-16" />
    </>
  );
}
