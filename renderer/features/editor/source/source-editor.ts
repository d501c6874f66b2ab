/** Source mode: CodeMirror over the same session, for people who want the Markdown itself. */
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { closeSearchPanel, highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { countWords } from '#shared/markdown/word-count.ts';
import type { NoteHistory } from '../session/note-history.ts';
import type { EditingSurface } from '../session/session-state.ts';
import type { SourcePlace, SourceRange } from '../source-place.ts';
import { markdownClasses } from './markdown-classes.ts';
import { createSourceHistory } from './source-history.ts';

export interface SourceEditorOptions {
  readonly parent: HTMLElement;
  /** Holds the text that is shown. */
  readonly history: NoteHistory;
  readonly readOnly: boolean;
  readonly label: string;
  readonly onChange: () => void;
  readonly onSelect: (selected: string) => void;
  readonly onBlur: () => void;
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
  focus(): void;
  hasFocus(): boolean;
  words(): number;
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
}

/** Beyond this the structure is not highlighted: reading it would hold up typing. */
const highlightedLength = 4 * 1024 * 1024;

export function createSourceEditor(options: SourceEditorOptions): SourceEditor {
  const history = createSourceHistory(options.history);
  let replacing = false;
  const editable = new Compartment();
  const editability = (readOnly: boolean): Extension => [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];

  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: history.initialText,
      extensions: [
        history.extension,
        drawSelection(),
        lineNumbers(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        search({ top: true }),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'true' }),
        EditorState.allowMultipleSelections.of(true),
        history.initialText.length <= highlightedLength ? [markdown({ base: markdownLanguage }), markdownClasses()] : [],
        // Mod-i is italic everywhere else in Verso, not "select the parent syntax".
        keymap.of([...defaultKeymap.filter((binding) => binding.key !== 'Mod-i'), ...searchKeymap, indentWithTab]),
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
    focus: () => view.focus(),
    hasFocus: () => view.hasFocus,
    words: () => countWords(view.state.doc.toString()),
    setReadOnly: (readOnly) => view.dispatch({ effects: editable.reconfigure(editability(readOnly)) }),
    destroy() {
      closeSearchPanel(view);
      view.destroy();
    },
  };
}
