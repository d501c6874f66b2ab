/**
 * Undo in the rich editor: ProseMirror's own steps for as long as they last, then the note's.
 *
 * Documents are persistent, so the one before each step is kept as it is and becomes text only when
 * the note's history needs it: when the editor goes, when another text is shown, or when the person
 * goes back further than this editor. From then on the steps are the note's.
 */
import { Extension } from '@tiptap/core';
import { history, redo, redoDepth, undo, undoDepth } from '@tiptap/pm/history';
import type { Node } from '@tiptap/pm/model';
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { NoteHistory, Stepped } from '../session/note-history.ts';

export interface UndoStepsOptions {
  readonly history: NoteHistory;
  readonly state: () => EditorState;
  readonly dispatch: (transaction: Transaction) => void;
  /** The text of a document of this editor; null where it cannot be expressed. */
  readonly textOf: (doc: Node) => string | null;
  /** Whether that text is known already. */
  readonly isKnown: (doc: Node) => boolean;
  readonly show: (stepped: Stepped) => void;
}

export interface UndoSteps {
  readonly extension: Extension;
  readonly plugins: readonly Plugin[];
  /** Goes one step back or forth; what ProseMirror's undo is elsewhere. */
  move(direction: 'undo' | 'redo'): boolean;
  /** To be told of each transaction. */
  notice(transaction: Transaction): void;
  /** Hands the steps so far over to the note's history. */
  settle(): void;
  /** Makes `transaction` the beginning of ProseMirror's steps. */
  forget(transaction: Transaction): Transaction;
}

const newGroupDelayMs = 500;
const mostSteps = 1000;
/** Text written out anew for steps that no save has written: beyond this, steps are taken together. */
const longestRewritten = 4_000_000;

export function createUndoSteps(options: UndoStepsOptions): UndoSteps {
  const plugin = history({ depth: mostSteps, newGroupDelay: newGroupDelayMs });
  /** The documents before each step, and those that were undone, the next to be redone last. */
  let past: Node[] = [];
  let future: Node[] = [];
  let depth = 0;
  let moving: 'undo' | 'redo' | null = null;

  function settle(): void {
    const { doc } = options.state();
    const known = options.history.text();
    if (past.length === 0 && future.length === 0) {
      const text = options.textOf(doc);
      if (text !== null && text !== known) options.history.step(text);
      return;
    }
    // The oldest document is the text that the history ends with.
    const ahead = future.toReversed();
    const docs = [...past.slice(1), ...(past.length === 0 ? [] : [doc]), ...ahead];
    let spare = longestRewritten;
    let undone = 0;
    for (const [index, each] of docs.entries()) {
      if (!options.isKnown(each) && each !== doc) {
        spare -= known.length;
        if (spare < 0) continue;
      }
      const text = options.textOf(each);
      if (text !== null && options.history.step(text) && index >= docs.length - ahead.length) undone += 1;
    }
    for (; undone > 0; undone -= 1) options.history.undo();
    past = [];
    future = [];
    options.dispatch(forget(options.state().tr));
  }

  function forget(transaction: Transaction): Transaction {
    depth = 0;
    return transaction.setMeta('addToHistory', false).setMeta(plugin, { redo: false, historyState: beginning() });
  }

  /** The plug-in's state of a document in which nothing was done yet. */
  function beginning(): unknown {
    const state = options.state();
    return plugin.spec.state?.init({ doc: state.doc, schema: state.schema }, state);
  }

  function move(direction: 'undo' | 'redo'): boolean {
    const state = options.state();
    const isLeft = (direction === 'undo' ? undoDepth : redoDepth)(state) > 0;
    if (isLeft) {
      moving = direction;
      (direction === 'undo' ? undo : redo)(state, options.dispatch);
      moving = null;
      return true;
    }
    settle();
    const stepped = direction === 'undo' ? options.history.undo() : options.history.redo();
    if (stepped !== null) options.show(stepped);
    return true;
  }

  const keysFirst = new Plugin({
    props: {
      handleDOMEvents: {
        // The system's menus and gestures.
        beforeinput(_view, event) {
          const direction = event.inputType === 'historyUndo' ? 'undo' : event.inputType === 'historyRedo' ? 'redo' : null;
          if (direction === null) return false;
          event.preventDefault();
          return move(direction);
        },
        // What was ticked while reading: keys of the editor are asked only where one can write.
        keydown(view, event) {
          if (view.editable || event.altKey || !(event.ctrlKey || event.metaKey)) return false;
          const key = event.key.toLowerCase();
          if (key !== 'z' && key !== 'y') return false;
          event.preventDefault();
          return move(key === 'y' || event.shiftKey ? 'redo' : 'undo');
        },
      },
    },
  });

  return {
    extension: Extension.create({
      name: 'undoSteps',
      addProseMirrorPlugins: () => [keysFirst, plugin],
      addKeyboardShortcuts: () => ({
        'Mod-z': () => move('undo'),
        'Mod-Shift-z': () => move('redo'),
        'Mod-y': () => move('redo'),
      }),
    }),
    plugins: [keysFirst, plugin],
    move,
    notice(transaction) {
      const before = transaction.before;
      const now = Number(undoDepth(options.state()));
      if (moving === 'undo') {
        future.push(before);
        past.pop();
      } else if (moving === 'redo') {
        past.push(before);
        future.pop();
      } else if (now !== depth) {
        past.push(before);
        future = [];
        // The oldest one stays: it is where the note's own history goes on.
        if (past.length > mostSteps) past.splice(1, 1);
      } else if (transaction.docChanged && transaction.getMeta('addToHistory') !== false) future = [];
      depth = now;
    },
    settle,
    forget,
  };
}

