/** A note in its tab: its name, its text in the mode that the person chose, and what stands below it. */
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { findFrontmatter } from '#shared/markdown/frontmatter-extent.ts';
import { countText, countWords } from '#shared/markdown/word-count.ts';
import { useApp } from '../../api/app-info.ts';
import { useCommands } from '../../api/commands.ts';
import { useCore } from '../../api/core.ts';
import type { NoteStatus, NoteViewProps, SaveState } from '../../api/view.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { isFocusFloating } from '../../ui/floating.ts';
import { ErrorState, Skeleton } from '../../ui/state-views.tsx';
import { ConflictCopies } from './conflict-copies.tsx';
import { ConflictView } from './conflict-view.tsx';
import { useEditorCommands } from './editor-commands.ts';
import type { EditorHandle } from './editor-handle.ts';
import { useCopyCommands } from './export/use-copy-commands.ts';
import './editor.css';
import './dialect.css';
import './queries/verso-block.css';
import { keepView, restoreView, type KeptView } from './kept-view.ts';
import { ModeSwitch } from './mode-switch.tsx';
import { NoteBanners } from './note-banners.tsx';
import { nextMode, noteModes, type NoteMode } from './note-mode.ts';
import { NoteTitle } from './note-title.tsx';
import { useOtherViews } from './other-views.ts';
import { RichNote } from './rich-note.tsx';
import type { NoteSession } from './session/session-contract.ts';
import type { SessionState } from './session/session-state.ts';
import { placeAt, type SourcePlace } from './source-place.ts';
import { useTemplateCommand } from './use-template-insertion.ts';
import { useHeadingOffers } from './use-heading-offers.ts';
import { useTypewriter } from './use-typewriter.ts';
import { usePlaceReport } from './use-place-report.ts';
import { useNoteSession, useSessionState } from './use-note-session.ts';
import { useSectionCommands } from './use-section-commands.ts';

/** CodeMirror comes after the text that is to be read, so that it is there when somebody asks for the source. */
const loadSourceNote = async () => ({ default: (await import('./source-note.tsx')).SourceNote });
const SourceNote = lazy(loadSourceNote);
const sourceLoadDelayMs = 3000;

/** Longer notes open as source: a document of this size would not keep up with typing. */
const richLength = 2 * 1024 * 1024;
const countDelayMs = 250;

export function NoteView(props: NoteViewProps) {
  const { t } = useTranslation('editor');
  const { session, serial } = useNoteSession(props.path, props.draft);
  const state = useSessionState(session);
  if (session === null || state === null || state.phase === 'loading') {
    return (
      <div className="reading-column h-full overflow-hidden pt-16">
        <Skeleton label={t('loading')} lines={8} />
      </div>
    );
  }
  if (state.phase === 'failed') {
    const code = state.failure?.code ?? 'io';
    return (
      <ErrorState
        whole
        title={t('failed.title')}
        text={t(`failed.${code}`, { defaultValue: t('failed.other') })}
        detail={state.failure?.message ?? ''}
        actions={<Button onClick={() => session.retry()}>{t('failed.retry')}</Button>}
      />
    );
  }
  return <OpenNote key={serial} {...props} session={session} state={state} />;
}

interface OpenNoteProps extends NoteViewProps {
  readonly session: NoteSession;
  readonly state: SessionState;
}

