/** Colours in code blocks; the grammars load when the first block with a language is seen. */
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Node } from '@tiptap/pm/model';
import type { Highlighter } from './highlight-code.ts';

const key = new PluginKey<DecorationSet>('codeHighlight');
/** Longer code stays plain: reading it again with every key would be felt. */
const longestCode = 20_000;

export function codeHighlightPlugin(): Plugin<DecorationSet> {
  let highlighter: Highlighter | null = null;
  let asked = false;

  const decorate = (doc: Node): DecorationSet => {
    const decorations: Decoration[] = [];
    if (highlighter === null) return DecorationSet.empty;
    for (const { node, position } of codeBlocks(doc)) {
      for (const { from, to, className } of highlighter(node.textContent, String(node.attrs['language']))) {
        decorations.push(Decoration.inline(position + 1 + from, position + 1 + to, { class: className }));
      }
    }
    return DecorationSet.create(doc, decorations);
  };

  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, before, oldState, newState) {
        if (tr.getMeta(key) === true) return decorate(newState.doc);
        if (!tr.docChanged) return before;
        const mapped = before.map(tr.mapping, tr.doc);
        // Typing in prose must not read the code again.
        return sameCode(oldState.doc, newState.doc) ? mapped : decorate(newState.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view(view: EditorView) {
      const load = (): void => {
        if (asked || codeBlocks(view.state.doc).length === 0) return;
        asked = true;
        void import('./highlight-code.ts').then((loaded) => {
          highlighter = loaded.highlightCode;
          if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true).setMeta('addToHistory', false));
        });
      };
      load();
      return { update: load };
    },
  });
}

/** Also inside quotes, lists and callouts. */
function codeBlocks(doc: Node): readonly { readonly node: Node; readonly position: number }[] {
  const found: { readonly node: Node; readonly position: number }[] = [];
  doc.descendants((node, position) => {
    const { language } = node.attrs;
    if (node.type.name === 'codeBlock' && typeof language === 'string' && language !== '' && node.content.size <= longestCode) found.push({ node, position });
    return !node.isTextblock;
  });
  return found;
}

function sameCode(before: Node, after: Node): boolean {
  const [old, now] = [codeBlocks(before), codeBlocks(after)];
  return old.length === now.length && old.every((block, index) => block.node === now[index]?.node);
}
