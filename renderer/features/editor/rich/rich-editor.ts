/** The TipTap editor over one session: loads Markdown into it, reads it back as patches of what was loaded. */
import { Editor, Extension } from '@tiptap/core';
import { Dropcursor, Gapcursor, Placeholder } from '@tiptap/extensions';
import { EditorState, Selection, type Plugin, type Transaction } from '@tiptap/pm/state';
import type { Node, ResolvedPos, Schema } from '@tiptap/pm/model';
import { tableEditing } from '@tiptap/pm/tables';
import { loadMarkdown, type LoadedNote } from '#shared/document/load-markdown.ts';
import { createSaver } from '#shared/document/save-markdown.ts';
import type { TemplatePlace, TemplateText } from '#shared/markdown/insert-template.ts';
import { afterComposition } from '../completion/after-composition.ts';
import { emojiCompletion } from '../completion/emoji-completion.ts';
import { linkCompletion, type LinkCompletionOptions } from '../completion/link-completion.ts';
import { slashMenu, type SlashMenuOptions } from '../completion/slash-menu.ts';
import { tagCompletion, type TagCompletionOptions } from '../completion/tag-completion.ts';
import type { EditorCommands } from '../editor-commands.ts';
import type { NoteHistory } from '../session/note-history.ts';
import type { EditingSurface } from '../session/session-state.ts';
import { offsetAt, placeAt, type SourcePlace, type SourceRange } from '../source-place.ts';
import { continueAtEnd } from './block-commands.ts';
import { standInBlankLine } from './blank-line.ts';
import { changeKind } from './block-kind.ts';
import { caretBlockPlugin } from './caret-block.ts';
import { takeCaretOfPage } from './caret-in-page.ts';
import { clipboardPlugin } from './clipboard.ts';
import { codeHighlightPlugin } from './code-highlight.ts';
import { documentEnds } from './document-ends.ts';
import type { EditorContext } from './editor-context.ts';
import { createWordCounter } from './document-words.ts';
import { nearBlocksPlugin } from './far/near-blocks.ts';
import { watchWindow } from './far/window-watch.ts';
import { findPlugin } from './find.ts';
import { flash, flashPlugin } from './flash.ts';
import { foldingPlugin, foldNames, foldsNamed, foldsOf, withFolds } from './folding.ts';
import { footnoteCard } from './footnote-card.ts';
import { footnotesPlugin } from './footnotes.ts';
import { quietSyntaxPlugin } from './quiet-syntax.ts';
import { markdownInputRules } from './input-rules.ts';
import { beginLoading, inTheBackground, showRest } from './gradual-loading.ts';
import { keepPending } from './keep-pending.ts';
import { editorKeymap } from './keymap.ts';
import { linkClicks } from './link-clicks.ts';
import { meaningfulTextPlugin } from './meaningful-text.ts';
import { pastedFilesPlugin, type AttachedFile } from './pasted-files.ts';
import { plainLineEndsPlugin } from './plain-line-ends.ts';
import { openSourcePlugin } from './reopen-atom.ts';
import { richCommands } from './rich-commands.ts';
import { schemaExtensions } from './schema-extensions.ts';
import { showDocument } from './show-document.ts';
import { documentPosition, sourceOffset, sourceRange } from './source-positions.ts';
import { gapAtCaret, insertInLine } from './template-place.ts';
import { createUndoSteps } from './undo-steps.ts';
import { createReadAgain } from './read-again.ts';
import { quietInReading } from './quiet-in-reading.ts';
import { readingKeys } from './reading-keys.ts';
import { nearNodeViews, nodeViews } from './views/node-views.ts';
import { wholeBeforeChange } from './whole-before-change.ts';
import { createWrittenTexts } from './written-texts.ts';

