/** A brief highlight of the block that a search result or citation led to. */
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';

const key = new PluginKey<DecorationSet>('flash');
const durationMs = 1600;

export function flashPlugin(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, flashed) {
        const set: unknown = tr.getMeta(key);
        if (set !== undefined) return set as DecorationSet; // Only this file sets this key.
        return tr.docChanged ? flashed.map(tr.mapping, tr.doc) : flashed;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Scrolls the text block at a position into the middle of the view and highlights it. */
export function flash(view: EditorView, position: number): void {
  const { doc } = view.state;
  const $position = doc.resolve(Math.max(0, Math.min(position, doc.content.size)));
  const depth = $position.depth;
  const node = depth === 0 ? $position.nodeAfter : $position.node(depth);
  if (node === null) return;
  const from = depth === 0 ? $position.pos : $position.before(depth);
  const decorations = DecorationSet.create(doc, [Decoration.node(from, from + node.nodeSize, { class: 'flash' })]);
  view.dispatch(view.state.tr.setMeta(key, decorations));
  const dom = view.nodeDOM(from);
  if (dom instanceof Element) dom.scrollIntoView({ block: 'center' });
  setTimeout(() => {
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, DecorationSet.empty));
  }, durationMs);
}
