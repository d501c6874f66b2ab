/** Colours in code blocks; the grammars load when the first block with a language is seen. */
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { changedStretch, nodesIn } from './changed-stretch.ts';
import type { Node } from '@tiptap/pm/model';
import type { Highlighter } from './highlight-code.ts';

const key = new PluginKey<DecorationSet>('codeHighlight');
/** Longer code stays plain: reading it again with every key would be felt. */
const longestCode = 20_000;
const code: ReadonlySet<string> = new Set(['codeBlock']);

export function codeHighlightPlugin(): Plugin<DecorationSet> {
  let highlighter: Highlighter | null = null;
  let asked = false;
  /** Blocks that are known to hold no code: each is looked at once. */
  const plain = new WeakSet<Node>();

  const colours = (blocks: readonly CodeBlock[]): Decoration[] => {
    const decorations: Decoration[] = [];
    if (highlighter === null) return decorations;
    for (const { node, position } of blocks.filter((block) => hasLanguage(block.node))) {
      for (const { from, to, className } of highlighter(node.textContent, String(node.attrs['language']))) {
        decorations.push(Decoration.inline(position + 1 + from, position + 1 + to, { class: className }));
      }
    }
    return decorations;
  };

  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, before) {
        if (tr.getMeta(key) === true) return DecorationSet.create(tr.doc, colours(nodesIn(tr.doc, 0, tr.doc.content.size, code)));
        const stretch = changedStretch(tr);
        if (stretch === null) return before;
        const mapped = before.map(tr.mapping, tr.doc);
        // Only code that the change touches is read again.
        const blocks = nodesIn(tr.doc, stretch.from, stretch.to, code);
        if (blocks.length === 0 || highlighter === null) return mapped;
        const old = blocks.flatMap(({ node, position }) => mapped.find(position, position + node.nodeSize));
        return mapped.remove(old).add(tr.doc, colours(blocks));
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view(view: EditorView) {
      const load = (): void => {
        if (asked || !hasCode(view.state.doc, plain)) return;
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

interface CodeBlock {
  readonly node: Node;
  readonly position: number;
}

function hasLanguage(node: Node): boolean {
  const { language } = node.attrs;
  return typeof language === 'string' && language !== '' && node.content.size <= longestCode;
}

/** Also inside quotes, lists and callouts. */
function hasCode(doc: Node, plain: WeakSet<Node>): boolean {
  let found = false;
  doc.forEach((block) => {
    if (found || plain.has(block)) return;
    found = block.type.name === 'codeBlock' && hasLanguage(block);
    block.descendants((node) => {
      if (node.type.name === 'codeBlock' && hasLanguage(node)) found = true;
      return !found && !node.isTextblock;
    });
    if (!found) plain.add(block);
  });
  return found;
}
