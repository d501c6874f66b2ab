import { EditorState as SourceState, Transaction as SourceTransaction, type TransactionSpec } from '@codemirror/state';
import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { saveMarkdown } from '#shared/document/save-markdown.ts';
import { applyRandomEdit, seededDraw, type Draw } from '#shared/document/testing/random-edit.ts';
import { schemaExtensions } from '../rich/schema-extensions.ts';
import { showDocument } from '../rich/show-document.ts';
import { createUndoSteps } from '../rich/undo-steps.ts';
import { createWrittenTexts } from '../rich/written-texts.ts';
import { createSourceHistory } from '../source/source-history.ts';
import { createNoteHistory, type NoteHistory } from './note-history.ts';

const schema = getSchema([...schemaExtensions()]);

/** An editor without a screen: what the view does with transactions, and no more. */
interface Surface {
  edit(draw: Draw): void;
  /** A word somewhere. */
  type(draw: Draw): void;
  move(direction: 'undo' | 'redo'): void;
  text(): string;
  replace(text: string): void;
  leave(): void;
}

function richSurface(history: NoteHistory): Surface {
  const text = history.text();
  let loaded = loadMarkdown(text, schema);
  let written = createWrittenTexts(loaded.doc, text);
  const textOf = (doc: Node): string => {
    const known = written.get(doc) ?? saveMarkdown(loaded, doc).text;
    written.keep(doc, known);
    return known;
  };
  const show = (next: string): void => {
    const note = loadMarkdown(next, schema);
    dispatch(steps.forget(showDocument(state.tr, note.doc)));
    loaded = note;
    written = createWrittenTexts(state.doc, next);
  };
  const dispatch = (transaction: Transaction): void => {
    state = state.apply(transaction);
    steps.notice(transaction);
  };
  const steps = createUndoSteps({
    history,
    state: () => state,
    dispatch,
    textOf,
    isKnown: (doc) => written.isKnown(doc),
    show: (stepped) => show(stepped.text),
  });
  let state = EditorState.create({ doc: loaded.doc, plugins: [...steps.plugins] });
  return {
    edit(draw) {
      const { tr } = state;
      applyRandomEdit(tr, draw);
      // Each edit in its own moment, or soon after the one before.
      dispatch(tr.setTime(tr.time + draw(2) * 10_000));
      if (draw(3) === 0) textOf(state.doc);
    },
    type(draw) {
      const place = TextSelection.near(state.doc.resolve(draw(state.doc.content.size + 1))).head;
      const tr = state.tr.insertText(' word', place);
      dispatch(tr.setTime(tr.time + draw(2) * 10_000));
    },
    move: (direction) => void steps.move(direction),
    text: () => textOf(state.doc),
    replace(next) {
      steps.settle();
      history.outside(next);
      show(next);
    },
    leave: () => steps.settle(),
  };
}

function sourceSurface(history: NoteHistory): Surface {
  const source = createSourceHistory(history);
  let state = SourceState.create({ doc: source.initialText });
  const screen = {
    get state() {
      return state;
    },
    dispatch(...specs: readonly (TransactionSpec | SourceTransaction | readonly SourceTransaction[])[]) {
      for (const spec of specs) {
        const transaction = spec instanceof SourceTransaction ? spec : state.update(spec as TransactionSpec); // Lists are not dispatched here.
        state = transaction.state;
        source.follow([transaction]);
      }
    },
  };
  return {
    edit(draw) {
      const from = draw(state.doc.length + 1);
      const to = Math.min(state.doc.length, from + draw(4) * draw(3));
      screen.dispatch({ selection: { anchor: from } });
      for (const insert of ['x', 'y\n', '# '].slice(0, draw(3))) {
        screen.dispatch({ changes: { from, to: Math.min(to, state.doc.length), insert }, userEvent: 'input.type' });
      }
    },
    type(draw) {
      screen.dispatch({ changes: { from: draw(state.doc.length + 1), insert: ' word' }, userEvent: 'input.type' });
    },
    move: (direction) => void (direction === 'undo' ? source.undo(screen) : source.redo(screen)),
    text: () => source.text(),
    replace: (next) => source.replace(screen, next),
    leave: () => undefined,
  };
}

const notes = [
  'One.\n\n- a\n- b\n\n> quote\n',
  '# Title\r\n\r\nSome *words* and [[links]].\r\n\r\n| a | b |\r\n| - | - |\r\n| 1 | 2 |\r\n',
  '\ufeffA BOM.\n\n```js\ncode\n```\n\n1. x\n2. y',
  'Mixed\r\nline\nends\r\n\r\nhere\n\n* * *\n\n- [ ] task\n',
  '',
];

type Step = { readonly kind: 'edit'; readonly seed: number } | { readonly kind: 'undo' | 'redo' | 'switch' };

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), seed: fc.nat(1_000_000) }) },
    { weight: 4, arbitrary: fc.constantFrom<Step>({ kind: 'undo' }, { kind: 'redo' }, { kind: 'switch' }) },
  ),
  { maxLength: 30 },
);

it('leads back to the very bytes that were loaded, and forth again, through any switching of editors', () => {
  fc.assert(
    fc.property(fc.constantFrom(...notes), steps, (note, script) => {
      const history = createNoteHistory(note);
      let isRich = true;
      let surface = richSurface(history);
      const change = (): void => {
        const before = surface.text();
        surface.leave();
        isRich = !isRich;
        surface = isRich ? richSurface(history) : sourceSurface(history);
        expect(surface.text()).toBe(before);
      };
      for (const step of script) {
        if (step.kind === 'edit') surface.edit(seededDraw(step.seed));
        else if (step.kind === 'switch') change();
        else {
          const before = surface.text();
          surface.move(step.kind);
          if (step.kind === 'undo') {
            const undone = surface.text();
            surface.move('redo');
            // Nothing to undo leaves nothing to redo but what was undone before.
            if (undone !== before) expect(surface.text()).toBe(before);
            if (undone !== before) surface.move('undo');
          }
        }
      }
      const undoAll = (direction: 'undo' | 'redo'): void => {
        for (let count = 0; count < 120; count += 1) surface.move(direction);
      };
      undoAll('redo');
      const end = surface.text();
      undoAll('undo');
      expect(surface.text()).toBe(note);
      change();
      undoAll('redo');
      expect(surface.text()).toBe(end);
      undoAll('undo');
      expect(surface.text()).toBe(note);
    }),
    { numRuns: 100 },
  );
});

it('undoes what the person wrote and leaves what another program wrote', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (script, startsRich) => {
      const note = 'Mine begins here.\n\nMine ends here.\n\nAn end that stays.\n';
      const history = createNoteHistory(note);
      let isRich = startsRich;
      const open = (): Surface => (isRich ? richSurface(history) : sourceSurface(history));
      let surface = open();
      let others = '';
      for (const [index, step] of script.entries()) {
        if (step.kind === 'edit') surface.type(seededDraw(step.seed));
        else if (step.kind === 'switch') {
          surface.leave();
          isRich = !isRich;
          surface = open();
        } else if (step.kind === 'undo') {
          const line = `\n\nTheirs ${index}.`;
          others += line;
          surface.replace(surface.text() + line);
        }
      }
      for (let count = 0; count < 120; count += 1) surface.move('undo');
      expect(surface.text()).toBe(note + others);
    }),
    { numRuns: 100 },
  );
});
