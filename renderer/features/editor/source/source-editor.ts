/** Source mode: CodeMirror over the same session, for people who want the Markdown itself. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { closeSearchPanel, highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { EditingSurface } from '../session/session-state.ts';
import type { SourcePlace } from '../source-place.ts';
import { changedRange } from './changed-range.ts';
import { normalizeLineEnds, restoreLineEnds } from './line-ends.ts';
import { markdownClasses } from './markdown-classes.ts';

export interface SourceEditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly readOnly: boolean;
  readonly label: string;
  readonly onChange: () => void;
  readonly onSelect: (selected: string) => void;
  readonly onBlur: () => void;
}

export interface SourceEditor extends EditingSurface {
  caret(): SourcePlace;
  /** Puts the caret at a place and shows its line, which is highlighted as the caret's line is. */
  show(place: SourcePlace, options: { readonly focus: boolean }): void;
  find(): void;
  focus(): void;
  plainText(): string;
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
}

/** Beyond this the structure is not highlighted: reading it would hold up typing. */
const highlightedLength = 4 * 1024 * 1024;

export function createSourceEditor(options: SourceEditorOptions): SourceEditor {
  const initial = normalizeLineEnds(options.text);
  let { ends } = initial;
  let replacing = false;
  const editable = new Compartment();
  const editability = (readOnly: boolean): Extension => [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];

  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: initial.text,
      extensions: [
        history(),
        drawSelection(),
        lineNumbers(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        search({ top: true }),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'true' }),
        EditorState.allowMultipleSelections.of(true),
        options.text.length <= highlightedLength ? [markdown({ base: markdownLanguage }), markdownClasses()] : [],
        // Mod-i is italic everywhere else in Verso, not "select the parent syntax".
        keymap.of([...defaultKeymap.filter((binding) => binding.key !== 'Mod-i'), ...historyKeymap, ...searchKeymap, indentWithTab]),
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

  return {
    read: () => restoreLineEnds(view.state.doc.toString(), ends),
    replace(text) {
      const next = normalizeLineEnds(text);
      const change = changedRange(view.state.doc.toString(), next.text);
      ends = next.ends;
      if (change === null) return;
      replacing = true;
      view.dispatch({ changes: change });
      replacing = false;
    },
    isComposing: () => view.composing,
    caret() {
      const line = view.state.doc.lineAt(view.state.selection.main.head);
      return { line: line.number, column: view.state.selection.main.head - line.from };
    },
    show(place, { focus }) {
      const line = view.state.doc.line(Math.max(1, Math.min(place.line, view.state.doc.lines)));
      const at = Math.min(line.from + place.column, line.to);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      if (focus) view.focus();
    },
    find: () => void openSearchPanel(view),
    focus: () => view.focus(),
    plainText: () => view.state.doc.toString(),
    setReadOnly: (readOnly) => view.dispatch({ effects: editable.reconfigure(editability(readOnly)) }),
    destroy() {
      closeSearchPanel(view);
      view.destroy();
    },
  };
}
