import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { loadMarkdown } from '#shared/document/load-markdown.ts';
import { createDocumentSchema } from '#shared/document/schema.ts';
import { nearBlocksOf, nearBlocksPlugin, setWindow } from './near-blocks.ts';

const schema = createDocumentSchema();
const paragraphs = (count: number): string => Array.from({ length: count }, (_, index) => `Paragraph ${index}\n\n`).join('');

function open(text: string): EditorState {
  return EditorState.create({ doc: loadMarkdown(text, schema).doc, plugins: [nearBlocksPlugin(() => ({ update: () => undefined, destroy: () => undefined }))] });
}

/** The numbers of the blocks that are drawn, as `0-39 388-412`. */
function drawn(state: EditorState): string {
  const places = new Set(nearBlocksOf(state)?.decorations.find().map(({ from }) => from));
  const runs: [number, number][] = [];
  let index = 0;
  state.doc.forEach((_block, offset) => {
    const last = runs.at(-1);
    if (places.has(offset)) {
      if (last?.[1] === index - 1) last[1] = index;
      else runs.push([index, index]);
    }
    index += 1;
  });
  return runs.map(([from, to]) => `${from}-${to}`).join(' ');
}

function placeOf(state: EditorState, index: number): number {
  let place = 0;
  for (let at = 0; at < index; at += 1) place += state.doc.child(at).nodeSize;
  return place;
}

const caretIn = (state: EditorState, index: number): Transaction => state.tr.setSelection(TextSelection.create(state.doc, placeOf(state, index) + 1));

describe('the drawn blocks of a long note', () => {
  it('are its first ones when it is opened', () => {
    expect(drawn(open(paragraphs(1000)))).toBe('0-39');
  });

  it('are those in the window and those around both ends of the selection', () => {
    let state = open(paragraphs(1000));
    state = state.apply(setWindow(state.tr, { from: placeOf(state, 600), to: placeOf(state, 610) }));
    expect(drawn(state)).toBe('0-12 600-609');
    state = state.apply(caretIn(state, 400));
    expect(drawn(state)).toBe('388-412 600-609');
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, placeOf(state, 400) + 1, placeOf(state, 800) + 1)));
    expect(drawn(state)).toBe('388-412 600-609 788-812');
  });

  it('stay the same ones while somebody types or walks about among them', () => {
    let state = open(paragraphs(1000));
    state = state.apply(caretIn(state, 400));
    const { shape } = nearBlocksOf(state) ?? {};
    state = state.apply(state.tr.insertText('typed'));
    state = state.apply(caretIn(state, 404));
    expect(nearBlocksOf(state)?.shape).toBe(shape);
    expect(drawn(state)).toBe('0-39 388-412');
  });

  it('include what comes of them: the halves of a split, what is pasted among them', () => {
    let state = open(paragraphs(1000));
    state = state.apply(caretIn(state, 400));
    state = state.apply(state.tr.split(placeOf(state, 400) + 4));
    expect(drawn(state)).toBe('0-39 388-413');
    state = state.apply(state.tr.insert(placeOf(state, 402), loadMarkdown(paragraphs(50), schema).doc.content));
    expect(drawn(state)).toBe('0-39 388-463');
  });

  it('do not become all, where less than a screen of the note is read at first', () => {
    let state = open(paragraphs(8));
    state = state.apply(state.tr.insert(state.doc.content.size, open(paragraphs(500)).doc.content));
    state = state.apply(state.tr.insert(state.doc.content.size, open(paragraphs(500)).doc.content));
    expect(drawn(state)).toBe('0-7');
  });

  it('grow by nothing while more of the note is read, and keep the caret through any change above it', () => {
    let state = open(paragraphs(100));
    state = state.apply(state.tr.insert(state.doc.content.size, loadMarkdown(paragraphs(900), schema).doc.content));
    expect(drawn(state)).toBe('0-39');
    state = state.apply(caretIn(state, 500));
    state = state.apply(state.tr.delete(0, placeOf(state, 300)));
    expect(drawn(state)).toBe('188-212');
  });
});
