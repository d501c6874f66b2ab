/** Marks the blocks that say nothing to a reader: comments and definitions of link addresses. */
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

const quiet = /^\s*(?:%%[\s\S]*%%|<!--[\s\S]*-->|(?:\[[^\]^][^\]]*\]:[^\n]*(?:\n\s*)*)+)\s*$/u;

export function quietInReading(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => mark(state.doc),
      apply: (tr, before, _old, state) => (tr.docChanged ? mark(state.doc) : before),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

function mark(doc: Node): DecorationSet {
  const found: Decoration[] = [];
  doc.forEach((child, position) => {
    if (child.type.name === 'rawBlock' && quiet.test(child.textContent)) {
      found.push(Decoration.node(position, position + child.nodeSize, { class: 'quiet-in-reading' }));
    }
  });
  return DecorationSet.create(doc, found);
}