function OpenNote({ session, state, line, fragment, jump, draft, caret, mode: wantedMode, onMode, active, focusWish = null, onFocused, onStatus, footer }: OpenNoteProps) {
  const core = useCore();
  const { settings } = useApp();
  const [forcedSource, setForcedSource] = useState<'large' | 'not-loaded' | null>(() => (session.text().length > richLength ? 'large' : null));
  const [mode, setMode] = useState<NoteMode>(() => (forcedSource === null ? (wantedMode ?? (draft === undefined && caret === undefined ? settings.noteMode : 'editing')) : 'source'));
  const [finding, setFinding] = useState<'find' | 'replace' | null>(null);
  const [handle, setHandle] = useState<EditorHandle | null>(null);
  /** This view, among all that show the note. */
  const [view] = useState(() => ({}));
  const scroller = useRef<HTMLDivElement>(null);
  /** Where the next editor begins: caret and scroll of the one before. */
  const kept = useRef<KeptView | null>(null);
  const jumped = useRef('');
  // As the note was opened: the text does not leap while its first heading is typed.
  const [quietTitle] = useState(() => beginsWithHeading(session.lastText()));
  const readOnly = state.readOnly !== null;
  const words = useWords(handle, state, onStatus);
  useTypewriter(active && settings.typewriter && mode !== 'reading', handle, scroller);
  usePlaceReport(active, state.path, handle, scroller, jump);

  const chooseMode = (next: NoteMode): void => {
    if (next === mode) return;
    const sameEditor = next !== 'source' && mode !== 'source';
    if (handle !== null && scroller.current !== null) {
      const view = keepView(handle, scroller.current);
      if (!sameEditor) kept.current = view;
      else if (view.focused) queueMicrotask(() => handle.focus());
    }
    setForcedSource(null);
    setFinding(null);
    setMode(next);
    onMode?.(next);
  };
  useEditorCommands(active, handle);
  useSectionCommands(active, session, handle);
  useHeadingOffers(active, session, state);
  useTemplateCommand(active && mode !== 'reading' && !readOnly, session, handle);
  useCopyCommands(active, session, handle);
  useCommands(active, ['editor.toggleMode', 'mode.editing', 'mode.reading', 'mode.source', 'editor.find', 'editor.replace'], (id) => {
    const named = noteModes.find((each) => id === `mode.${each}`);
    if (id === 'editor.toggleMode') chooseMode(nextMode(mode));
    else if (named !== undefined) chooseMode(named);
    else if (handle !== null && handle.source !== null) handle.source.find();
    else setFinding(id === 'editor.replace' ? 'replace' : 'find');
  });

  useEffect(() => {
    // Only ahead of time: where the core is gone, source mode asks for it again and says so.
    const timer = setTimeout(() => void loadSourceNote().catch(() => undefined), sourceLoadDelayMs);
    return () => clearTimeout(timer);
  }, []);

  /** Nothing until an editor has stood here: a view that begins is asked for nothing. */
  const stood = useRef(false);
  const otherView = useOtherViews(session, () => (stood.current && handle !== null && scroller.current !== null ? keepView(handle, scroller.current) : null));
  const begin = useEffectEvent((ready: EditorHandle) => {
    const isFirst = !stood.current && line === undefined && fragment === undefined && caret === undefined;
    const other = isFirst ? otherView() : null;
    stood.current = true;
    const from = kept.current ?? (other === null ? null : { ...other, focused: false });
    kept.current = null;
    if (from !== null && scroller.current !== null) restoreView(ready, scroller.current, from);
    else if (active && line === undefined && fragment === undefined && (caret !== undefined || wantsFocus(draft))) {
      ready.show(firstPlace(session.text(), draft === undefined ? (caret ?? 0) : caret), { focus: !isFocusFloating(), mark: false });
    }
    // Asked for before the editor stood.
    if (finding !== null && ready.source !== null) ready.source.find();
  });
  useEffect(() => {
    if (handle !== null) begin(handle);
  }, [handle]);
  useEffect(() => {
    if (!active || handle === null || focusWish === null) return;
    // A person who was faster than the editor already writes in a dialog.
    if (!isFocusFloating()) handle.focus();
    onFocused?.();
  }, [active, focusWish, handle, onFocused]);

  useEffect(() => {
    if (handle === null || (line === undefined && fragment === undefined)) return undefined;
    // Another editor of the same note keeps the place where the last one was.
    const asked = `${line} ${fragment} ${jump}`;
    if (jumped.current === asked) return undefined;
    let gone = false;
    const go = (target: number): void => {
      if (gone) return;
      jumped.current = asked;
      handle.show({ line: target, column: 0 }, { focus: false, mark: true });
    };
    if (line !== undefined) go(line);
    else {
      const from = session.state().path;
      void core.call('link.resolve', { from, target: `#${fragment}` }).then((outcome) => {
        if (outcome.ok && outcome.value.line !== null) go(outcome.value.line);
      });
    }
    return () => {
      gone = true;
    };
  }, [core, handle, session, line, fragment, jump]);

  return (
    <div className={classNames('note-view flex h-full flex-col', settings.typewriter && 'note-typewriter')} style={{ '--line-width': `${settings.lineWidthChars}ch` } as Record<string, string>}>
      <NoteBanners session={session} state={state} forcedSource={forcedSource} onFormatted={() => chooseMode('editing')} onSource={() => chooseMode('source')} />
      {state.conflict === null ? <ConflictCopies path={state.path} readOnly={readOnly} /> : <ConflictView session={session} conflict={state.conflict} />}
      <Scroller element={scroller} footer={footer}>
        <ModeSwitch mode={mode} onChoose={chooseMode} />
        <NoteTitle
          path={state.path}
          quiet={quietTitle}
          readOnly={readOnly || !state.exists}
          flush={() => session.flush()}
          onLeave={() => handle?.focus()}
        />
        {mode !== 'source' ? (
          <RichNote
            session={session}
            view={view}
            readOnly={readOnly}
            reading={mode === 'reading'}
            finding={finding}
            onFindEnd={() => setFinding(null)}
            onReady={setHandle}
            onUnloadable={() => {
              setForcedSource('not-loaded');
              setMode('source');
            }}
            onChange={words.changed}
            onSelect={words.selected}
          />
        ) : (
          <Suspense fallback={null}>
            <SourceNote session={session} view={view} readOnly={readOnly} onReady={setHandle} onChange={words.changed} onSelect={words.selected} />
          </Suspense>
        )}
      </Scroller>
    </div>
  );
}

