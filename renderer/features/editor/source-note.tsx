/** The note as its source: mounts CodeMirror over the session. */
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../api/app-info.ts';
import { sourceHandle, type EditorHandle } from './editor-handle.ts';
import type { NoteSession } from './session/session-contract.ts';
import { codeMirrorPhrases } from './source/phrases.ts';
import { createSourceEditor, type SourceEditor } from './source/source-editor.ts';
import { useEditorContext } from './use-editor-context.ts';

export interface SourceNoteProps {
  readonly session: NoteSession;
  /** The view whose editor this is: its editors share one undo history. */
  readonly view: object;
  readonly readOnly: boolean;
  readonly onReady: (handle: EditorHandle | null) => void;
  readonly onChange: () => void;
  readonly onSelect: (selected: string) => void;
}

export function SourceNote({ session, view, readOnly, onReady, onChange, onSelect }: SourceNoteProps) {
  const { t } = useTranslation('editor');
  const host = useRef<HTMLDivElement>(null);
  const source = useRef<SourceEditor | null>(null);
  const changed = useEffectEvent((surface: SourceEditor) => {
    session.changed(surface);
    onChange();
  });
  const selected = useEffectEvent(onSelect);
  const ready = useEffectEvent(onReady);
  const isReadOnly = useEffectEvent(() => readOnly);

  const { settings } = useApp();
  const services = useEditorContext(session);
  const { sourceLineNumbers, spellCheck, sourceVim } = settings;
  const look = useMemo(() => ({ lineNumbers: sourceLineNumbers, spellCheck, vim: sourceVim }), [sourceLineNumbers, spellCheck, sourceVim]);
  const currentLook = useEffectEvent(() => look);

  useEffect(() => {
    if (host.current === null || services === null) return undefined;
    const made = createSourceEditor({
      parent: host.current,
      history: session.history(view),
      readOnly: isReadOnly(),
      label: t('text.sourceLabel'),
      look: currentLook(),
      completion: { search: services.search, tags: services.tags, places: services.places, fail: () => services.fail(t('completion.blockNotNamed')) },
      phrases: Object.fromEntries(codeMirrorPhrases.map((phrase) => [phrase, t(`sourceMode.phrases.${phrase}`)])),
      save: () => void session.flush(),
      onChange: () => changed(made),
      onSelect: selected,
      onBlur: () => void session.flush(),
    });
    source.current = made;
    const detach = session.attach(made);
    ready(sourceHandle(made));
    return () => {
      ready(null);
      detach();
      made.destroy();
      source.current = null;
    };
  }, [session, view, services, t]);

  useEffect(() => {
    source.current?.setLook(look);
  }, [look]);

  useEffect(() => {
    source.current?.setReadOnly(readOnly);
  }, [readOnly]);

  return <div ref={host} className="note-source reading-column" />;
}
