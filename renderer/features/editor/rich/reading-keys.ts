/**
 * In a note that is only read there is no caret to follow links from: links, tags and footnotes
 * are stops of the Tab key there, and Enter does what a click does.
 */
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { linkTarget } from '../links/link-target.ts';

const leading = '[data-wikilink], [data-link], [data-footnote], [data-type="tag"]';

export function readingKeys(): Plugin {
  let current: EditorView | null = null;
  let stops: { readonly doc: Node; readonly set: DecorationSet } | null = null;
  return new Plugin({
    view(view) {
      current = view;
      // What is read from the start was drawn before it could be known.
      queueMicrotask(() => {
        if (!view.isDestroyed && !view.editable) view.updateState(view.state);
      });
      return {
        destroy() {
          current = null;
        },
      };
    },
    props: {
      decorations(state) {
        if (current === null || current.editable) return null;
        if (stops?.doc !== state.doc) stops = { doc: state.doc, set: stopsIn(state.doc) };
        return stops.set;
      },
      handleDOMEvents: {
        keydown(view, event) {
          if (view.editable || event.key !== 'Enter' || event.altKey || !(event.target instanceof Element)) return false;
          const element = event.target.closest(leading) ?? event.target.querySelector(leading);
          if (element === null || event.target.closest('button') !== null) return false;
          event.preventDefault();
          element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
          return true;
        },
      },
    },
  });
}

function stopsIn(doc: Node): DecorationSet {
  const stops: Decoration[] = [];
  doc.descendants((node, position) => {
    const stop = { tabindex: '0' };
    const end = position + node.nodeSize;
    if (node.type.name === 'wikilink') stops.push(Decoration.node(position, end, stop));
    // Not `doc-noteref`: that role is for elements that are links already.
    else if (node.type.name === 'footnoteRef') stops.push(Decoration.node(position, end, { ...stop, role: 'link' }));
    // Links that lead outside have an address, and are stops by themselves.
    else if (node.isText && node.marks.some(({ type, attrs }) => type.name === 'tag' || (type.name === 'link' && linkTarget(String(attrs['href'])).kind === 'vault'))) stops.push(Decoration.inline(position, end, { ...stop, role: 'link' }));
  });
  return DecorationSet.create(doc, stops);
}
