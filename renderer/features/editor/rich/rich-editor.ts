/** The TipTap editor over one session: loads Markdown into it, reads it back as patches of what was loaded. */
import { Editor, Extension } from '@tiptap/core';
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from '@tiptap/extensions';
import { EditorState, Selection } from '@tiptap/pm/state';
import type { Node } from '@tiptap/pm/model';
import { tableEditing } from '@tiptap/pm/tables';
import { loadMarkdown, type LoadedNote } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { linkCompletion, type LinkCompletionOptions } from '../completion/link-completion.ts';
import { slashMenu } from '../completion/slash-menu.ts';
import { tagCompletion, type TagCompletionOptions } from '../completion/tag-completion.ts';
import type { EditorCommands } from '../editor-commands.ts';
import type { EditingSurface } from '../session/session-state.ts';
import { offsetAt, placeAt, type SourcePlace } from '../source-place.ts';
import { continueAtEnd } from './block-commands.ts';
import { standInBlankLine } from './blank-line.ts';
import { clipboardPlugin } from './clipboard.ts';
import { codeHighlightPlugin } from './code-highlight.ts';
import type { EditorContext } from './editor-context.ts';
import { findPlugin } from './find.ts';
import { flash, flashPlugin } from './flash.ts';
import { foldingPlugin, foldNames, foldsNamed, withFolds } from './folding.ts';
import { footnoteCard } from './footnote-card.ts';
import { footnotesPlugin } from './footnotes.ts';
import { markdownInputRules } from './input-rules.ts';
import { keepPending } from './keep-pending.ts';
import { editorKeymap } from './keymap.ts';
import { linkClicks } from './link-clicks.ts';
import { meaningfulTextPlugin } from './meaningful-text.ts';
import { pastedFilesPlugin, type AttachedFile } from './pasted-files.ts';
import { openSourcePlugin } from './reopen-atom.ts';
import { richCommands } from './rich-commands.ts';
import { schemaExtensions } from './schema-extensions.ts';
import { showDocument } from './show-document.ts';
import { documentPosition, sourceOffset } from './source-positions.ts';
import { nodeViews } from './views/node-views.ts';

export interface RichEditorOptions {
  readonly text: string;
  readonly readOnly: boolean;
  readonly label: string;
  readonly placeholder: string;
  readonly context: EditorContext;
  readonly completion: LinkCompletionOptions & TagCompletionOptions;
  readonly attach: (file: File) => Promise<AttachedFile | null>;
  readonly editLink: () => void;
  readonly openBlockMenu: () => void;
  /** What is folded in this note, by name, between visits. */
  readonly folds: { readonly read: () => readonly string[]; readonly write: (names: readonly string[]) => void };
  readonly onChange: () => void;
  readonly onSelect: (selected: string) => void;
  readonly onBlur: () => void;
  /** A document that could not be expressed: a bug, for the log. */
  readonly onFault: (error: unknown) => void;
}

export interface RichEditor extends EditingSurface {
  readonly editor: Editor;
  readonly commands: EditorCommands;
  caret(): SourcePlace;
  /** Puts the caret at a place of the source and shows it; `mark` highlights the block. */
  show(place: SourcePlace, options: { readonly focus: boolean; readonly mark: boolean }): void;
  focus(): void;
  /** A click below the last block. */
  continueAtEnd(): void;
  /** The text of the note without its marks, for counting words. */
  plainText(): string;
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
}

