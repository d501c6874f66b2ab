/**
 * The one undo history of a note, whichever editor shows it: the note's text without a screen, and
 * the person's edits of it. Editors tell it what changed and ask it what stood before.
 *
 * Offsets are those of the text as it is on disk, line ends included, so that undoing everything
 * gives back the very bytes. What other programs write passes through it without becoming a step:
 * the steps before are rebased over it, and undoing them leaves it alone.
 */
import { history, isolateHistory, redo, undo } from '@codemirror/commands';
import { EditorState, Transaction, type ChangeSpec, type EditorSelection, type StateCommand } from '@codemirror/state';
import { changedRange } from '../source/changed-range.ts';

const leastSteps = 1000;

export interface EditOfPerson {
  readonly changes: ChangeSpec;
  readonly selection?: EditorSelection;
  /** CodeMirror's name of what the person did: typing on joins the step before. Absent: a step of its own. */
  readonly userEvent?: string;
}

/** Where an undo or a redo led. */
export interface Stepped {
  readonly text: string;
  readonly selection: EditorSelection;
}

export interface NoteHistory {
  text(): string;
  /** The person made this text with one step; false where it is the text already. */
  step(text: string): boolean;
  edit(edit: EditOfPerson): void;
  select(selection: EditorSelection): void;
  /** Another program's text: not a step. */
  outside(text: string): void;
  /** Null where there is nothing to go back to. */
  undo(): Stepped | null;
  redo(): Stepped | null;
}

export function createNoteHistory(initial: string): NoteHistory {
  let state = EditorState.create({
    doc: initial,
    extensions: [
      history({ minDepth: leastSteps }),
      EditorState.allowMultipleSelections.of(true),
      // A carriage return is a character like any other here.
      EditorState.lineSeparator.of('\n'),
    ],
  });
  /** The text of `state`, which is asked for more often than it changes. */
  let text: string | null = initial;

  const take = (next: EditorState): void => {
    if (next.doc !== state.doc) text = null;
    state = next;
  };
  const read = (): string => (text ??= state.sliceDoc());
  const run = (command: StateCommand): Stepped | null => {
    const moved = command({ state, dispatch: (transaction) => take(transaction.state) });
    return moved ? { text: read(), selection: state.selection } : null;
  };

  return {
    text: read,
    step(next) {
      const change = changedRange(read(), next);
      if (change === null) return false;
      // The caret stands where the change ends, before and after it: undo and redo show the place.
      take(state.update({ selection: { anchor: change.to } }).state);
      const head = change.from + change.insert.length;
      take(state.update({ changes: change, selection: { anchor: head }, annotations: isolateHistory.of('full') }).state);
      return true;
    },
    edit({ changes, selection, userEvent }) {
      take(
        state.update({
          changes,
          ...(selection === undefined ? {} : { selection }),
          annotations: userEvent === undefined ? isolateHistory.of('full') : Transaction.userEvent.of(userEvent),
        }).state,
      );
    },
    select(selection) {
      if (!selection.eq(state.selection)) take(state.update({ selection, annotations: Transaction.userEvent.of('select') }).state);
    },
    outside(next) {
      const change = changedRange(read(), next);
      if (change !== null) take(state.update({ changes: change, annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)] }).state);
    },
    undo: () => run(undo),
    redo: () => run(redo),
  };
}