export interface RichEditorOptions {
  readonly text: string;
  readonly readOnly: boolean;
  /** The note as it is read rather than written: nothing but tasks can be changed. */
  readonly reading: boolean;
  readonly history: NoteHistory;
  readonly spellCheck: boolean;
  readonly labels: { readonly writing: string; readonly reading: string };
  readonly placeholder: string;
  readonly context: EditorContext;
  readonly completion: LinkCompletionOptions & TagCompletionOptions & SlashMenuOptions;
  readonly attach: (file: File) => Promise<AttachedFile | null>;
  readonly editLink: () => void;
  readonly openBlockMenu: () => void;
  /** What is folded in this note, by name, between visits. */
  readonly folds: { readonly read: () => readonly string[]; readonly write: (names: readonly string[]) => void };
  readonly onChange: () => void;
  /** A long note is whole by now. */
  readonly onWhole: () => void;
  readonly onSelect: (selected: string) => void;
  readonly onBlur: () => void;
  /** A document that could not be expressed: a bug, for the log. */
  readonly onFault: (error: unknown) => void;
}

export interface RichEditor extends EditingSurface {
  readonly editor: Editor;
  readonly commands: EditorCommands;
  caret(): SourcePlace;
  /** The selected stretch of the source; blocks that are selected whole come with their marks. Null for a caret. */
  selection(): SourceRange | null;
  /** Puts the caret at a place of the source and shows it; `mark` highlights the block. */
  show(place: SourcePlace, options: { readonly focus: boolean; readonly mark: boolean }): void;
  /** Puts the caret there without scrolling. */
  setCaret(place: SourcePlace): void;
  heightOf(place: SourcePlace): number | null;
  placeAtHeight(y: number): SourcePlace;
  focus(): void;
  hasFocus(): boolean;
  /** Puts a template of one paragraph into the line; false where it is more than that. */
  insertInLine(template: TemplateText): boolean;
  /** Where a template of several blocks goes, in the text as it stands. */
  gapAtCaret(): TemplatePlace;
  /** A click below the last block. */
  continueAtEnd(): void;
  /** The number of the top-level heading above the caret where it stands between two heights, else above the upper one; -1 for none. */
  headingBetween(top: number, bottom: number): number;
  words(): number;
  /** Reads what is left of a long note at once. */
  finishLoading(): void;
  plainText(): { readonly whole: string; readonly selected: string };
  setMode(mode: { readonly readOnly: boolean; readonly reading: boolean }): void;
  setSpellCheck(on: boolean): void;
  destroy(): void;
}

/** From here on only what is near the window or the caret is drawn. */
const longLength = 48_000;

function blockViews({ text, context }: RichEditorOptions, schema: Schema): readonly Plugin[] {
  if (text.length <= longLength) return [nodeViews(context)];
  return [nearNodeViews(context, schema), nearBlocksPlugin(watchWindow)];
}

