/** The note in TipTap: mounts the editor over the session, with completion, find and links. */
import { EditorContent } from '@tiptap/react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../api/app-info.ts';
import { useTemplates } from '../../api/templates.ts';
import { classNames } from '../../ui/class-names.ts';
import { CompletionPopup } from './completion/completion-popup.tsx';
import { createCompletionStore } from './completion/completion-store.ts';
import { richHandle, type EditorHandle } from './editor-handle.ts';
import { FindBar } from './find-bar.tsx';
import { LinkBar } from './link-bar.tsx';
import { EditorTools } from './tools/editor-tools.tsx';
import { handledBlock, type HandledBlock } from './tools/hovered-block.ts';
import { createRichEditor, type RichEditor } from './rich/rich-editor.ts';
import type { NoteSession } from './session/session-contract.ts';
import { useEditorContext } from './use-editor-context.ts';
import { useTemplateInsertion } from './use-template-insertion.ts';

export interface RichNoteProps {
  readonly session: NoteSession;
  /** The view whose editor this is: its editors share one undo history. */
  readonly view: object;
  readonly readOnly: boolean;
  /** Shown to be read: nothing but tasks can be changed. */
  readonly reading: boolean;
  readonly finding: 'find' | 'replace' | null;
  readonly onFindEnd: () => void;
  readonly onReady: (handle: EditorHandle | null) => void;
  /** The text cannot be shown here: source mode takes over. */
  readonly onUnloadable: () => void;
  readonly onChange: () => void;
  readonly onSelect: (selected: string) => void;
}

export function RichNote({ session, view, readOnly, reading, finding, onFindEnd, onReady, onUnloadable, onChange, onSelect }: RichNoteProps) {
  const { t } = useTranslation('editor');
  const [store] = useState(createCompletionStore);
  const [rich, setRich] = useState<RichEditor | null>(null);
  const [linking, setLinking] = useState(false);
  const [menu, setMenu] = useState<HandledBlock | null>(null);
  const services = useEditorContext(session);
  const templates = useTemplates();
  const insertTemplate = useTemplateInsertion(session);

  const changed = useEffectEvent((surface: RichEditor) => {
    session.changed(surface);
    onChange();
  });
  const counted = useEffectEvent(onChange);
  const selected = useEffectEvent(onSelect);
  const ready = useEffectEvent(onReady);
  const unloadable = useEffectEvent(onUnloadable);
  const { settings } = useApp();
  const isSpellChecked = useEffectEvent(() => settings.spellCheck);
  const currentMode = useEffectEvent(() => ({ readOnly, reading }));

  useEffect(() => {
    if (services === null) return undefined;
    let made: RichEditor;
    try {
      made = createRichEditor({
        text: session.text(),
        history: session.history(view),
        ...currentMode(),
        spellCheck: isSpellChecked(),
        labels: { writing: t('text.label'), reading: t('text.readingLabel') },
        placeholder: t('text.placeholder'),
        context: services.context,
        completion: { store, search: services.search, tags: services.tags, places: services.places, say: services.context.say, fail: services.fail, templates: { list: () => templates.list(), insert: (path) => void insertTemplate(richHandle(made), path) } },
        attach: services.attach,
        editLink: () => setLinking(true),
        openBlockMenu: () => setMenu(handledBlock(made.editor.view, made.editor.state.selection.from)),
        folds: services.folds,
        onChange: () => changed(made),
        onWhole: counted,
        onSelect: selected,
        onBlur: () => {
          store.hide();
          void session.flush();
        },
        onFault: services.reportFault,
      });
    } catch (error) {
      services.reportFault(error);
      unloadable();
      return undefined;
    }
    const detach = session.attach(made);
    // oxlint-disable-next-line react/set-state-in-effect -- the editor's life is the session's, not a render's
    setRich(made);
    return () => {
      detach();
      store.hide();
      made.destroy();
      setRich(null);
    };
  }, [session, view, services, store, t, templates, insertTemplate]);

  // Once the editor stands in the page, so that it can be scrolled and focused.
  useEffect(() => {
    if (rich === null) return undefined;
    ready(richHandle(rich));
    return () => ready(null);
  }, [rich]);

  useEffect(() => {
    rich?.setMode({ readOnly, reading });
  }, [rich, readOnly, reading]);

  useEffect(() => {
    rich?.setSpellCheck(settings.spellCheck);
  }, [rich, settings.spellCheck]);

  useEffect(() => {
    if (finding) rich?.finishLoading();
  }, [rich, finding]);

  return (
    <>
      {finding !== null && rich !== null ? (
        <div className="sticky top-0 z-10">
          <FindBar key={finding} rich={rich} replacing={finding === 'replace'} readOnly={readOnly || reading} onClose={onFindEnd} />
        </div>
      ) : null}
      <EditorContent editor={rich?.editor ?? null} className={classNames('note-rich reading reading-column', reading && 'note-reading')} />
      <div
        aria-hidden
        className="min-h-24 flex-1 cursor-text"
        onMouseDown={(event) => {
          event.preventDefault();
          if (!readOnly && !reading) rich?.continueAtEnd();
        }}
      />
      {linking && rich !== null ? <LinkBar rich={rich} onClose={() => setLinking(false)} /> : null}
      {rich !== null && services !== null && !reading ? <EditorTools rich={rich} menu={menu} onMenu={setMenu} copyLink={services.copyLink} /> : null}
      <CompletionPopup store={store} />
    </>
  );
}