function beginsWithHeading(text: string): boolean {
  return /^\s*#\s/u.test(text.slice(findFrontmatter(text)?.bodyStart ?? 0));
}

function Scroller({ element, footer, children }: { readonly element: RefObject<HTMLDivElement | null>; readonly footer: ReactNode; readonly children: ReactNode }) {
  return (
    <div ref={element} className="note-scroller flex min-h-0 flex-1 flex-col overflow-y-auto">
      {children}
      {footer}
    </div>
  );
}

/** Where writing begins: where a template says, else at the end of a new note. */
function firstPlace(text: string, caret: number | undefined): SourcePlace {
  return placeAt(text, caret ?? text.length);
}

/** A new note is opened to be written in; any other takes the focus only where nobody else has it. */
function wantsFocus(draft: string | undefined): boolean {
  return draft !== undefined || document.activeElement === null || document.activeElement === document.body;
}

function countNote(handle: EditorHandle): ReturnType<NonNullable<NoteStatus['counts']>> {
  const { whole, selected } = handle.plainText();
  return { whole: countText(whole), selected: selected === '' ? null : countText(selected) };
}

/** Counts words a moment after the last change, and tells the status bar. */
function useWords(handle: EditorHandle | null, state: SessionState, onStatus: (status: NoteStatus) => void) {
  const [counted, setCounted] = useState({ words: 0, selection: 0 });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const later = (task: () => void, delayMs: number): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(task, delayMs);
  };
  useEffect(() => {
    // A long note is counted once it is on screen.
    if (handle !== null) timer.current = setTimeout(() => setCounted({ words: handle.words(), selection: 0 }), 0);
    return () => {
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [handle]);
  const save = saveState(state);
  const { words, selection } = counted;
  useEffect(() => {
    onStatus({ save, words: selection > 0 ? selection : words, selection: selection > 0, ...(handle === null ? {} : { counts: () => countNote(handle) }) });
  }, [handle, onStatus, save, words, selection]);
  return {
    changed: () => later(() => handle !== null && setCounted({ words: handle.words(), selection: 0 }), countDelayMs),
    selected: (text: string) => {
      if (text !== '' || selection > 0) later(() => setCounted((before) => ({ ...before, selection: countWords(text) })), countDelayMs);
    },
  };
}

function saveState(state: SessionState): SaveState {
  if (state.conflict !== null) return 'conflict';
  if (state.readOnly !== null) return 'read-only';
  if (state.trouble !== null || state.deleted) return 'failed';
  if (state.saving === 'writing') return 'saving';
  if (state.saving !== 'saved') return 'unsaved';
  return state.exists ? 'saved' : 'draft';
}