export function createRichEditor(options: RichEditorOptions): RichEditor {
  let replacing = false;
  let { reading, spellCheck } = options;
  const undoSteps = createUndoSteps({
    history: options.history,
    state: () => editor.state,
    dispatch: (tr) => editor.view.dispatch(tr),
    textOf: (doc) => textOf(doc),
    isKnown: (doc) => written.isKnown(doc),
    show: ({ text, selection }) => {
      showText(text, (tr, note) => {
        const at = documentPosition(note, selection.main.head - (note.bom ? 1 : 0));
        tr.setSelection(Selection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size)))).scrollIntoView();
      });
      options.onChange();
    },
  });
  const readAgain = createReadAgain({
    state: () => editor.state,
    isBusy: () => editor.isDestroyed || editor.view.composing,
    hasFocus: () => editor.view.hasFocus(),
    isAsRead: (block) => loaded.doc.children.includes(block),
    show: (text) => replace(text),
  });
  const editor: Editor = new Editor({
    // `EditorContent` takes what is in it over into the page.
    element: document.createElement('div'),
    editable: !options.readOnly && !reading,
    injectCSS: false,
    enablePasteRules: false,
    extensions: [
      ...schemaExtensions(),
      editorKeymap(),
      markdownInputRules,
      undoSteps.extension,
      Dropcursor.configure({ color: 'var(--accent)', width: 2 }),
      Gapcursor,
      Placeholder.configure({ placeholder: options.placeholder, showOnlyCurrent: true }),
      linkCompletion(options.completion),
      tagCompletion(options.completion),
      slashMenu(options.completion),
      emojiCompletion(options.completion),
      Extension.create({
        name: 'versoPlugins',
        addProseMirrorPlugins() {
          return [
            ...blockViews(options, this.editor.schema),
            linkClicks(options.context),
            caretBlockPlugin(),
            footnotesPlugin(),
            footnoteCard(options.context),
            quietSyntaxPlugin(),
            clipboardPlugin(this.editor.schema, { attach: options.attach }),
            pastedFilesPlugin(),
            openSourcePlugin(),
            plainLineEndsPlugin(),
            meaningfulTextPlugin(),
            codeHighlightPlugin(),
            findPlugin(),
            afterComposition(),
            foldingPlugin({ label: options.context.say('handle.unfold'), onChange: (state) => options.folds.write(foldNames(state)) }),
            flashPlugin(),
            quietInReading(),
            readingKeys(),
            wholeBeforeChange(() => {
              if (rest !== null) takeCaretOfPage(editor.view);
              finishLoading();
            }),
            documentEnds(),
            tableEditing(),
          ];
        },
      }),
    ],
    editorProps: {
      attributes: (): Record<string, string> => ({
        'aria-label': reading ? options.labels.reading : options.labels.writing,
        class: 'note-document',
        // What is only read takes the focus where it says so, and is then scrolled with the keys.
        ...(reading ? { role: 'document', tabindex: '0' } : { role: 'textbox', 'aria-multiline': 'true', spellcheck: String(spellCheck) }),
      }),
      scrollMargin: 80,
      scrollThreshold: 80,
    },
    onTransaction: ({ transaction }) => {
      undoSteps.notice(transaction);
      // What no key announced: a task that was ticked, a command.
      if (transaction.docChanged && !replacing) finishLoading();
    },
    onUpdate: ({ transaction }) => {
      if (!replacing && transaction.docChanged) options.onChange();
    },
    onSelectionUpdate: () => {
      readAgain.check();
      options.onSelect(selectedText());
    },
    onBlur: () => {
      options.onBlur();
      readAgain.check();
    },
  });

  const beginning = beginLoading(options.text, editor.schema);
  let { rest } = beginning;
  let loaded = beginning.note;
  let save = createSaver(loaded);
  // The loaded nodes themselves go into the state: saving recognises untouched blocks by identity.
  editor.view.updateState(EditorState.create({ doc: loaded.doc, plugins: editor.state.plugins, selection: Selection.atStart(loaded.doc) }));
  const foldNamesKept = options.folds.read();
  const folded = foldsNamed(editor.state, foldNamesKept);
  if (folded.length > 0) editor.view.updateState(editor.state.apply(withFolds(editor.state, folded)));
  let written = createWrittenTexts(loaded.doc, options.text);

  const stopReading = rest === null ? null : inTheBackground(readOn);

  /** Reads the next part of a long note; whether there is more. */
  function readOn(): boolean {
    // What it brings to light may be a change, before which the note is made whole.
    takeCaretOfPage(editor.view);
    const nodes = rest?.read();
    if (rest === null || nodes === undefined) return false;
    if (nodes === null) {
      finishLoading();
      return false;
    }
    if (nodes.length > 0) {
      dispatchQuietly(editor.state.tr.insert(editor.state.doc.content.size, nodes));
      loaded = rest.shown(editor.state.doc);
      written = createWrittenTexts(editor.state.doc, options.text);
    }
    return true;
  }

  /** Reads what is left of a long note at once. */
  function finishLoading(): void {
    if (rest === null) return;
    const shownDoc = loaded.doc;
    const isEdited = editor.state.doc !== shownDoc;
    const note = rest.whole();
    rest = null;
    stopReading?.();
    const { tr } = editor.state;
    if (isEdited) tr.insert(tr.doc.content.size, note.doc.content.cut(shownDoc.content.size));
    else showRest(tr, note.doc);
    dispatchQuietly(tr);
    loaded = isEdited ? note : { ...note, doc: editor.state.doc };
    save = createSaver(loaded);
    written = createWrittenTexts(loaded.doc, options.text);
    const below = foldsNamed(editor.state, foldNamesKept).filter((position) => position >= shownDoc.content.size);
    if (below.length > 0) editor.view.dispatch(withFolds(editor.state, [...foldsOf(editor.state), ...below]));
    options.onWhole();
  }

  /** Dispatches what the file says and nobody did. */
  function dispatchQuietly(tr: Transaction): void {
    const before = replacing;
    replacing = true;
    editor.view.dispatch(tr.setMeta('addToHistory', false).setMeta('meaningfulText', true));
    replacing = before;
  }

  const countDocument = createWordCounter();
  const selectedText = (): string => {
    const { from, to } = editor.state.selection;
    return editor.state.doc.textBetween(from, to, '\n', ' ');
  };

  /** What no text of theirs says. */
  const unsaidDocs = new WeakSet<Node>();

  function textOf(doc: Node): string | null {
    const known = written.get(doc);
    if (known !== null) return known;
    try {
      const { text, unsaid, verified } = save(doc);
      written.keep(doc, text);
      if (unsaid) unsaidDocs.add(doc);
      else if (!verified && doc === editor.state.doc) readAgain.want(doc, text);
      return text;
    } catch (error) {
      options.onFault(error);
      return null;
    }
  }

  /** Shows another text with small steps, which are nobody's to undo; `arrange` may place the caret. */
  function showText(text: string, arrange: (tr: Transaction, note: LoadedNote) => void): void {
    finishLoading();
    const next = loadMarkdown(text, editor.schema);
    replacing = true;
    const tr = showDocument(editor.state.tr, next.doc).setMeta('meaningfulText', true);
    arrange(tr, next);
    editor.view.dispatch(undoSteps.forget(tr));
    replacing = false;
    loaded = next;
    save = createSaver(next);
    written = createWrittenTexts(editor.state.doc, text);
  }

  /** Shows another text in place of this one, of another program or of another reading. */
  function replace(text: string): void {
    takeCaretOfPage(editor.view);
    undoSteps.settle();
    options.history.outside(text);
    const { $head } = editor.state.selection;
    showText(text, (tr) => {
      if (editor.view.hasFocus()) keepPending(tr, $head);
    });
  }

  /** The note as it stands, read anew, with the places of its source. */
  function mapped(): { readonly note: LoadedNote; readonly text: string } {
    const { doc } = editor.state;
    if (rest !== null) return { note: rest.shown(doc), text: options.text };
    const text = textOf(doc) ?? options.history.text();
    return { note: doc === loaded.doc ? loaded : loadMarkdown(text, editor.schema), text };
  }

  function placeOf($position: ResolvedPos): SourcePlace {
    const { note, text } = mapped();
    return placeAt(text, sourceOffset(note, $position) + (note.bom ? 1 : 0));
  }

  /** Where a place of the source is further down than what was read so far, the rest is read first. */
  function reach(place: SourcePlace): void {
    if (rest !== null && offsetAt(options.text, place) >= rest.end()) finishLoading();
  }

  function positionOf(place: SourcePlace): number {
    reach(place);
    const { note, text } = mapped();
    const offset = offsetAt(text, place) - (note.bom ? 1 : 0);
    return Math.min(documentPosition(note, offset), editor.state.doc.content.size);
  }

  function focusText(): void {
    // ProseMirror gives the focus only to what can be written in.
    if (editor.view.editable) editor.view.focus();
    else editor.view.dom.focus({ preventScroll: true });
  }

  return {
    editor,
    commands: richCommands(() => editor.view, { changeKind: changeKind(options.context), editLink: options.editLink, openBlockMenu: options.openBlockMenu }),
    read: () => textOf(editor.state.doc),
    isUnsaid: () => unsaidDocs.has(editor.state.doc),
    replace,
    write({ text, caret }) {
      undoSteps.settle();
      if (!options.history.step(text)) return;
      showText(text, (tr, note) => {
        if (caret === null) return;
        const offset = caret - (note.bom ? 1 : 0);
        if (!standInBlankLine(tr, note, offset)) tr.setSelection(Selection.near(tr.doc.resolve(Math.min(documentPosition(note, offset), tr.doc.content.size))));
        tr.scrollIntoView();
      });
      options.onChange();
    },
    isComposing: () => editor.view.composing,
    caret: () => placeOf(editor.state.selection.$head),
    selection() {
      const { selection } = editor.state;
      if (selection.empty) return null;
      const { note, text } = mapped();
      const range = sourceRange(note, selection.$from, selection.$to);
      const shift = note.bom ? 1 : 0;
      return { from: placeAt(text, range.start + shift), to: placeAt(text, range.end + shift) };
    },
    show(place, { focus, mark }) {
      reach(place);
      const { note, text } = mapped();
      const offset = offsetAt(text, place) - (note.bom ? 1 : 0);
      const position = Math.min(documentPosition(note, offset), editor.state.doc.content.size);
      const { tr } = editor.state;
      if (!(focus && !mark && standInBlankLine(tr, note, offset))) tr.setSelection(Selection.near(tr.doc.resolve(position)));
      editor.view.dispatch(tr);
      if (mark) flash(editor.view, position);
      else {
        const dom = editor.view.domAtPos(position).node;
        (dom instanceof Element ? dom : dom.parentElement)?.scrollIntoView({ block: 'center' });
      }
      if (focus) focusText();
    },
    setCaret(place) {
      const { tr } = editor.state;
      editor.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(positionOf(place)))));
    },
    heightOf: (place) => editor.view.coordsAtPos(positionOf(place)).top,
    placeAtHeight(y) {
      const { left, width } = editor.view.dom.getBoundingClientRect();
      const found = editor.view.posAtCoords({ left: left + Math.min(64, width / 2), top: y });
      return placeOf(editor.state.doc.resolve(found?.pos ?? 0));
    },
    headingBetween(top, bottom) {
      // Asked a moment after a scroll: the editor may be gone by then.
      if (editor.isDestroyed) return -1;
      const { doc, selection } = editor.state;
      const { left, width } = editor.view.dom.getBoundingClientRect();
      const caretY = editor.view.coordsAtPos(selection.head).top;
      const isSeen = caretY >= top && caretY < bottom;
      const position = isSeen ? selection.head : (editor.view.posAtCoords({ left: left + Math.min(64, width / 2), top })?.pos ?? 0);
      let index = -1;
      doc.forEach((node, offset) => {
        if (node.type.name === 'heading' && offset <= position) index += 1;
      });
      return index;
    },
    insertInLine(template) {
      finishLoading();
      const tr = insertInLine(editor.state, template);
      if (tr !== null) editor.view.dispatch(tr);
      return tr !== null;
    },
    gapAtCaret() {
      finishLoading();
      const { note } = mapped();
      const place = gapAtCaret(editor.state, note);
      const shift = note.bom ? 1 : 0;
      return { ...place, from: place.from + shift, to: place.to + shift };
    },
    focus: focusText,
    // An editor that is gone may still be asked by what listened to it.
    hasFocus: () => !editor.isDestroyed && editor.view.dom.contains(document.activeElement),
    finishLoading,
    continueAtEnd() {
      finishLoading();
      continueAtEnd(editor.state, (tr) => editor.view.dispatch(tr));
      editor.view.focus();
    },
    words: () => countDocument(editor.state.doc),
    plainText() {
      finishLoading();
      return { whole: editor.state.doc.textBetween(0, editor.state.doc.content.size, '\n', ' '), selected: selectedText() };
    },
    setMode(mode) {
      ({ reading } = mode);
      editor.setEditable(!mode.readOnly && !reading, false);
    },
    setSpellCheck(on) {
      if (on === spellCheck) return;
      spellCheck = on;
      // Its attributes are asked for anew.
      editor.view.setProps({});
    },
    destroy() {
      stopReading?.();
      undoSteps.settle();
      editor.destroy();
    },
  };
}
