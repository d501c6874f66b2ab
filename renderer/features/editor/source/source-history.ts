/**
 * Carries what is typed in CodeMirror into the note's history, and the history's steps back into
 * CodeMirror, which has no history of its own. CodeMirror's text has `\n` alone; the history's has
 * the note's line ends.
 */
import { Annotation, EditorSelection, Transaction, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { NoteHistory, Stepped } from '../session/note-history.ts';
import { changedRange } from './changed-range.ts';
import { normalizeLineEnds, restoreLineEnds } from './line-ends.ts';

/** What it needs of a view. */
type Screen = Pick<EditorView, 'state' | 'dispatch'>;

export interface SourceHistory {
  readonly extension: Extension;
  /** To be told of what the person did. */
  follow(transactions: readonly Transaction[]): void;
  /** What CodeMirror shows at first. */
  readonly initialText: string;
  /** The note's text, its line ends included. */
  text(): string;
  /** Makes this the text with one step of the person; the caret goes to an offset of it, or stays. */
  write(view: Screen, text: string, caret: number | null): void;
  /** Shows another program's text. */
  replace(view: Screen, text: string): void;
  undo(view: Screen): boolean;
  redo(view: Screen): boolean;
}

/** Marks what CodeMirror is told rather than what a person does in it. */
const told = Annotation.define<boolean>();

export function createSourceHistory(history: NoteHistory): SourceHistory {
  const initial = normalizeLineEnds(history.text());
  let { ends } = initial;

  /** Whether an offset means the same in CodeMirror and in the history. */
  const isPlain = (): boolean => ends.main === '\n' && ends.mixedLines === null;

  function follow(transactions: readonly Transaction[]): void {
    for (const transaction of transactions) {
      if (transaction.annotation(told) === true) continue;
      const userEvent = transaction.annotation(Transaction.userEvent);
      if (isPlain()) {
        history.select(transaction.startState.selection);
        const selection = transaction.newSelection;
        if (transaction.docChanged) history.edit({ changes: transaction.changes, selection, ...(userEvent === undefined ? {} : { userEvent }) });
        else if (transaction.selection !== undefined) history.select(selection);
      } else if (transaction.docChanged) {
        const change = changedRange(history.text(), restoreLineEnds(transaction.newDoc.toString(), ends));
        if (change === null) continue;
        history.select(EditorSelection.single(change.to));
        const selection = EditorSelection.single(change.from + change.insert.length);
        history.edit({ changes: change, selection, ...(userEvent === undefined ? {} : { userEvent }) });
      }
    }
  }

  function show(view: Screen, text: string, stepped: Stepped | null): void {
    const next = normalizeLineEnds(text);
    ({ ends } = next);
    const changes = changedRange(view.state.doc.toString(), next.text);
    if (changes === null && stepped === null) return;
    view.dispatch({
      ...(changes === null ? {} : { changes }),
      ...(stepped === null ? {} : { selection: isPlain() ? stepped.selection : shortened(text, stepped.selection), scrollIntoView: true, userEvent: 'undo' }),
      annotations: told.of(true),
    });
  }

  const move = (view: Screen, stepped: Stepped | null): boolean => {
    if (stepped !== null && !view.state.readOnly) show(view, stepped.text, stepped);
    return true;
  };
  const undo = (view: Screen): boolean => move(view, view.state.readOnly ? null : history.undo());
  const redo = (view: Screen): boolean => move(view, view.state.readOnly ? null : history.redo());

  return {
    initialText: initial.text,
    follow,
    extension: [
      EditorView.updateListener.of(({ transactions }) => follow(transactions)),
      keymap.of([
        { key: 'Mod-z', run: undo, preventDefault: true },
        { key: 'Mod-Shift-z', run: redo, preventDefault: true },
        { key: 'Mod-y', run: redo, preventDefault: true },
      ]),
      EditorView.domEventHandlers({
        // The system's menus and gestures.
        beforeinput(event, view) {
          if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false;
          event.preventDefault();
          return event.inputType === 'historyUndo' ? undo(view) : redo(view);
        },
      }),
    ],
    text: () => history.text(),
    write(view, text, caret) {
      if (!history.step(text)) return;
      if (caret === null) show(view, text, null);
      else show(view, text, { text, selection: EditorSelection.single(caret) });
    },
    replace(view, text) {
      history.outside(text);
      show(view, text, null);
    },
    undo,
    redo,
  };
}

/** A selection of the note's text in the text whose line ends are one unit. */
function shortened(text: string, selection: EditorSelection): EditorSelection {
  const at = (offset: number): number => offset - (text.slice(0, offset).match(/\r\n/gu)?.length ?? 0);
  return EditorSelection.create(
    selection.ranges.map((range) => EditorSelection.range(at(range.anchor), at(range.head))),
    selection.mainIndex,
  );
}
