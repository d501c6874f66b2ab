/** Draws the blocks of a long note that are near, and for each other one an empty element that takes no room. */
import { DOMSerializer, type Node, type Schema } from '@tiptap/pm/model';
import type { NodeView, NodeViewConstructor } from '@tiptap/pm/view';
import { isNear } from './near-blocks.ts';

/** The views of a long note: `views` for what is near and for what is inside of a block. */
export function viewsWhereNear(views: Readonly<Record<string, NodeViewConstructor>>, schema: Schema): Record<string, NodeViewConstructor> {
  const places = new WeakMap<Node, ReadonlySet<number>>();
  /** Where the blocks of the note begin. */
  const placesIn = (doc: Node): ReadonlySet<number> => {
    const known = places.get(doc) ?? placesOf(doc);
    places.set(doc, known);
    return known;
  };
  const whereNear = (own: NodeViewConstructor | undefined): NodeViewConstructor => (node, view, getPosition, decorations, inner) => {
    const position = getPosition();
    if (position === undefined || !placesIn(view.state.doc).has(position)) {
      // Without a view ProseMirror draws the node as its schema says; its types do not know that.
      return own === undefined ? (undefined as unknown as NodeView) : own(node, view, getPosition, decorations, inner);
    }
    if (!isNear(decorations)) return farView(node);
    const drawn = own === undefined ? plainView(node) : own(node, view, getPosition, decorations, inner);
    return {
      ...drawn,
      update(next, nextDecorations, nextInner) {
        if (!isNear(nextDecorations)) return false;
        return drawn.update === undefined ? next.sameMarkup(node) : drawn.update(next, nextDecorations, nextInner);
      },
    };
  };
  const far = Object.values(schema.nodes).flatMap((type) => (type.isInGroup('block') ? [[type.name, whereNear(views[type.name])] as const] : []));
  return { ...views, ...Object.fromEntries(far) };
}

function plainView(node: Node): NodeView {
  const { toDOM } = node.type.spec;
  if (toDOM === undefined) throw new Error(`The schema does not say how "${node.type.name}" is drawn.`);
  const { dom, contentDOM } = DOMSerializer.renderSpec(document, toDOM(node));
  return contentDOM === undefined ? { dom } : { dom, contentDOM };
}

function farView(node: Node): NodeView {
  const dom = document.createElement('div');
  dom.dataset['far'] = '';
  return {
    dom,
    update: (next, decorations) => !isNear(decorations) && next.type === node.type,
    // Its room is given to it by who watches the window.
    ignoreMutation: () => true,
  };
}

function placesOf(doc: Node): ReadonlySet<number> {
  const found = new Set<number>();
  doc.forEach((_block, offset) => found.add(offset));
  return found;
}
