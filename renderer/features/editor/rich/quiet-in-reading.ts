/** Marks the blocks that say nothing to a reader: comments and definitions of link addresses. */
import { Plugin } from '@tiptap/pm/state';
import { Decoration, type DecorationSet } from '@tiptap/pm/view';
import { decorateBlocks, decorateChanged, type DecorateBlock } from './block-decorations.ts';

const quiet = /^\s*(?:%%[\s\S]*%%|<!--[\s\S]*-->|(?:\[[^\]^][^\]]*\]:[^\n]*(?:\n\s*)*)+)\s*$/u;

const mark: DecorateBlock = (block, start) =>
  block.type.name === 'rawBlock' && quiet.test(block.textContent) ? [Decoration.node(start, start + block.nodeSize, { class: 'quiet-in-reading' })] : [];

export function quietInReading(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => decorateBlocks(state.doc, mark),
      apply: (tr, before) => decorateChanged(tr, before, mark),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}
