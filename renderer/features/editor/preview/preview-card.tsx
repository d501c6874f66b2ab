/** The card beside a link: the note that it leads to, read-only, with a button that opens it. */
import { getSchema } from '@tiptap/core';
import { ArrowUpRight } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNotePath } from '#shared/model/note-path.ts';
import { fileAddress } from '../../../api/file-address.ts';
import type { PreviewPlace } from '../../../api/link-preview.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { createContext } from '../create-context.ts';
import '../editor.css';
import '../dialect.css';
import '../queries/verso-block.css';
import { schemaExtensions } from '../rich/schema-extensions.ts';
import { readingPane } from '../rich/views/node-views.ts';
import { useContextDeps } from '../use-context-deps.ts';
import { loadPreview, type Preview } from './load-preview.ts';

export interface PreviewCardProps {
  readonly place: PreviewPlace;
  readonly anchor: DOMRect;
  /** Asked for by a key: the focus goes into the card, and back when it closes. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
}

const widthPx = 440;
const heightPx = 340;
const gapPx = 6;
const edgePx = 8;

export function PreviewCard({ place, anchor, takesFocus, onClose }: PreviewCardProps) {
  const { t } = useTranslation('editor');
  const deps = useContextDeps();
  const { core, navigation } = deps;
  const [schema] = useState(() => getSchema([...schemaExtensions()]));
  const [preview, setPreview] = useState<Preview | null>(null);
  const card = useRef<HTMLDivElement>(null);

  const load = useEffectEvent(() => loadPreview(core, schema, place));
  const gone = useEffectEvent(onClose);
  useEffect(() => {
    let left = false;
    void load().then((loaded) => {
      if (left) return;
      if (loaded === null) gone();
      else setPreview(loaded);
    });
    return () => {
      left = true;
    };
  }, []);

  const isReady = preview !== null;
  useEffect(() => {
    if (!isReady || !takesFocus) return undefined;
    const element = card.current;
    const before = document.activeElement;
    (element?.querySelector('button') ?? element)?.focus();
    return () => {
      // The focus goes back to where it came from, unless it has gone somewhere else.
      const now = document.activeElement;
      if (before instanceof HTMLElement && (now === document.body || element?.contains(now) === true)) before.focus();
    };
  }, [isReady, takesFocus]);

  if (preview === null) return null;
  const open = (newTab: boolean): void => {
    onClose();
    if (preview.kind === 'missing') return;
    if (!isNotePath(preview.path)) window.open(fileAddress(preview.path), '_blank', 'noopener,noreferrer');
    else navigation.openNote(preview.path, { newTab, ...(preview.kind === 'note' && preview.line > 1 ? { line: preview.line } : {}) });
  };
  const below = anchor.bottom + gapPx + heightPx <= window.innerHeight || anchor.top < window.innerHeight - anchor.bottom;
  const left = Math.max(edgePx, Math.min(anchor.left, window.innerWidth - widthPx - edgePx));
  const side = below
    ? { top: anchor.bottom + gapPx, maxHeight: Math.min(heightPx, window.innerHeight - anchor.bottom - gapPx - edgePx) }
    : { bottom: window.innerHeight - anchor.top + gapPx, maxHeight: Math.min(heightPx, anchor.top - gapPx - edgePx) };
  return (
    <div
      ref={card}
      data-preview-card=""
      role="dialog"
      aria-label={t('preview.of', { title: preview.title })}
      tabIndex={-1}
      className="fixed z-50 flex flex-col rounded-md border border-border bg-raised shadow-float outline-none"
      style={{ left, width: widthPx, maxWidth: 'calc(100vw - 16px)', ...side }}
    >
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-border ps-3 pe-1 text-small">
        <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
          {preview.title}
        </span>
        {preview.kind === 'missing' ? null : (
          <IconButton label={t('preview.open', { title: preview.title })} onClick={(event) => open(event.ctrlKey || event.metaKey)}>
            <ArrowUpRight size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="preview-body min-h-0 flex-1 overflow-y-auto px-4 py-3">
        <PreviewBody preview={preview} deps={deps} />
      </div>
    </div>
  );
}

function PreviewBody({ preview, deps }: { readonly preview: Preview; readonly deps: ReturnType<typeof useContextDeps> }) {
  const { t } = useTranslation('editor');
  switch (preview.kind) {
    case 'note':
      return <NoteBody preview={preview} deps={deps} />;
    case 'image':
      return <img src={fileAddress(preview.path)} alt={preview.title} className="mx-auto max-h-64 max-w-full" />;
    case 'file':
      return <p className="text-small text-muted">{preview.path}</p>;
    case 'no-part':
      return <p className="text-small text-muted">{t('embed.noPart', { part: preview.part, name: preview.title })}</p>;
    case 'missing':
      return <p className="text-small text-muted">{t('preview.missing')}</p>;
  }
}

function NoteBody({ preview, deps }: { readonly preview: Preview & { readonly kind: 'note' }; readonly deps: ReturnType<typeof useContextDeps> }) {
  const host = useRef<HTMLDivElement>(null);
  const { path, doc } = preview;
  useEffect(() => {
    const pane = readingPane(doc, createContext({ ...deps, beforeCreate: () => Promise.resolve() }, () => path));
    host.current?.replaceChildren(pane.dom);
    return () => pane.destroy();
  }, [deps, doc, path]);
  return <div ref={host} />;
}