export function createRichEditor(options: RichEditorOptions): RichEditor {
  let replacing = false;
  const editor = new Editor({
    // `EditorContent` takes what is in it over into the page.
    element: document.createElement('div'),
    editable: !options.readOnly,
    injectCSS: false,
    enablePasteRules: false,
    extensions: [
      ...schemaExtensions(),
      editorKeymap(),
      markdownInputRules,
      UndoRedo.configure({ depth: 500, newGroupDelay: 500 }),
      Dropcursor.configure({ color: 'var(--accent)', width: 2 }),
      Gapcursor,
      Placeholder.configure({ placeholder: options.placeholder, showOnlyCurrent: true }),
      linkCompletion(options.completion),
      tagCompletion(options.completion),
      slashMenu(options.completion),
      Extension.create({
        name: 'versoPlugins',
        addProseMirrorPlugins() {
          return [
            nodeViews(options.context),
            linkClicks(options.context),
            footnotesPlugin(),
            footnoteCard(options.context),
            clipboardPlugin(this.editor.schema, { attach: options.attach }),
            pastedFilesPlugin(),
            openSourcePlugin(),
            meaningfulTextPlugin(),
            codeHighlightPlugin(),
            findPlugin(),
            foldingPlugin({ label: options.context.say('handle.unfold'), onChange: (state) => options.folds.write(foldNames(state)) }),
            flashPlugin(),
            tableEditing(),
          ];
        },
      }),
    ],
    editorProps: {
      attributes: { 'aria-label': options.label, 'aria-multiline': 'true', role: 'textbox', spellcheck: 'true', class: 'note-document' },
      scrollMargin: 80,
      scrollThreshold: 80,
    },
    onUpdate: ({ transaction }) => {
      if (!replacing && transaction.docChanged) options.onChange();
    },
    onSelectionUpdate: () => options.onSelect(selectedText()),
    onBlur: options.onBlur,
  });

  let loaded = loadMarkdown(options.text, editor.schema);
  // The loaded nodes themselves go into the state: saving recognises untouched blocks by identity.
  editor.view.updateState(EditorState.create({ doc: loaded.doc, plugins: editor.state.plugins, selection: Selection.atStart(loaded.doc) }));
  const folded = foldsNamed(editor.state, options.folds.read());
  if (folded.length > 0) editor.view.updateState(editor.state.apply(withFolds(editor.state, folded)));
  let last: { readonly doc: Node; readonly text: string } = { doc: loaded.doc, text: options.text };

  const selectedText = (): string => {
    const { from, to } = editor.state.selection;
    return editor.state.doc.textBetween(from, to, '\n', ' ');
  };

  function read(): string | null {
    const { doc } = editor.state;
    if (doc === last.doc) return last.text;
    try {
      last = { doc, text: saveMarkdown(loaded, doc).text };
      return last.text;
    } catch (error) {
      options.onFault(error);
      return null;
    }
  }

  /** The note as it stands, read anew, with the places of its source. */
  function mapped(): { readonly note: LoadedNote; readonly text: string } {
    const text = read() ?? last.text;
    return { note: editor.state.doc === loaded.doc ? loaded : loadMarkdown(text, editor.schema), text };
  }

  return {
    editor,
    commands: richCommands(() => editor.view, { editLink: options.editLink, openBlockMenu: options.openBlockMenu }),
    read,
    replace(text) {
      const next = loadMarkdown(text, editor.schema);
      replacing = true;
      const { $head } = editor.state.selection;
      const tr = showDocument(editor.state.tr, next.doc).setMeta('addToHistory', false).setMeta('meaningfulText', true);
      if (editor.view.hasFocus()) keepPending(tr, $head);
      editor.view.dispatch(tr);
      replacing = false;
      loaded = next;
      last = { doc: editor.state.doc, text };
    },
    isComposing: () => editor.view.composing,
    caret() {
      const { note, text } = mapped();
      return placeAt(text, sourceOffset(note, editor.state.selection.$head) + (note.bom ? 1 : 0));
    },
    show(place, { focus, mark }) {
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
      if (focus) editor.view.focus();
    },
    focus: () => editor.view.focus(),
    continueAtEnd() {
      continueAtEnd(editor.state, (tr) => editor.view.dispatch(tr));
      editor.view.focus();
    },
    plainText: () => editor.state.doc.textBetween(0, editor.state.doc.content.size, '\n', ' '),
    setReadOnly: (readOnly) => editor.setEditable(!readOnly, false),
    destroy: () => editor.destroy(),
  };
}
