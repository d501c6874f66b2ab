/** Marks what came and what went in a merged document, with a button that gives a stretch back. */
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Hunk, MergedDocument } from './merged-document.ts';

export interface ChangesOptions {
  /** Null where stretches cannot be given back. */
  readonly restore: ((hunk: Hunk) => void) | null;
  readonly restoreLabel: string;
}

export function changesPlugin({ doc, blocks, words, hunks }: MergedDocument, { restore, restoreLabel }: ChangesOptions): Plugin {
  const decorations = DecorationSet.create(doc, [
    ...blocks.map(({ kind, from, to }) => Decoration.node(from, to, { class: `diff-${kind}` })),
    ...words.map(({ kind, from, to, text }) =>
      kind === 'added' ? Decoration.inline(from, to, { nodeName: 'ins', class: 'diff-word' }) : Decoration.widget(from, () => removedText(text), { side: -1 }),
    ),
    ...(restore === null ? [] : hunks.map((hunk) => Decoration.widget(hunk.position, () => restoreButton(restoreLabel, () => restore(hunk)), { side: -1 }))),
  ]);
  return new Plugin({ props: { decorations: () => decorations } });
}

function removedText(text: string): HTMLElement {
  const element = document.createElement('del');
  element.className = 'diff-word';
  element.textContent = text.replaceAll('\ufffc', '▢');
  return element;
}

function restoreButton(label: string, run: () => void): HTMLElement {
  const holder = document.createElement('div');
  holder.className = 'diff-restore';
  holder.contentEditable = 'false';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', run);
  holder.append(button);
  return holder;
}
