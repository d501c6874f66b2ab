/** Source mode: CodeMirror over the same session, for people who want the Markdown itself. */
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { codeFolding, foldGutter, foldKeymap } from '@codemirror/language';
import { closeSearchPanel, highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, gutters, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, rectangularSelection } from '@codemirror/view';
import { countWords } from '#shared/markdown/word-count.ts';
import type { EditorCommands } from '../editor-commands.ts';
import type { NoteHistory } from '../session/note-history.ts';
import type { EditingSurface } from '../session/session-state.ts';
import type { SourcePlace, SourceRange } from '../source-place.ts';
import { dialect } from './dialect.ts';
import { fenceColours } from './fence-colours.ts';
import { markdownClasses } from './markdown-classes.ts';
import { sourceCommands } from './source-commands.ts';
import { sourceCompletion, type SourceCompletionOptions } from './source-completion.ts';
import { createSourceHistory } from './source-history.ts';
import { sourceSteps } from './source-steps.ts';

export interface SourceEditorOptions {
  readonly parent: HTMLElement;
  /** Holds the text that is shown. */
  readonly history: NoteHistory;
  readonly readOnly: boolean;
  readonly label: string;
  readonly look: SourceLook;
  readonly completion: SourceCompletionOptions;
  /** CodeMirror's own words, in the person's language. */
  readonly phrases: Readonly<Record<string, string>>;
  /** Writes the note now. */
  readonly save: () => void;
  readonly onChange: () => void;
  readonly onSelect: (selected: string) => void;
  readonly onBlur: () => void;
}

/** What the settings say about source mode. */
export interface SourceLook {
  readonly lineNumbers: boolean;
  readonly spellCheck: boolean;
  readonly vim: boolean;
}

export interface SourceEditor extends EditingSurface {
  caret(): SourcePlace;
  /** Null for a caret. */
  selection(): SourceRange | null;
  /** Puts the caret at a place and shows its line, which is highlighted as the caret's line is. */
  show(place: SourcePlace, options: { readonly focus: boolean }): void;
  setCaret(place: SourcePlace): void;
  heightOf(place: SourcePlace): number;
  placeAtHeight(y: number): SourcePlace;
  find(): void;
  readonly commands: EditorCommands;
  setLook(look: SourceLook): void;
  focus(): void;
  hasFocus(): boolean;
  words(): number;
  plainText(): { readonly whole: string; readonly selected: string };
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
}

/** Keys of CodeMirror that mean something else all over Verso, and can be changed there. */
const ofTheWindow: ReadonlySet<string> = new Set(['Mod-d', 'Mod-i', 'Mod-Enter', 'Mod-/', 'Mod-[', 'Mod-]', 'Mod-g', 'Mod-Shift-l', 'Alt-ArrowUp', 'Alt-ArrowDown']);

function foldMarker(open: boolean): HTMLElement {
  const marker = document.createElement('span');
  marker.className = 'cm-fold-marker';
  marker.dataset['open'] = String(open);
  return marker;
}

/** Beyond this the structure is not highlighted: reading it would hold up typing. */
const highlightedLength = 4 * 1024 * 1024;

export function createSourceEditor(options: SourceEditorOptions): SourceEditor {
  const history = createSourceHistory(options.history);
  let replacing = false;
  const editable = new Compartment();
  const looks = new Compartment();
  const vim = new Compartment();
  const editability = (readOnly: boolean): Extension => [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];

  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: history.initialText,
      extensions: [
        // Before every other key.
        vim.of([]),
        history.extension,
        sourceSteps.of({ undo: () => void history.undo(view), redo: () => void history.redo(view), save: options.save }),
        EditorState.phrases.of(options.phrases),
        drawSelection(),
        looks.of(lookOf(options.look)),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        search({ top: true }),
        sourceCompletion(options.completion),
        EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.shiftKey),
        rectangularSelection({ eventFilter: (event) => event.altKey && event.shiftKey && event.button === 0 }),
        EditorView.exceptionSink.of((error) => window.reportError(error)),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of({ 'aria-label': options.label }),
        EditorState.allowMultipleSelections.of(true),
        history.initialText.length <= highlightedLength ? [markdown({ base: markdownLanguage, extensions: dialect }), markdownClasses(), fenceColours()] : [],
        keymap.of([...[...defaultKeymap, ...searchKeymap].filter(({ key }) => key === undefined || !ofTheWindow.has(key)), ...foldKeymap, indentWithTab]),
        editable.of(editability(options.readOnly)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !replacing) options.onChange();
          if (!update.selectionSet && !update.docChanged) return;
          const { main } = update.state.selection;
          options.onSelect(update.state.sliceDoc(main.from, main.to));
        }),
        EditorView.domEventHandlers({ blur: () => options.onBlur() }),
      ],
    }),
  });

  function lookOf({ lineNumbers: numbered, spellCheck }: SourceLook): Extension {
    return [
      // They stand in the margin: what CodeMirror keeps clear beside fixed ones is the text itself here.
      gutters({ fixed: false }),
      numbered ? lineNumbers() : [],
      codeFolding(),
      foldGutter({ markerDOM: foldMarker }),
      EditorView.contentAttributes.of({ spellcheck: String(spellCheck) }),
    ];
  }

  let wantsVim = false;
  async function setVim(wanted: boolean): Promise<void> {
    wantsVim = wanted;
    const keys = wanted ? (await import('./vim-keys.ts')).vimKeys() : [];
    if (wantsVim === wanted && view.dom.isConnected) view.dispatch({ effects: vim.reconfigure(keys) });
  }
  if (options.look.vim) void setVim(true);

  const placeOf = (offset: number): SourcePlace => {
    const line = view.state.doc.lineAt(offset);
    return { line: line.number, column: offset - line.from };
  };
  const offsetOf = (place: SourcePlace): number => {
    const line = view.state.doc.line(Math.max(1, Math.min(place.line, view.state.doc.lines)));
    return Math.min(line.from + place.column, line.to);
  };

  return {
    read: () => history.text(),
    replace(text) {
      replacing = true;
      history.replace(view, text);
      replacing = false;
    },
    write({ text, caret }) {
      history.write(view, text, caret);
    },
    isComposing: () => view.composing,
    caret: () => placeOf(view.state.selection.main.head),
    selection() {
      const { main } = view.state.selection;
      return main.empty ? null : { from: placeOf(main.from), to: placeOf(main.to) };
    },
    show(place, { focus }) {
      const at = offsetOf(place);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      if (focus) view.focus();
    },
    setCaret: (place) => view.dispatch({ selection: { anchor: offsetOf(place) } }),
    heightOf: (place) => view.documentTop + view.lineBlockAt(offsetOf(place)).top,
    placeAtHeight: (y) => placeOf(view.lineBlockAtHeight(y - view.documentTop).from),
    find: () => void openSearchPanel(view),
    commands: sourceCommands(() => view),
    setLook(look) {
      view.dispatch({ effects: looks.reconfigure(lookOf(look)) });
      if (look.vim !== wantsVim) void setVim(look.vim);
    },
    focus: () => view.focus(),
    hasFocus: () => view.hasFocus,
    words: () => countWords(view.state.doc.toString()),
    plainText: () => ({ whole: view.state.doc.toString(), selected: view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to) }),
    setReadOnly: (readOnly) => view.dispatch({ effects: editable.reconfigure(editability(readOnly)) }),
    destroy() {
      closeSearchPanel(view);
      view.destroy();
    },
  };
}
